using System.Data.Common;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;
using Pipeline.EventStore;
using Pipeline.EventStore.Leading;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Identity;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Governing;

namespace Pipeline.Detector.Correlation;

/// <summary>Takes the reports of a cluster out of the intake, one by one and in order, and gives each to its incident.</summary>
/// <remarks>
/// A row is marked in the transaction of the events that follow from it. One process at a time works on a cluster, by an
/// advisory lock; should two ever do, the claim of the key and the mark of the row let one of them win.
/// </remarks>
public sealed partial class IntakeCorrelator(
    PostgresEventStore store, IIncidentStore incidents, IncidentSearch search, ContextSearch context, SuppressionDesk suppressions,
    IOptions<DetectorOptions> options, TimeProvider clock, ILogger<IntakeCorrelator> log)
{
    private const int Batch = 100;
    private const int Tries = 5;

    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan LockInterval = TimeSpan.FromMilliseconds(200);

    /// <summary>Works until no row waits, or another process does.</summary>
    /// <returns>How many rows were processed.</returns>
    public async Task<int> DrainAsync(string cluster, CancellationToken cancellationToken)
    {
        if ((await store.Intake.WaitingAsync(cluster, 1, cancellationToken)).Count == 0)
            return 0;
        await using var held = await LockAsync(cluster, cancellationToken);
        if (held is null)
        {
            LogBusy(cluster);
            return 0;
        }

        using var working = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, held.Lost);
        var processed = 0;
        while (await store.Intake.WaitingAsync(cluster, Batch, working.Token) is { Count: > 0 } rows)
        {
            foreach (var row in rows)
                await ProcessAsync(row, working.Token);
            processed += rows.Count;
        }

        return processed;
    }

    private async Task<AdvisoryLock?> LockAsync(string cluster, CancellationToken cancellationToken)
    {
        var giveUp = clock.GetUtcNow() + LockPatience;
        while (true)
        {
            if (await store.Locks.TryHoldAsync($"correlation:{cluster}", cancellationToken) is { } held)
                return held;
            if (clock.GetUtcNow() >= giveUp)
                return null; // whoever holds it works on the same rows; a reminder comes for those left over
            await Task.Delay(LockInterval, clock, cancellationToken);
        }
    }

    private async Task ProcessAsync(IntakeRow row, CancellationToken cancellationToken)
    {
        try
        {
            var report = Read(row);
            for (var tries = 1; ; tries++)
            {
                if (await CorrelateAsync(row, report, tries == Tries, cancellationToken))
                    return;
            }
        }
        catch (IntakeAlreadyProcessedException)
        {
            // another process was first: nothing is left to do
        }
        catch (Exception e) when (!MayPass(e))
        {
            LogSetAside(row.Id, row.Cluster, e);
            await MarkAsync(row, $"set aside: {e.Message}", cancellationToken);
        }
    }

    /// <returns>False when another incident took the key meanwhile and the place has to be found anew.</returns>
    private async Task<bool> CorrelateAsync(IntakeRow row, SymptomReport report, bool isLast, CancellationToken cancellationToken)
    {
        var owner = OwnerResolver.Resolve(report);
        var key = new IncidentKey(owner.Owner, report.FailureClass);
        var near = await search.AroundAsync(report, key, options.Value.JoinWindow, cancellationToken);
        var placement = CorrelationRule.Place(report, key, near, options.Value.JoinWindow);
        if (await SuppressAsync(row, report, owner.Owner, placement, cancellationToken))
            return true;
        if (!await PlaceAsync(row, report, owner, key, placement, isLast, cancellationToken))
            return false;
        await GatherAsync(report, owner.Owner, near, cancellationToken);
        return true;
    }

    private async Task<bool> PlaceAsync(
        IntakeRow row, SymptomReport report, OwnerResolution owner, IncidentKey key, Placement placement, bool isLast,
        CancellationToken cancellationToken)
    {
        switch (placement)
        {
            case Placement.None none:
                await MarkAsync(row, $"ignored: {none.Reason}", cancellationToken);
                return true;
            case Placement.Open or Placement.Join { NextEpisode: not null }
                when await context.ExplainAsync(report, owner.Owner, options.Value.ContextTime, cancellationToken) is { } explanation:
                await MarkAsync(row, $"context: {explanation}", cancellationToken);
                return true;
            case Placement.Join join:
                var joined = await ApplyAsync(row, join.IncidentId, Reported(report, owner, join.Because), "joined", cancellationToken);
                if (joined is CommandResult.Refused { Kind: RefusalKind.WrongPhase } && join.NextEpisode is { } next)
                    return await OpenAsync(row, report, owner, new Placement.Open(key, next), isLast, cancellationToken);
                return await SettleAsync(row, joined, isLast, cancellationToken);
            default:
                return await OpenAsync(row, report, owner, (Placement.Open)placement, isLast, cancellationToken);
        }
    }

    /// <returns>True when the report is suppressed: what would begin an incident, or belong to none, is kept out.</returns>
    private async Task<bool> SuppressAsync(
        IntakeRow row, SymptomReport report, EntityRef owner, Placement placement, CancellationToken cancellationToken)
    {
        if (placement is Placement.Join { NextEpisode: null })
            return false;
        var active = await suppressions.ActiveAsync(report.Cluster, cancellationToken);
        if (active.FirstOrDefault(suppression => suppression.Scope.Covers(report, owner)) is not { } suppression)
            return false;
        if (report.Status == SymptomStatus.Cleared && suppression.UntilClear)
            await suppressions.EndAsync(
                report.Cluster, suppression.Id, $"{report.Metric} of {report.Entity} is over.", Actor.Service("detector"), cancellationToken);
        await MarkAsync(row, $"suppressed: {suppression.By.Name}, until {suppression.Until:u}: {suppression.Reason}", cancellationToken);
        return true;
    }

    /// <summary>Makes incidents that are effects of this symptom part of its incident. What does not succeed now does with the symptom's next report.</summary>
    private async Task GatherAsync(SymptomReport report, EntityRef owner, Neighbourhood near, CancellationToken cancellationToken)
    {
        var effects = CorrelationRule.EffectsOf(report, owner.ToString(), near.Related, options.Value.JoinWindow);
        if (effects.Count == 0)
            return;
        var holder = await search.GoingOnAsync(report, cancellationToken);
        foreach (var effect in effects.Where(effect => holder is not null && effect.IncidentId != holder))
        {
            var merged = await incidents.MergeAsync(
                effect.IncidentId, holder!.Value, effect.Because, new CommandContext(Actor.Service("detector")), cancellationToken);
            if (merged is CommandResult.Refused refused)
                LogNotMerged(effect.IncidentId, holder.Value, refused.Reason);
            else
                LogMerged(effect.IncidentId, holder.Value, effect.Because);
        }
    }

    private async Task<bool> OpenAsync(
        IntakeRow row, SymptomReport report, OwnerResolution owner, Placement.Open open, bool isLast, CancellationToken cancellationToken)
    {
        var id = IncidentId.Of(open.Key, open.Episode);
        var command = new IncidentCommand.OpenIncident
        {
            Now = clock.GetUtcNow(),
            Key = open.Key,
            Episode = open.Episode,
            Report = report,
            Owner = owner,
        };
        var opened = await ApplyAsync(row, id, command, "opened", cancellationToken);
        if (opened is CommandResult.Accepted { Facts.Count: > 0 })
            LogOpened(id, open.Key.FailureClass, open.Key.Owner.ToString());
        return await SettleAsync(row, opened, isLast, cancellationToken);
    }

    /// <summary>Records a refusal as what became of the row; one that another placement may avoid only at the last try.</summary>
    private async Task<bool> SettleAsync(IntakeRow row, CommandResult result, bool isLast, CancellationToken cancellationToken)
    {
        if (result is not CommandResult.Refused refused)
            return true;
        if (!isLast && refused.Kind is RefusalKind.AlreadyDecided or RefusalKind.WrongPhase or RefusalKind.NoSuchIncident)
            return false;
        LogRefused(row.Id, refused.Reason);
        await MarkAsync(row, $"refused: {refused.Reason}", cancellationToken);
        return true;
    }

    private Task<CommandResult> ApplyAsync(
        IntakeRow row, Guid incidentId, IncidentCommand command, string outcome, CancellationToken cancellationToken) =>
        incidents.ApplyAsync(
            incidentId, command,
            new CommandContext(Actor.Service("detector"), CausationId: $"intake:{row.Id}"),
            (_, transaction) => transaction.MarkIntake(row.Id, $"{outcome}: {incidentId}"), cancellationToken);

    private IncidentCommand.ReportSymptom Reported(SymptomReport report, OwnerResolution owner, string because) => new()
    {
        Now = clock.GetUtcNow(),
        Report = report,
        Owner = owner,
        Because = because,
        ReopenWindow = options.Value.ReopenWindow,
    };

    private async Task MarkAsync(IntakeRow row, string outcome, CancellationToken cancellationToken) =>
        await store.CommitAsync(new StoreTransaction().MarkIntake(row.Id, outcome), cancellationToken);

    private static SymptomReport Read(IntakeRow row)
    {
        var report = row.Payload.Deserialize<SymptomReport>(JsonSerializerOptions.Web)
            ?? throw new JsonException("The payload is null.");
        return report.Cluster == row.Cluster && report.Entity.Cluster == row.Cluster
            ? report
            : throw new JsonException($"The report is of cluster {report.Cluster} and entity {report.Entity.Cluster}, the row of {row.Cluster}.");
    }

    /// <summary>Whether a later try may succeed: the whole intake waits for that; anything else sets the one row aside.</summary>
    private static bool MayPass(Exception e) => e switch
    {
        OperationCanceledException or AppendInDoubtException or ConcurrentAppendException or TimeoutException => true,
        DbException database => database is not PostgresException || database.IsTransient,
        _ => false,
    };

    [LoggerMessage(2101, LogLevel.Information, "Incident {IncidentId}: opened for {FailureClass} of {Owner}")]
    private partial void LogOpened(Guid incidentId, string failureClass, string owner);

    [LoggerMessage(2102, LogLevel.Error, "Intake row {Row} of {Cluster} cannot be processed and is set aside")]
    private partial void LogSetAside(long row, string cluster, Exception e);

    [LoggerMessage(2103, LogLevel.Warning, "Intake row {Row}: {Reason}")]
    private partial void LogRefused(long row, string reason);

    [LoggerMessage(2105, LogLevel.Information, "Incident {IncidentId} became part of {Into}: {Because}")]
    private partial void LogMerged(Guid incidentId, Guid into, string because);

    [LoggerMessage(2106, LogLevel.Information, "Incident {IncidentId} stays beside {Into}, whose effect it seems to be: {Reason}")]
    private partial void LogNotMerged(Guid incidentId, Guid into, string reason);

    [LoggerMessage(2104, LogLevel.Information, "Another process correlates {Cluster}")]
    private partial void LogBusy(string cluster);
}
