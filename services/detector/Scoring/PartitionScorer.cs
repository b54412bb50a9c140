using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detection;
using Pipeline.EventStore;
using Pipeline.EventStore.Streams;
using Pipeline.Hosting.Sending;
using Pipeline.IncidentStore.Models;

namespace Pipeline.Detector.Scoring;

/// <summary>Scores messages: new states, covered position, reports and the hint to correlate them are stored together, or nothing is.</summary>
/// <remarks>
/// Keeps the states of its partitions in memory. What is in memory is thrown away whenever it may differ from what is
/// stored: after every failure, and when another instance has stored a newer version.
/// </remarks>
public sealed partial class PartitionScorer(
    PostgresEventStore store, ScoringCheckpoints checkpoints, IOptions<DetectorOptions> options, TimeProvider clock,
    ILogger<PartitionScorer> log)
{
    /// <summary>What <c>pipeline_advance_scoring</c> raises.</summary>
    private const string OtherInstance = "IP201";

    private const int Tries = 5;

    private static readonly TimeSpan BetweenSummaries = TimeSpan.FromMinutes(1);

    private readonly DetectionSettings _settings = options.Value.Settings();
    private readonly ConcurrentDictionary<(string Cluster, int Partition), PartitionState> _states = [];
    private readonly ConcurrentDictionary<(string Cluster, int Partition), SemaphoreSlim> _turns = [];

    /// <summary>Scores a message; when this returns, what follows from it is stored.</summary>
    /// <exception cref="AppendInDoubtException">No answer from the database: try again, the state is read anew then.</exception>
    public async Task ScoreAsync(MetricWindowsCollected message, CancellationToken cancellationToken)
    {
        var key = (message.Cluster, message.Partition);
        var turn = _turns.GetOrAdd(key, _ => new SemaphoreSlim(1, 1));
        await turn.WaitAsync(cancellationToken);
        try
        {
            for (var tries = 1; !await TryScoreAsync(key, message, tries == Tries, cancellationToken); tries++)
                LogOtherInstance(message.Partition, message.Cluster);
        }
        catch
        {
            _states.TryRemove(key, out _);
            throw;
        }
        finally
        {
            turn.Release();
        }
    }

    /// <returns>False when another instance was first and the message is to be scored again on what it stored.</returns>
    private async Task<bool> TryScoreAsync(
        (string Cluster, int Partition) key, MetricWindowsCollected message, bool isLast, CancellationToken cancellationToken)
    {
        var state = await CurrentAsync(key, message, cancellationToken);
        var place = state.PlaceOf(message);
        if (place == MessagePlace.Old)
            return true;
        if (place == MessagePlace.AfterGap && !await IsGivenUpAsync(state.Sources[message.Source], message, cancellationToken))
            return true;
        var scored = state.Take(message, options.Value.MostSeries);
        if (scored.Refused > 0)
            LogSeriesRefused(message.Partition, message.Cluster, scored.Refused, options.Value.MostSeries);
        try
        {
            await store.CommitAsync(TransactionOf(state, scored), cancellationToken);
            state.Version++;
            return true;
        }
        catch (PostgresException e) when (e.SqlState == OtherInstance && !isLast)
        {
            _states.TryRemove(key, out _);
            return false;
        }
    }

    /// <summary>The state in memory, unless it is not there, or shows a gap that another instance may have covered.</summary>
    private async Task<PartitionState> CurrentAsync(
        (string Cluster, int Partition) key, MetricWindowsCollected message, CancellationToken cancellationToken)
    {
        if (_states.TryGetValue(key, out var state) &&
            (state.PlaceOf(message) != MessagePlace.AfterGap ||
             state.Version == await checkpoints.VersionAsync(key.Cluster, key.Partition, cancellationToken)))
            return state;
        return _states[key] = await checkpoints.LoadAsync(key.Cluster, key.Partition, _settings, cancellationToken);
    }

    private StoreTransaction TransactionOf(PartitionState state, Scored scored)
    {
        var transaction = new StoreTransaction();
        ScoringCheckpoints.Save(transaction, state, scored);
        ScoringCheckpoints.Remove(
            transaction, state, state.Forget(scored.Source.Source, scored.Source.Covered - options.Value.SeriesRetention));
        if (clock.GetUtcNow() - state.SummarisedAt >= BetweenSummaries)
        {
            ModelDirectory.Save(transaction, state.Cluster, state.Partition, state.Summary());
            state.SummarisedAt = clock.GetUtcNow();
        }

        if (scored.Reports.Count > 0)
        {
            SymptomIntake.Add(transaction, scored.Reports);
            transaction.Send(OutboxMessages.Of(new IntakeWaiting { Cluster = state.Cluster }, clock.GetUtcNow()));
        }

        return transaction;
    }

    /// <summary>Asks for what was lost, every now and then, and gives it up in the end: better a hole than a standstill.</summary>
    private async Task<bool> IsGivenUpAsync(
        SourceProgress source, MetricWindowsCollected message, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        source.GapSince ??= now;
        if (now - source.GapSince >= options.Value.GapPatience)
        {
            LogGapGivenUp(message.Partition, message.Source, source.Covered, message.From);
            return true;
        }

        if (now - source.AskedAt < options.Value.BackfillInterval)
            return false;
        LogGap(message.Partition, message.Source, source.Covered, message.From);
        var request = new BackfillRequested
        {
            Cluster = message.Cluster,
            Source = message.Source,
            Partition = message.Partition,
            From = source.Covered,
        };
        await store.CommitAsync(new StoreTransaction().Send(OutboxMessages.Of(request, now)), cancellationToken);
        source.AskedAt = now;
        return false;
    }

    [LoggerMessage(2001, LogLevel.Information, "Partition {Partition} of {Cluster}: another instance stored a newer state; it is read again")]
    private partial void LogOtherInstance(int partition, string cluster);

    [LoggerMessage(2002, LogLevel.Warning, "Partition {Partition}: {Source} is covered up to {Covered:O}, the next message begins at {From:O}; what lies between is asked for")]
    private partial void LogGap(int partition, string source, DateTimeOffset covered, DateTimeOffset from);

    [LoggerMessage(2003, LogLevel.Error, "Partition {Partition}: {Source} from {Covered:O} to {From:O} did not come back in time; scoring goes on without it")]
    private partial void LogGapGivenUp(int partition, string source, DateTimeOffset covered, DateTimeOffset from);

    [LoggerMessage(2004, LogLevel.Warning, "Partition {Partition} of {Cluster}: {Refused} new series are not watched, {Most} is the most (detector:mostSeries)")]
    private partial void LogSeriesRefused(int partition, string cluster, int refused, int most);
}
