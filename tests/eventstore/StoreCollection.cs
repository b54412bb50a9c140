using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests;

/// <summary>One PostgreSQL for the whole assembly.</summary>
[CollectionDefinition(Name)]
public sealed class StoreCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
