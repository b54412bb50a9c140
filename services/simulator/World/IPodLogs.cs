namespace Pipeline.Simulator.World;

/// <summary>What the containers have written, as the kubelets keep it.</summary>
public interface IPodLogs
{
    /// <summary>The lines of one container's run, oldest first; null when there was no such run.</summary>
    /// <param name="podUid">metadata.uid of the pod.</param>
    /// <param name="container">Name of the container.</param>
    /// <param name="previous">The run before the last restart.</param>
    IReadOnlyList<LogLine>? Read(string podUid, string container, bool previous);

    /// <summary>Hears of new lines of a container until disposed; on the loop.</summary>
    IDisposable Follow(string podUid, string container, Action<LogLine> listener);
}

/// <summary>One line of a container.</summary>
/// <param name="At">When it was written.</param>
/// <param name="Text">Without the line's end.</param>
public readonly record struct LogLine(DateTimeOffset At, string Text);
