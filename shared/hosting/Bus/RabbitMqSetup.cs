using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Contracts.Hints;

namespace Pipeline.Hosting.Bus;

/// <summary>What is RabbitMQ's own: the connection, and quorum queues that outlive every process and one broker node.</summary>
internal sealed class RabbitMqSetup(IOptions<BusOptions> options, ServiceIdentity service)
{
    private const int MostDeliveries = 20; // of a message whose consumer's process dies each time

    public void ConfigureHost(IRabbitMqBusFactoryConfigurator bus)
    {
        bus.Host(options.Value.Broker, service.Instance, host =>
        {
            host.Username(options.Value.User);
            host.Password(options.Value.Password);
            host.Heartbeat(TimeSpan.FromSeconds(10));
            host.RequestedConnectionTimeout(TimeSpan.FromSeconds(10));
            host.PublisherConfirmation = true;
        });
        bus.Publish<IncidentHint>(hint => hint.Exclude = true); // the base of messages is none itself
    }

    public void ConfigureEndpoint(IRabbitMqReceiveEndpointConfigurator endpoint, bool singleActiveConsumer)
    {
        endpoint.SetQuorumQueue(options.Value.QuorumSize);
        endpoint.SetQueueArgument("x-delivery-limit", MostDeliveries);
        endpoint.SingleActiveConsumer = singleActiveConsumer;
    }
}
