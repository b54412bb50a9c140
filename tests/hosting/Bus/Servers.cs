using Pipeline.Testing.Servers;

namespace Pipeline.Hosting.Tests.Bus;

[CollectionDefinition(Name)]
public sealed class Servers : ICollectionFixture<RabbitMqFixture>
{
    public const string Name = "real servers";
}
