using Pipeline.Simulator.Nodes;

namespace Pipeline.Simulator.World;

/// <summary>Hears of the lines of the run that a container was in when the following began; it ends with that run, as kubectl's does.</summary>
internal sealed class LogFollower : IDisposable
{
    private readonly ContainerLog? _log;
    private readonly Action<LogLine> _listener;

    public LogFollower(ContainerLog? log, Action<LogLine> listener)
    {
        _listener = listener;
        _log = log;
        if (_log is not null)
            _log.Written += _listener;
    }

    public void Dispose()
    {
        if (_log is not null)
            _log.Written -= _listener;
    }
}
