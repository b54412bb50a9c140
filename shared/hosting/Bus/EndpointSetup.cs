using System.Text.Json;
using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Stages;

namespace Pipeline.Hosting.Bus;

/// <summary>What endpoints have in common on every transport.</summary>
internal sealed class EndpointSetup(
    IEnumerable<PipelineStage> stages, ClusterNames names, IOptions<BusOptions> bus, IOptions<PipelineOptions> pipeline)
{
    public void ConfigureBus(IBusFactoryConfigurator configurator)
    {
        configurator.MessageTopology.SetEntityNameFormatter(names);
        configurator.DeployPublishTopology = false;
        configurator.ConfigureJsonSerializerOptions(json => new JsonSerializerOptions(json) { WriteIndented = false }); // else half of a message is blanks
    }

    /// <param name="configurator">The transport.</param>
    /// <param name="context">Knows the consumers.</param>
    /// <param name="configureTransport">What the transport adds to each endpoint; true for one with a single active consumer.</param>
    public void ConfigureEndpoints<TEndpoint>(
        IBusFactoryConfigurator<TEndpoint> configurator, IBusRegistrationContext context, Action<TEndpoint, bool> configureTransport)
        where TEndpoint : IReceiveEndpointConfigurator
    {
        foreach (var endpoint in stages.SelectMany(stage => stage.Endpoints))
            foreach (var queue in endpoint.QueueNames(names, pipeline.Value.Partitions))
                configurator.ReceiveEndpoint(queue, receiver =>
                {
                    configureTransport(receiver, endpoint is not StageEndpoint.Competing);
                    Configure(receiver, endpoint, context);
                });
    }

    private void Configure(IReceiveEndpointConfigurator receiver, StageEndpoint endpoint, IRegistrationContext context)
    {
        receiver.PublishFaults = false; // a failed message is in the error queue; nobody listens for faults
        receiver.PrefetchCount = bus.Value.Prefetch;
        receiver.ConcurrentMessageLimit = endpoint is StageEndpoint.Competing ? bus.Value.Prefetch : 1;
        receiver.ConfigureConsumeTopology = endpoint is not StageEndpoint.Partitioned; // sent to, never published to
        if (endpoint.Definition is null && bus.Value.RetryIntervals.Count > 0)
            receiver.UseMessageRetry(retry => retry.Intervals([.. bus.Value.RetryIntervals]));
        receiver.ConfigureConsumer(context, endpoint.Consumer);
    }
}
