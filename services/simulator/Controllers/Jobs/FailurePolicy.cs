using System.Globalization;
using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>What a Job's podFailurePolicy says of a failed pod.</summary>
public static class FailurePolicy
{
    /// <summary>"FailJob", "Ignore", "Count" or "FailIndex" with a message; null when no rule matches.</summary>
    public static (string Action, string Message)? Of(JobView job, PodView pod)
    {
        var number = 0;
        foreach (var rule in job.Spec.At("podFailurePolicy").Items("rules"))
        {
            var action = rule.Text("action") ?? "Count";
            if (rule.At("onExitCodes") is { ValueKind: JsonValueKind.Object } codes && ExitCode(codes, pod) is var (container, code))
            {
                return (action, string.Create(
                    CultureInfo.InvariantCulture,
                    $"Container {container} for pod {pod.Key} failed with exit code {code} matching {action} rule at index {number}"));
            }
            foreach (var pattern in rule.Items("onPodConditions"))
            {
                var type = pattern.Text("type") ?? "";
                if (pod.Status.Condition(type).Text("status") == (pattern.Text("status") ?? "True"))
                {
                    return (action, string.Create(
                        CultureInfo.InvariantCulture, $"Pod {pod.Key} has condition {type} matching {action} rule at index {number}"));
                }
            }
            number++;
        }
        return null;
    }

    private static (string Container, int Code)? ExitCode(JsonElement codes, PodView pod)
    {
        var (only, values) = (codes.Text("containerName"), codes.Items("values").Select(v => v.GetInt32()).ToHashSet());
        var isIn = codes.Text("operator") == "In";
        foreach (var list in (ReadOnlySpan<string>)["containerStatuses", "initContainerStatuses"])
        {
            foreach (var container in pod.Status.Items(list))
            {
                if (container.At("state", "terminated").Whole("exitCode") is { } code and not 0
                    && (only is null || only == container.Text("name")) && values.Contains(code) == isIn)
                    return (container.Text("name") ?? "", code);
            }
        }
        return null;
    }
}
