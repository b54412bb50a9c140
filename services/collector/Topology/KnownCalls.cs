namespace Pipeline.Collector.Topology;

/// <summary>Who calls whom, by the newest answers of the metric sources.</summary>
public sealed class KnownCalls
{
    private volatile IReadOnlyCollection<NamedCall>? _current;

    /// <summary>The calls; null before any source was asked.</summary>
    public IReadOnlyCollection<NamedCall>? Current => _current;

    /// <summary>A round of questions is over.</summary>
    public void See(IReadOnlyCollection<NamedCall> calls) => _current = calls;
}
