using Pipeline.Testing.Servers;

namespace Pipeline.Collector.Tests;

/// <summary>Real servers for the whole assembly; tests of one collection run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ServersCollection : ICollectionFixture<PostgresFixture>, ICollectionFixture<PrometheusFixture>, ICollectionFixture<AlertmanagerFixture>
{
    public const string Name = "servers";
}
