using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.CronJobs;

/// <summary>The status of a CronJob while a turn changes it.</summary>
public sealed class CronJobStatus
{
    private readonly List<(string Uid, JsonObject Reference)> _active;

    public CronJobStatus(CronJobView cron)
    {
        _active = [.. cron.Status.Items("active").Select(a => (a.Text("uid") ?? "", JsonNode.Parse(a.GetRawText())!.AsObject()))];
        (LastSchedule, LastSuccess) = (cron.LastSchedule, cron.LastSuccess);
    }

    /// <summary>Uids of the jobs that run.</summary>
    public IEnumerable<string> Active => _active.Select(a => a.Uid);

    public DateTimeOffset? LastSchedule { get; set; }

    public DateTimeOffset? LastSuccess { get; set; }

    public bool Has(string uid) => _active.Exists(a => a.Uid == uid);

    public void Remove(string uid) => _active.RemoveAll(a => a.Uid == uid);

    public void Add(StoredObject job)
    {
        if (Has(job.Uid))
            return;
        _active.Add((job.Uid, new JsonObject
        {
            ["kind"] = job.Kind.Kind,
            ["namespace"] = job.Key.Namespace,
            ["name"] = job.Key.Name,
            ["uid"] = job.Uid,
            ["apiVersion"] = job.Kind.ApiVersion,
            ["resourceVersion"] = job.ResourceVersion.ToString(CultureInfo.InvariantCulture),
        }));
    }

    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (_active.Count > 0)
            json["active"] = new JsonArray([.. _active.Select(a => a.Reference.DeepClone())]);
        if (LastSchedule is { } scheduled)
            json["lastScheduleTime"] = Timestamps.Seconds(scheduled);
        if (LastSuccess is { } succeeded)
            json["lastSuccessfulTime"] = Timestamps.Seconds(succeeded);
        return json;
    }
}
