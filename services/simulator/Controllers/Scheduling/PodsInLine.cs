using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Controllers.Scheduling;

/// <summary>The pods that wait: those whose turn comes (by priority, then age), and those that wait for something to change.</summary>
public sealed class PodsInLine(SimulationLoop loop, Action<PendingPod> turn)
{
    private static readonly TimeSpan FirstBackoff = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestBackoff = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private readonly Dictionary<string, PendingPod> _all = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, (int Priority, long Arrival)> _ready = new();
    private readonly HashSet<string> _isReady = new(StringComparer.Ordinal);
    private readonly HashSet<string> _refused = new(StringComparer.Ordinal);
    private long _arrivals;
    private bool _posted;

    /// <summary>Takes a pod in, or the newer version of one; a changed wish gives it another turn.</summary>
    public void Take(PodView pod)
    {
        if (!_all.TryGetValue(pod.Uid, out var known))
        {
            _all[pod.Uid] = new PendingPod(pod, _arrivals++);
            MakeReady(pod.Uid);
            return;
        }
        var changed = !SameWishes(known.Pod, pod);
        _all[pod.Uid] = new PendingPod(pod, known.Arrival)
        {
            Attempts = known.Attempts,
            NotBefore = known.NotBefore,
            RefusedAt = known.RefusedAt,
            NominatedNode = known.NominatedNode,
        };
        if (changed && _refused.Contains(pod.Uid))
            Recall(pod.Uid);
    }

    public void Drop(string uid)
    {
        _all.Remove(uid);
        _isReady.Remove(uid);
        _refused.Remove(uid);
    }

    public PendingPod? Find(string uid) => _all.GetValueOrDefault(uid);

    /// <summary>Lets a pod wait until something changes.</summary>
    public void Refuse(PendingPod pod)
    {
        pod.Attempts++;
        pod.RefusedAt = loop.GetUtcNow();
        pod.NotBefore = pod.RefusedAt + (pod.Attempts > 4 ? LongestBackoff : FirstBackoff * (1 << (pod.Attempts - 1)));
        _refused.Add(pod.Pod.Uid);
    }

    /// <summary>Something changed: those whom it may help get a turn after their back-off.</summary>
    public void Recall(Func<PendingPod, bool> mayHelp)
    {
        if (_refused.Count == 0)
            return;
        foreach (var uid in _refused.Where(u => mayHelp(_all[u])).ToList())
            Recall(uid);
    }

    /// <summary>Gives those a turn that have waited long for a change that did not come.</summary>
    public void RecallOld() => Recall(pod => loop.GetUtcNow() - pod.RefusedAt > LongestWait);

    private static bool SameWishes(PodView a, PodView b) =>
        JsonElement.DeepEquals(a.Spec, b.Spec) && a.HasLabelsOf(b);

    private void Recall(string uid)
    {
        _refused.Remove(uid);
        var notBefore = _all[uid].NotBefore;
        if (notBefore <= loop.GetUtcNow())
            MakeReady(uid);
        else
            loop.At(notBefore, () => MakeReady(uid));
    }

    private void MakeReady(string uid)
    {
        if (!_all.TryGetValue(uid, out var pod) || !_isReady.Add(uid))
            return;
        _ready.Enqueue(uid, (-pod.Pod.Priority, pod.Arrival));
        PostTurn();
    }

    private void PostTurn()
    {
        if (_posted)
            return;
        _posted = true;
        loop.Post(Turn);
    }

    private void Turn()
    {
        _posted = false;
        while (_ready.TryDequeue(out var uid, out _))
        {
            if (!_isReady.Remove(uid) || !_all.TryGetValue(uid, out var pod))
                continue; // it left the line
            if (_ready.Count > 0)
                PostTurn();
            turn(pod);
            return;
        }
    }
}
