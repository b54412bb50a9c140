using Pipeline.Cli.Api;
using Pipeline.Cli.Instances;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Rendering;
using Pipeline.Hosting.Stages;

namespace Pipeline.Cli.Doctor;

/// <summary>The running pipeline: whether it answers, and whether each of its stages lives.</summary>
internal static class InstanceCheck
{
    public static async Task<IReadOnlyList<Finding>> ExamineAsync(
        Instance instance, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var api = new ApiClient(instance, clock);
        try
        {
            var status = await api.StatusAsync(cancellationToken);
            return
            [
                Finding.Well("API", $"{instance.Url} answers: cluster {status.Cluster}, version {status.Version}"),
                .. status.Stages.Select(stage => Of(stage, clock.GetUtcNow())),
                status.IntakeWaiting
                    ? Finding.Open("intake", "symptoms wait to be correlated: normal for a moment; when it lasts, look at the detector")
                    : Finding.Well("intake", "nothing waits"),
            ];
        }
        catch (CommandException e)
        {
            return [Finding.Wrong("API", e.Message, e.ExitCode == ExitCode.Denied
                ? "Use a token with the role viewer, approver or auditor."
                : "Look at the log of the dashboard service, and at the address.")];
        }
    }

    private static Finding Of(StageStatus stage, DateTimeOffset now)
    {
        var subject = $"stage {stage.Stage}";
        var seen = stage.LastSeen is { } at ? $"last seen {Times.Relative(at, now)}" : "never seen";
        var work = stage.LastWork is { } done ? $", last work {Times.Relative(done, now)}" : "";
        return stage.State switch
        {
            StageState.Running => Finding.Well(subject, $"{stage.Instances} running{work}"),
            StageState.Late => Finding.Wrong(subject, $"late: {seen}{work}", "Look at its log: it hangs, restarts, or does not reach broker or database."),
            _ => Finding.Wrong(subject, $"stopped: {seen}{work}", $"Start it: `pipeline run {stage.Stage}`, or look at why it ended."),
        };
    }
}
