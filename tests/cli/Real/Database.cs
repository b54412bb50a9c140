using Pipeline.Testing.Servers;

namespace Pipeline.Cli.Tests.Real;

/// <summary>One PostgreSQL for all tests of the assembly that need one.</summary>
[CollectionDefinition(Name)]
public sealed class Database : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
