namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>A running server whose end is ours to order.</summary>
public interface IPostmaster : IAsyncDisposable
{
    int ProcessId { get; }

    /// <summary>Where it listens on 127.0.0.1.</summary>
    int Port { get; }

    /// <summary>Completes when the server has ended, for whatever reason.</summary>
    Task Exited { get; }

    /// <summary>The last lines of its log; empty when another process started it.</summary>
    string OutputTail { get; }

    /// <summary>Fast shutdown: clients are cut off, everything is written. Killed when it takes over half a minute.</summary>
    Task StopAsync();
}
