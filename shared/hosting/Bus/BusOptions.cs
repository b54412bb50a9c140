using System.ComponentModel.DataAnnotations;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Bus;

/// <summary>How messages travel.</summary>
public sealed class BusOptions : IValidatableObject
{
    private static readonly Uri LocalBroker = new("amqp://127.0.0.1:5672/");

    /// <summary>What carries the messages. RabbitMQ by default; <c>pipeline up</c> chooses in-memory.</summary>
    public BusTransport Transport { get; init; } = BusTransport.Rabbitmq;

    /// <summary>The broker: amqp://host:port/virtual-host, or amqps:// for TLS; without user and password. amqp://127.0.0.1:5672/ by default.</summary>
    public Uri? Address { get; init; }

    /// <summary>The broker's user. "guest" by default, whom a broker accepts from its own machine only.</summary>
    [Required]
    public string User { get; init; } = "guest";

    /// <summary>The user's password. "guest" by default.</summary>
    [Required, Secret]
    public string Password { get; init; } = "guest";

    /// <summary>Broker nodes that hold a copy of each queue; a smaller broker takes as many as it has. 3 by default.</summary>
    [Range(1, 9)]
    public int QuorumSize { get; init; } = 3;

    /// <summary>Messages that a queue's consumer holds at once; partition queues handle one at a time. 16 by default.</summary>
    [Range(1, 1000)]
    public int Prefetch { get; init; } = 16;

    /// <summary>Waiting times before a failed message is tried again; after the last it goes to the error queue. 100ms, 500ms, 2s and 5s by default.</summary>
    [MaxLength(10)]
    public IReadOnlyList<TimeSpan> RetryIntervals { get; init; } =
        [TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(500), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(5)];

    /// <summary>The broker's address, default included.</summary>
    internal Uri Broker => Address ?? LocalBroker;

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Address is not null && Transport == BusTransport.InMemory)
            yield return new ValidationResult(
                "bus:address is given, but bus:transport is in-memory; take away one of them", [nameof(Address)]);
        if (Address is not null && Address.Scheme is not ("amqp" or "amqps"))
            yield return new ValidationResult(
                "bus:address must start with amqp:// or amqps://", [nameof(Address)]);
        if (Address is { UserInfo.Length: > 0 })
            yield return new ValidationResult(
                "bus:address contains a user; give bus:user and bus:passwordFile instead", [nameof(Address)]);
        if (RetryIntervals.Any(interval => interval > TimeSpan.FromMinutes(1)))
            yield return new ValidationResult(
                "bus:retryIntervals has more than 1m; a waiting message keeps its place in the queue", [nameof(RetryIntervals)]);
    }
}
