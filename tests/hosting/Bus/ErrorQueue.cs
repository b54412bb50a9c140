using System.Text;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Pipeline.Contracts.Hints;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using RabbitMQ.Client;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>Takes a message out of an error queue.</summary>
internal sealed class ErrorQueue(HostedPipeline host, RabbitMqFixture broker, string queue)
{
    /// <returns>The message's JSON.</returns>
    public Task<string> TakeAsync(string transport) => transport == "in-memory" ? FromMemoryAsync() : FromBrokerAsync();

    private async Task<string> FromBrokerAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = broker.Address }.CreateConnectionAsync();
        return await Eventually.ReadsAsync(
            async cancellationToken =>
            {
                await using var channel = await connection.CreateChannelAsync(cancellationToken: cancellationToken);
                var message = await channel.BasicGetAsync(queue, autoAck: true, cancellationToken);
                return message is null ? "" : Encoding.UTF8.GetString(message.Body.Span);
            },
            json => json.Length > 0);
    }

    private async Task<string> FromMemoryAsync()
    {
        var failed = new TaskCompletionSource<string>();
        var endpoint = host.Services.GetRequiredService<IBusControl>().ConnectReceiveEndpoint(queue, receiver =>
        {
            receiver.ConfigureConsumeTopology = false;
            receiver.Handler<IncidentWantsAnalysis>(context =>
            {
                failed.TrySetResult(context.ReceiveContext.Body.GetString());
                return Task.CompletedTask;
            });
        });
        await endpoint.Ready;
        return await failed.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }
}
