using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests.Given;

/// <summary>One PostgreSQL for the assembly; each test has a database and an API of its own.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "database";
}
