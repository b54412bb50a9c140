using MassTransit;
using MassTransit.Configuration;
using MassTransit.InMemoryTransport.Configuration;
using MassTransit.RabbitMqTransport.Configuration;
using MassTransit.Transports;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Pipeline.Hosting.Bus;

/// <summary>Makes the bus of the configured transport; chosen when the host starts, as the settings are checked only then.</summary>
internal sealed class TransportBusFactory : IRegistrationBusFactory
{
    public IBusInstance CreateBus(
        IBusRegistrationContext context, IEnumerable<IBusInstanceSpecification> specifications, string busName)
    {
        var endpoints = context.GetRequiredService<EndpointSetup>();
        var options = context.GetRequiredService<IOptions<BusOptions>>().Value;
        IRegistrationBusFactory factory = options.Transport == BusTransport.InMemory
            ? new InMemoryRegistrationBusFactory(null, (registration, bus) =>
            {
                endpoints.ConfigureBus(bus);
                endpoints.ConfigureEndpoints(bus, registration, static (_, _) => { });
            })
            : new RabbitMqRegistrationBusFactory((registration, bus) =>
            {
                var broker = context.GetRequiredService<RabbitMqSetup>();
                broker.ConfigureHost(bus);
                endpoints.ConfigureBus(bus);
                endpoints.ConfigureEndpoints(bus, registration, broker.ConfigureEndpoint);
            });
        return factory.CreateBus(context, specifications, busName);
    }
}
