using Pipeline.Testing.Servers;

[assembly: CollectionBehavior(DisableTestParallelization = true)] // six processes at a time are enough for a small machine

namespace Pipeline.EndToEnd.Tests;

/// <summary>One PostgreSQL and one RabbitMQ for all tests of this assembly; each pipeline has a database and a cluster's name of its own.</summary>
public sealed class Servers : IAsyncLifetime
{
    public PostgresFixture Postgres { get; } = new();

    public RabbitMqFixture Broker { get; } = new();

    public Task InitializeAsync() => Task.WhenAll(Postgres.InitializeAsync(), Broker.InitializeAsync());

    public Task DisposeAsync() => Task.WhenAll(Postgres.DisposeAsync(), Broker.DisposeAsync());
}

[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<Servers>
{
    public const string Name = "servers";
}
