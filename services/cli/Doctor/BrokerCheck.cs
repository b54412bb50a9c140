using Pipeline.Hosting.Bus;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Pipeline.Cli.Doctor;

/// <summary>RabbitMQ: whether it lets us in.</summary>
internal static class BrokerCheck
{
    private const string Subject = "broker";
    private static readonly Uri LocalBroker = new("amqp://127.0.0.1:5672/");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static async Task<Finding> ExamineAsync(BusOptions options, CancellationToken cancellationToken)
    {
        var address = options.Address ?? LocalBroker;
        var factory = new ConnectionFactory
        {
            Uri = address,
            UserName = options.User,
            Password = options.Password,
            RequestedConnectionTimeout = Patience,
            HandshakeContinuationTimeout = Patience,
            ContinuationTimeout = Patience,
            AutomaticRecoveryEnabled = false,
        };
        try
        {
            await using var connection = await factory.CreateConnectionAsync("pipeline doctor", cancellationToken);
            return Finding.Well(Subject, $"{address} lets the user {options.User} in");
        }
        catch (Exception e) when (e is BrokerUnreachableException or AuthenticationFailureException or OperationInterruptedException)
        {
            return Finding.Wrong(
                Subject, $"{address}: {(e.InnerException ?? e).Message}", "Look at whether RabbitMQ runs, and at bus:address, bus:user and bus:passwordFile.");
        }
    }
}
