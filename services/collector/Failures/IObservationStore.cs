using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Failures;

/// <summary>Where tellings are durable, together with what was told: a collector that takes over tells nothing twice and ends nothing by mistake.</summary>
public interface IObservationStore
{
    /// <summary>What was told and is not over.</summary>
    Task<IReadOnlyList<Standing>> LoadAsync(CancellationToken cancellationToken);

    /// <summary>Keeps reports in the intake, with a hint, and what is told by now, all or nothing.</summary>
    /// <param name="tellings">Those of new troubles are remembered, those of ended ones forgotten.</param>
    Task KeepAsync(IReadOnlyList<(Telling Telling, SymptomReport Report)> tellings, CancellationToken cancellationToken);
}
