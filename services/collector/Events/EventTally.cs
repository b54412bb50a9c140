using Pipeline.Collector.Watching;
using Pipeline.Contracts;
using Pipeline.Contracts.Timelines;
using Pipeline.Kubernetes.Models;
using Pipeline.Masking;

namespace Pipeline.Collector.Events;

/// <summary>Counts what the cluster says about objects: one happening per object, reason and part, however many event objects tell of it.</summary>
/// <remarks>
/// An event's deletion says nothing (they live for an hour), a repeat comes as a higher count, and a new object of the same happening
/// begins to count anew: only what is added is counted. A happening that goes on is told at most once a minute.
/// </remarks>
public sealed class EventTally(Masker masker)
{
    private const int MostKept = 20_000;
    private const int LongestSummary = 1000;
    private static readonly TimeSpan Lately = TimeSpan.FromHours(1);
    private static readonly TimeSpan BetweenTellings = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(3);
    private readonly Dictionary<string, Happening> _happenings = new(StringComparer.Ordinal);

    /// <summary>What is new or has gone on since the last look.</summary>
    public IReadOnlyList<TimelineEntry> Take(ClusterView view)
    {
        foreach (var one in view.Events.Items)
        {
            if (EventGroups.IsWorthKeeping(one.Reason, one.IsWarning) && one.About.Name.Length > 0)
                Count(one, view.Now);
        }
        var told = new List<TimelineEntry>();
        foreach (var (key, happening) in _happenings)
        {
            if (happening.HasNews && view.Now - happening.ToldAt >= BetweenTellings)
                told.Add(Tell(view, key, happening));
        }
        foreach (var old in _happenings.Where(h => !h.Value.HasNews && view.Now - h.Value.Last > Forgotten).Select(h => h.Key).ToList())
            _happenings.Remove(old);
        return told;
    }

    /// <summary>"event:&lt;uid, or kind/namespace/name&gt;|&lt;reason&gt;|&lt;part&gt;".</summary>
    public static string KeyOf(KubernetesEvent one) =>
        $"event:{(string.IsNullOrEmpty(one.About.Uid) ? $"{one.About.Kind}/{one.About.Namespace}/{one.About.Name}" : one.About.Uid)}|{one.Reason}|{one.About.FieldPath}";

    private void Count(KubernetesEvent one, DateTimeOffset now)
    {
        var key = KeyOf(one);
        if (!_happenings.TryGetValue(key, out var happening))
        {
            if (_happenings.Count >= MostKept)
                return;
            _happenings.Add(key, happening = new Happening(one));
        }
        happening.Add(one, now);
    }

    private TimelineEntry Tell(ClusterView view, string key, Happening happening)
    {
        happening.Told(view.Now);
        var about = happening.Newest.About;
        var entity = new EntityRef(view.Cluster, string.IsNullOrEmpty(about.Namespace) || about.Kind == "Node" ? null : about.Namespace, about.Kind, about.Name);
        var times = happening.Total == 1 ? "" : $" ({happening.Total} times)";
        return new TimelineEntry
        {
            Cluster = view.Cluster,
            Key = key,
            Kind = TimelineKind.Event,
            Entity = entity,
            Owner = view.OwnerOf(entity),
            FirstAt = happening.First,
            LastAt = happening.Last,
            Summary = Cut(masker.Text($"{happening.Newest.Reason}: {happening.Newest.Message}{times}")),
            Reason = happening.Newest.Reason,
            Group = EventGroups.Of(happening.Newest.Reason),
            IsWarning = happening.Newest.IsWarning,
            Count = happening.Total,
            PerHour = happening.PerHour(view.Now, Lately),
        };
    }

    private static string Cut(string text) => text.Length <= LongestSummary ? text : string.Concat(text.AsSpan(0, LongestSummary - 1), "…");

    private sealed class Happening(KubernetesEvent first)
    {
        private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
        private readonly Queue<(DateTimeOffset At, long Added)> _added = new();

        public KubernetesEvent Newest { get; private set; } = first;

        public DateTimeOffset First { get; private set; } = DateTimeOffset.MaxValue;

        public DateTimeOffset Last { get; private set; } = DateTimeOffset.MinValue;

        public long Total { get; private set; }

        public bool HasNews { get; private set; }

        public DateTimeOffset ToldAt { get; private set; } = DateTimeOffset.MinValue;

        public void Add(KubernetesEvent one, DateTimeOffset now)
        {
            var id = one.Metadata.Uid.Length > 0 ? one.Metadata.Uid : one.Metadata.Name;
            var before = _counts.GetValueOrDefault(id);
            if (one.Count <= before)
                return;
            _counts[id] = one.Count;
            var (from, to) = (one.FirstSeen ?? one.LastSeen ?? now, one.LastSeen ?? now);
            (First, Last) = (from < First ? from : First, to > Last ? to : Last);
            if (to >= (Newest.LastSeen ?? DateTimeOffset.MinValue))
                Newest = one;
            Total += one.Count - before;
            _added.Enqueue((to, one.Count - before));
            HasNews = true;
        }

        public void Told(DateTimeOffset now) => (HasNews, ToldAt) = (false, now);

        /// <returns>Null for what happened once.</returns>
        public double? PerHour(DateTimeOffset now, TimeSpan lately)
        {
            while (_added.TryPeek(out var oldest) && now - oldest.At > lately)
                _added.Dequeue();
            if (Total <= 1)
                return null;
            var span = now - First < lately ? now - First : lately;
            return _added.Sum(a => a.Added) / Math.Max(span.TotalHours, 1.0 / 60);
        }
    }
}
