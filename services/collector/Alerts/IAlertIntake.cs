using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Alerts;

/// <summary>Where alerts are durable before they are confirmed.</summary>
public interface IAlertIntake
{
    /// <summary>Keeps reports, with a hint to the detector; returns when they are durable, throws when they are not.</summary>
    /// <param name="arrivals">A key that came before is kept once.</param>
    Task KeepAsync(IReadOnlyList<AlertArrival> arrivals, CancellationToken cancellationToken);

    /// <summary>The alerting gave a sign of life.</summary>
    Task BeatAsync(string alertmanager, CancellationToken cancellationToken);
}

/// <summary>One alert on its way into the intake.</summary>
/// <param name="DedupKey">The same key is the same observation.</param>
/// <param name="Report">Masked.</param>
public sealed record AlertArrival(string DedupKey, SymptomReport Report);
