namespace Pipeline.Hosting.Bus;

/// <summary>What carries the messages.</summary>
public enum BusTransport
{
    /// <summary>A broker: services in processes of their own.</summary>
    Rabbitmq,

    /// <summary>Nothing outside the process: all services in one.</summary>
    InMemory,
}
