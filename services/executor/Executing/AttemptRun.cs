using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Performing;
using Polly;
using Polly.Timeout;

namespace Pipeline.Executor.Executing;

/// <summary>Carries one attempt out within its time. Whatever happens, there is an outcome.</summary>
public sealed partial class AttemptRun(
    ShutdownGrace shutdown, IOptions<ExecutorOptions> options, TimeProvider clock, ILogger<AttemptRun> log)
{
    /// <summary>How long an attempt may take: the catalogue's limit or the configured one, whichever is shorter.</summary>
    public static TimeSpan TimeLimit(ActionDefinition definition, ExecutorOptions options) =>
        definition.TimeLimit < options.TimeLimit ? definition.TimeLimit : options.TimeLimit;

    /// <summary>Carries it out.</summary>
    public async Task<ActionOutcome> ExecuteAsync(IAction action, ActionAttempt attempt)
    {
        var (intent, incidentId) = (attempt.Intent, attempt.Request.Incident.Id);
        var limit = TimeLimit(action.Definition, options.Value);
        var pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(limit).Build();
        Begun(incidentId, intent.Action, intent.Step, intent.Attempt, intent.Target.ToString());
        try
        {
            return await pipeline.ExecuteAsync(async token => await action.ExecuteAsync(attempt, token), shutdown.Over);
        }
        catch (TimeoutRejectedException)
        {
            return new ActionOutcome.Unknown($"There was no answer within {limit:c}; it may still take effect.");
        }
        catch (OperationCanceledException) when (shutdown.Over.IsCancellationRequested)
        {
            return new ActionOutcome.Unknown("The executor was told to stop while the action was under way.");
        }
#pragma warning disable CA1031 // the intent is stored: an error of any kind is an outcome, and must be stored as one
        catch (Exception e)
#pragma warning restore CA1031
        {
            Broke(e, incidentId, intent.Action);
            return new ActionOutcome.Unknown($"The action broke off with {e.GetType().Name}: {e.Message}");
        }
    }

    [LoggerMessage(5030, LogLevel.Information, "Incident {IncidentId}: {Action} on {Target} begins, step {Step}, attempt {Attempt}")]
    private partial void Begun(Guid incidentId, string action, int step, int attempt, string target);

    [LoggerMessage(5031, LogLevel.Error, "Incident {IncidentId}: {Action} broke off; whether it took effect is not known")]
    private partial void Broke(Exception exception, Guid incidentId, string action);
}
