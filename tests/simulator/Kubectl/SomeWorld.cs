using System.Collections.Concurrent;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Kubectl;

/// <summary>Containers that write what a test says and all use the same.</summary>
public sealed class SomeWorld : IPodLogs, IResourceUsage
{
    /// <summary>Lines by container.</summary>
    public ConcurrentDictionary<string, IReadOnlyList<LogLine>> Lines { get; } = new();

    public IReadOnlyList<LogLine>? Read(string podUid, string container, bool previous) => previous ? null : Lines.GetValueOrDefault(container);

    public IDisposable Follow(string podUid, string container, Action<LogLine> listener) => new Nothing();

    public IReadOnlyDictionary<string, ResourceUse>? OfPod(string podUid) =>
        new Dictionary<string, ResourceUse> { ["app"] = new(0.25, 64 << 20) };

    public ResourceUse? OfNode(string node) => new ResourceUse(1.5, 1L << 30);

    private sealed class Nothing : IDisposable
    {
        public void Dispose()
        {
        }
    }
}
