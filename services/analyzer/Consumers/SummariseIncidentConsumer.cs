using MassTransit;
using Pipeline.Analyzer.Reading;
using Pipeline.Analyzer.Summaries;
using Pipeline.Contracts.Hints;
using Pipeline.Incidents;
using Pipeline.Incidents.Commands;
using Pipeline.IncidentStore;
using Pipeline.Masking;

namespace Pipeline.Analyzer.Consumers;

/// <summary>Answers "this incident is over" with its story.</summary>
public sealed partial class SummariseIncidentConsumer(
    IIncidentStore incidents, Masker masker, TimeProvider clock, ILogger<SummariseIncidentConsumer> log)
    : IConsumer<IncidentWantsSummary>
{
    /// <inheritdoc/>
    public async Task Consume(ConsumeContext<IncidentWantsSummary> context)
    {
        var (id, cancellationToken) = (context.Message.IncidentId, context.CancellationToken);
        var facts = await incidents.ReadAsync(id, cancellationToken);
        if (facts.Count == 0)
        {
            NotSummarised(log, id, "There is no such incident.");
            return;
        }

        var story = IncidentStory.Of([.. facts.Select(f => f.Fact)]);
        if (!story.Incident.Phase.IsClosed || story.Incident.Summarised)
            return; // reopened meanwhile, or another replica was first
        var result = await incidents.ApplyAsync(
            id,
            new IncidentCommand.Summarise { Now = clock.GetUtcNow(), Text = masker.ForIncident(id).Text(IncidentSummary.Of(story)) },
            new CommandContext(Actor.Service("analyzer"), context.MessageId?.ToString()), attach: null, cancellationToken);
        if (result is CommandResult.Refused refused)
            NotSummarised(log, id, refused.Reason);
    }

    [LoggerMessage(3021, LogLevel.Information, "Incident {IncidentId}: no summary: {Reason}")]
    private static partial void NotSummarised(ILogger logger, Guid incidentId, string reason);
}
