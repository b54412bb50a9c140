using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests;

[CollectionDefinition(Name)]
public sealed class Servers : ICollectionFixture<RabbitMqFixture>, ICollectionFixture<PostgresFixture>
{
    public const string Name = "real servers";
}
