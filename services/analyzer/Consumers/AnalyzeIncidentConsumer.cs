using System.Text;
using MassTransit;
using Microsoft.Extensions.Options;
using Pipeline.Analyzer.Words;
using Pipeline.Contracts.Hints;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.IncidentStore;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Consumers;

/// <summary>Answers "this incident wants an analysis": announces it, analyses, hands it in. Who announced it does it, nobody else.</summary>
public sealed partial class AnalyzeIncidentConsumer(
    IIncidentStore incidents, Analyst analyst, IOptions<AnalyzerOptions> options, TimeProvider clock,
    ILogger<AnalyzeIncidentConsumer> log) : IConsumer<IncidentWantsAnalysis>
{
    private const int LongestReason = 1_000;

    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<IncidentWantsAnalysis> context)
    {
        var (id, cancellationToken) = (context.Message.IncidentId, context.CancellationToken);
        var because = new CommandContext(Actor.Service("analyzer"), context.MessageId?.ToString());
        var begun = await incidents.ApplyAsync(
            id,
            new IncidentCommand.StartAnalysis
            {
                Now = clock.GetUtcNow(),
                TimeLimit = options.Value.TimeLimit,
                MaxAttempts = options.Value.MaxAttempts,
            },
            because, attach: null, cancellationToken);
        switch (begun)
        {
            case CommandResult.Accepted { Facts: [AnalysisStarted started] }:
                await AnalyseAsync(id, started.Attempt, because, cancellationToken);
                break;
            case CommandResult.Refused refused:
                NotBegun(log, id, refused.Reason);
                break;
            default:
                break; // a stale hint, another replica at it, or people have taken over: nothing to do
        }
    }

    private async Task AnalyseAsync(Guid id, int attempt, CommandContext because, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(options.Value.TimeLimit, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var facts = await incidents.ReadAsync(id, either.Token);
            var finished = analyst.Analyse([.. facts.Select(f => f.Fact)], attempt, clock.GetUtcNow());
            await HandInAsync(id, finished, because, either.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Failed(log, e, id, attempt);
            var reason = e is OperationCanceledException ? $"It took longer than {options.Value.TimeLimit}." : $"{e.GetType().Name}: {e.Message.Clip(LongestReason)}";
            await FailAsync(id, attempt, reason, because, cancellationToken);
        }
    }

    private async Task HandInAsync(Guid id, FinishedAnalysis finished, CommandContext because, CancellationToken cancellationToken)
    {
        var result = await incidents.ApplyAsync(
            id, finished.Command, because,
            (_, transaction) =>
            {
                foreach (var content in finished.LongContents)
                    transaction.PutPayload(Encoding.UTF8.GetBytes(content), "text/plain; charset=utf-8");
            },
            cancellationToken);
        var attempt = finished.Command.Attempt;
        switch (result)
        {
            case CommandResult.Accepted:
                HandedIn(log, id, attempt, finished.Command.Certainty, finished.Command.Hypotheses[0].Cause, finished.Command.Plan?.Actions.Count ?? 0);
                break;
            case CommandResult.Refused { Kind: RefusalKind.NotCurrent } late:
                Overtaken(log, id, attempt, late.Reason);
                break;
            case CommandResult.Refused refused:
                await FailAsync(id, attempt, $"The analysis was refused: {refused.Reason}", because, cancellationToken);
                break;
        }
    }

    private async Task FailAsync(Guid id, int attempt, string reason, CommandContext because, CancellationToken cancellationToken)
    {
        var result = await incidents.ApplyAsync(
            id,
            new IncidentCommand.FailAnalysis
            {
                Now = clock.GetUtcNow(),
                Attempt = attempt,
                Reason = reason,
                RetryAfter = options.Value.PauseAfter(attempt),
            },
            because, attach: null, cancellationToken);
        if (result is CommandResult.Refused refused)
            Overtaken(log, id, attempt, refused.Reason);
    }

    [LoggerMessage(3001, LogLevel.Information, "Incident {IncidentId}: analysis {Attempt} says {Certainty} {Cause}, {Actions} actions proposed")]
    private static partial void HandedIn(
        ILogger logger, Guid incidentId, int attempt, Incidents.Analysis.Certainty certainty, string cause, int actions);

    [LoggerMessage(3002, LogLevel.Warning, "Incident {IncidentId}: analysis {Attempt} failed and is tried again later")]
    private static partial void Failed(ILogger logger, Exception exception, Guid incidentId, int attempt);

    [LoggerMessage(3003, LogLevel.Information, "Incident {IncidentId}: analysis {Attempt} came too late: {Reason}")]
    private static partial void Overtaken(ILogger logger, Guid incidentId, int attempt, string reason);

    [LoggerMessage(3004, LogLevel.Warning, "Incident {IncidentId}: no analysis: {Reason}")]
    private static partial void NotBegun(ILogger logger, Guid incidentId, string reason);
}
