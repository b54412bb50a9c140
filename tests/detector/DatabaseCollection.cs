using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Detector.Tests;

/// <summary>One PostgreSQL for all tests of the assembly that need one.</summary>
[CollectionDefinition(Name)]
public sealed class DatabaseCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
