using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Nodes;

/// <summary>What one run of a container has written: the newest lines, as after the kubelet's rotation.</summary>
internal sealed class ContainerLog
{
    private const int MostLines = 2000;
    private readonly Queue<LogLine> _lines = new();
    private readonly Lock _lock = new(); // read by requests while the loop writes

    public event Action<LogLine>? Written;

    public void Write(DateTimeOffset at, string text)
    {
        var line = new LogLine(at, text);
        lock (_lock)
        {
            if (_lines.Count == MostLines)
                _lines.Dequeue();
            _lines.Enqueue(line);
        }
        Written?.Invoke(line);
    }

    public IReadOnlyList<LogLine> Read()
    {
        lock (_lock)
            return [.. _lines];
    }
}
