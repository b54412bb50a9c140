using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>How fast an autoscaler may move: stabilization and rates, as spec.behavior says or the defaults do.</summary>
public sealed class ScaleBehavior
{
    private static readonly TimeSpan DefaultDownWindow = TimeSpan.FromMinutes(5);
    private readonly List<(DateTimeOffset At, int Replicas)> _recommendations = [];
    private readonly List<(DateTimeOffset At, int Change)> _changes = [];

    /// <summary>The size to take now.</summary>
    /// <param name="Replicas">Within all limits.</param>
    /// <param name="Stabilized">Reason and message when an earlier recommendation held it back; null otherwise.</param>
    /// <param name="Limited">Reason and message of the limit that it ran into; null for none.</param>
    public sealed record Outcome(int Replicas, (string Reason, string Message)? Stabilized, (string Reason, string Message)? Limited);

    public Outcome Apply(AutoscalerView autoscaler, int current, int wanted, DateTimeOffset now)
    {
        var behavior = autoscaler.Spec.At("behavior");
        var (up, down) = (behavior.At("scaleUp"), behavior.At("scaleDown"));
        var upWindow = TimeSpan.FromSeconds(up.Whole("stabilizationWindowSeconds") ?? 0);
        var downWindow = down.Whole("stabilizationWindowSeconds") is { } seconds ? TimeSpan.FromSeconds(seconds) : DefaultDownWindow;
        var stable = Stabilize(current, wanted, upWindow, downWindow, now);
        (string, string)? stabilized = stable == wanted
            ? null
            : stable > wanted
                ? ("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation")
                : ("ScaleUpStabilized", "recent recommendations were lower than current one, applying the lowest recent recommendation");
        var (least, most) = (autoscaler.Min, autoscaler.Max);
        if (stable > current)
        {
            var limit = behavior.Exists() ? Math.Max(current, UpLimit(up, current, now)) : Math.Max(current * 2, 4);
            if (limit < most && stable > limit)
                return new(limit, stabilized, ("ScaleUpLimit", "the desired replica count is increasing faster than the maximum scale rate"));
        }
        else if (stable < current && behavior.Exists())
        {
            var limit = Math.Min(current, DownLimit(down, current, now));
            if (limit > least && stable < limit)
                return new(limit, stabilized, ("ScaleDownLimit", "the desired replica count is decreasing faster than the maximum scale rate"));
        }
        if (stable > most)
            return new(most, stabilized, ("TooManyReplicas", "the desired replica count is more than the maximum replica count"));
        return stable < least
            ? new(least, stabilized, ("TooFewReplicas", "the desired replica count is less than the minimum replica count"))
            : new(stable, stabilized, null);
    }

    /// <summary>Takes note of a change that was made.</summary>
    public void Note(int change, DateTimeOffset now)
    {
        _changes.RemoveAll(c => now - c.At > TimeSpan.FromMinutes(30)); // the longest period that the API allows
        _changes.Add((now, change));
    }

    private int Stabilize(int current, int wanted, TimeSpan upWindow, TimeSpan downWindow, DateTimeOffset now)
    {
        var longest = upWindow > downWindow ? upWindow : downWindow;
        _recommendations.RemoveAll(r => now - r.At > longest);
        var lowest = _recommendations.Where(r => now - r.At < upWindow).Select(r => r.Replicas).Append(wanted).Min();
        var highest = _recommendations.Where(r => now - r.At < downWindow).Select(r => r.Replicas).Append(wanted).Max();
        _recommendations.Add((now, wanted));
        return current < lowest ? lowest : current > highest ? highest : current;
    }

    private int UpLimit(JsonElement rules, int current, DateTimeOffset now)
    {
        if (rules.Text("selectPolicy") == "Disabled")
            return current;
        var limits = Policies(rules, [("Pods", 4, 15), ("Percent", 100, 15)]).Select(p =>
        {
            var begin = current - Changed(p.Period, now, up: true) + Changed(p.Period, now, up: false);
            return p.Type == "Pods" ? begin + p.Value : (int)Math.Ceiling(begin * (1 + (p.Value / 100.0)));
        });
        return rules.Text("selectPolicy") == "Min" ? limits.Min() : limits.Max();
    }

    private int DownLimit(JsonElement rules, int current, DateTimeOffset now)
    {
        if (rules.Text("selectPolicy") == "Disabled")
            return current;
        var limits = Policies(rules, [("Percent", 100, 15)]).Select(p =>
        {
            var begin = current - Changed(p.Period, now, up: true) + Changed(p.Period, now, up: false);
            return p.Type == "Pods" ? begin - p.Value : (int)(begin * (1 - (p.Value / 100.0)));
        });
        return rules.Text("selectPolicy") == "Min" ? limits.Max() : limits.Min();
    }

    private int Changed(int seconds, DateTimeOffset now, bool up) =>
        _changes.Where(c => now - c.At < TimeSpan.FromSeconds(seconds) && c.Change > 0 == up).Sum(c => Math.Abs(c.Change));

    private static List<(string Type, int Value, int Period)> Policies(JsonElement rules, (string, int, int)[] otherwise)
    {
        var policies = rules.Items("policies").Select(p => (p.Text("type") ?? "Pods", p.Whole("value") ?? 1, p.Whole("periodSeconds") ?? 15)).ToList();
        return policies.Count > 0 ? policies : [.. otherwise];
    }
}
