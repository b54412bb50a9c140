using System.Text.Json;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Tables;

namespace Pipeline.Simulator.Endpoints;

/// <summary>The container whose log is meant, and what its pod's status says of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Status">Its containerStatus; null when the kubelet has not reported it yet.</param>
internal readonly record struct LoggedContainer(string Name, JsonElement? Status)
{
    private static readonly string[] StatusFields = ["containerStatuses", "initContainerStatuses", "ephemeralContainerStatuses"];

    /// <summary>Finds the container, named or the only one.</summary>
    /// <exception cref="StatusException">BadRequest: there is none of that name, or there are several and none is named.</exception>
    public static LoggedContainer Of(JsonElement pod, string? wanted)
    {
        string[] Names(string field) => [.. pod.Items("spec", field).Select(c => c.Text("name"))];
        var (main, init, ephemeral, name) = (Names("containers"), Names("initContainers"), Names("ephemeralContainers"), pod.Name());
        if (wanted is null)
        {
            if (main is not [var only] || init.Length > 0 || ephemeral.Length > 0)
            {
                throw Refusal.BadRequest(
                    $"a container name must be specified for pod {name}, choose one of: [{string.Join(' ', main)}]"
                    + (init.Length > 0 ? $" or one of the init containers: [{string.Join(' ', init)}]" : "")
                    + (ephemeral.Length > 0 ? $" or one of the ephemeral containers: [{string.Join(' ', ephemeral)}]" : ""));
            }
            wanted = only;
        }
        else if (!main.Concat(init).Concat(ephemeral).Contains(wanted))
        {
            throw Refusal.BadRequest($"container {wanted} is not valid for pod {name}");
        }
        foreach (var status in StatusFields.SelectMany(f => pod.Items("status", f)))
        {
            if (status.Text("name") == wanted)
                return new LoggedContainer(wanted, status);
        }
        return new LoggedContainer(wanted, null);
    }

    /// <summary>Whether it runs now.</summary>
    public bool IsRunning => Status?.Has("state", "running") == true;

    /// <summary>How often it was restarted.</summary>
    public long Restarts => Status?.Number("restartCount") ?? 0;

    /// <summary>Why there can be no log, as the kubelet words it; null when there should be one.</summary>
    public string? Absence(string pod, bool previous)
    {
        var status = Status ?? default;
        var hasEnded = status.Has("lastState", "terminated");
        if (previous)
            return hasEnded ? null : $"previous terminated container \"{Name}\" in pod \"{pod}\" not found";
        if (status.Has("state", "running") || status.Has("state", "terminated") || hasEnded)
            return null;
        return status.Text("state", "waiting", "reason") switch
        {
            "" => $"container \"{Name}\" in pod \"{pod}\" is waiting to start - no logs yet",
            "ErrImagePull" => $"container \"{Name}\" in pod \"{pod}\" is waiting to start: image can't be pulled",
            "ImagePullBackOff" => $"container \"{Name}\" in pod \"{pod}\" is waiting to start: trying and failing to pull image",
            var reason => $"container \"{Name}\" in pod \"{pod}\" is waiting to start: {reason}",
        };
    }
}
