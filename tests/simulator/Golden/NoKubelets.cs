using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>The recorded cluster had no kubelets: nobody knows of containers' logs.</summary>
internal sealed class NoKubelets : IPodLogs
{
    public IReadOnlyList<LogLine>? Read(string podUid, string container, bool previous) => null;

    public IDisposable Follow(string podUid, string container, Action<LogLine> listener) => throw new InvalidOperationException("there is nothing to follow");
}
