using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Jobs;
using Pipeline.Simulator.Controllers.Pods;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Controllers.Running;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.CronJobs;

/// <summary>Starts a Job at each time of a schedule, and forgets the old ones.</summary>
public sealed class CronJobController(ControllerContext context) : Controller(context, "cronjob-controller")
{
    private const int ManyMissed = 100;

    public override void Start()
    {
        Informers.CronJobs.OnChange((before, after) => Queue.Add((after ?? before)!.Key));
        Informers.Jobs.OnChange((before, after) => AddControllerOf(before, after, Kinds.CronJob));
    }

    protected override void Sync(ObjectKey key)
    {
        if (Informers.CronJobs.Find(key) is not { } cron || cron.IsBeingDeleted)
            return;
        var jobs = Informers.Jobs.ControlledBy(cron.Uid).Where(j => !j.IsBeingDeleted).ToList();
        var status = Observe(cron, jobs);
        CleanUp(cron, jobs);
        try
        {
            if (!cron.IsSuspended && ScheduleOf(cron) is { } schedule)
                StartDue(cron, schedule, status);
        }
        finally
        {
            WriteStatus(cron, status.ToJson());
        }
    }

    /// <summary>What the present jobs say: which run, which have ended since the last turn.</summary>
    private CronJobStatus Observe(CronJobView cron, List<JobView> jobs)
    {
        var status = new CronJobStatus(cron);
        foreach (var job in jobs.Where(j => j.Outcome is not null && status.Has(j.Uid)))
        {
            status.Remove(job.Uid);
            Normal(cron, "SawCompletedJob", $"Saw completed job: {job.Name}, condition: {job.Outcome}");
        }
        foreach (var job in jobs.Where(j => j.Outcome is null))
            status.Add(job.Stored);
        foreach (var uid in status.Active.Where(uid => jobs.TrueForAll(j => j.Uid != uid)).ToList())
            status.Remove(uid);
        foreach (var job in jobs.Where(j => j.Outcome == "Complete"))
        {
            var ended = job.Status.Time("completionTime") ?? job.FinishedAt;
            if (ended is not null && !(ended <= status.LastSuccess))
                status.LastSuccess = ended;
        }
        return status;
    }

    private void CleanUp(CronJobView cron, List<JobView> jobs)
    {
        foreach (var (outcome, limit) in ((string, int)[])[("Complete", cron.SuccessfulLimit), ("Failed", cron.FailedLimit)])
        {
            var ended = jobs.Where(j => j.Outcome == outcome).OrderBy(j => j.StartTime ?? j.Created).ThenBy(j => j.Name, StringComparer.Ordinal).ToList();
            foreach (var job in ended.Take(Math.Max(0, ended.Count - limit)))
                Forget(cron, job);
        }
    }

    private void Forget(CronJobView cron, JobView job)
    {
        DeleteIfThere(job, "Background");
        Normal(cron, "SuccessfulDelete", $"Deleted job {job.Name}");
    }

    private CronSchedule? ScheduleOf(CronJobView cron)
    {
        try
        {
            return CronSchedule.Parse(cron.Schedule, cron.TimeZone is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : TimeZoneInfo.Utc);
        }
        catch (FormatException e)
        {
            Warn(cron, "UnparseableSchedule", $"unparseable schedule: \"{cron.Schedule}\" : {e.Message}");
        }
        catch (TimeZoneNotFoundException)
        {
            Warn(cron, "UnknownTimeZone", $"invalid timeZone: \"{cron.TimeZone}\": unknown time zone {cron.TimeZone}");
        }
        return null;
    }

    private void StartDue(CronJobView cron, CronSchedule schedule, CronJobStatus status)
    {
        var earliest = cron.LastSchedule ?? cron.Created;
        if (cron.StartingDeadlineSeconds is { } deadline && Now.AddSeconds(-deadline) is var bound && bound > earliest)
            earliest = bound;
        var (missed, due) = (0, (DateTimeOffset?)null);
        for (var time = schedule.Next(earliest); time <= Now; time = schedule.Next(time.Value))
            (due, missed) = (time, missed + 1);
        if (missed > ManyMissed)
            Warn(cron, "TooManyMissedTimes", $"too many missed start times: {missed}. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        if (schedule.Next(Now) is { } next)
            Queue.AddAfter(cron.Key, next - Now + TimeSpan.FromMilliseconds(100));
        if (due is { } scheduled)
            StartAt(cron, scheduled, status);
    }

    private void StartAt(CronJobView cron, DateTimeOffset scheduled, CronJobStatus status)
    {
        if (cron.StartingDeadlineSeconds is { } deadline && scheduled.AddSeconds(deadline) < Now)
        {
            var time = scheduled.ToString("ddd, dd MMM yyyy HH:mm:ss +0000", CultureInfo.InvariantCulture);
            Warn(cron, "MissSchedule", $"Missed scheduled time to start a job: {time}");
            return;
        }
        var name = string.Create(CultureInfo.InvariantCulture, $"{cron.Name}-{scheduled.ToUnixTimeSeconds() / 60}");
        if (Cluster.Find(Kinds.Job, cron.Namespace, name) is not null)
        {
            status.LastSchedule = scheduled; // made in a turn whose status was lost
            return;
        }
        if (cron.Concurrency == "Forbid" && status.Active.Any())
        {
            Normal(cron, "JobAlreadyActive", "Not starting job because prior execution is running and concurrency policy is Forbid");
            return;
        }
        if (cron.Concurrency == "Replace")
        {
            foreach (var uid in status.Active.ToList())
            {
                if (Informers.Jobs.ControlledBy(cron.Uid).FirstOrDefault(j => j.Uid == uid) is { } running)
                    Forget(cron, running);
                status.Remove(uid);
            }
        }
        try
        {
            status.Add(Cluster.Create(Kinds.Job, Make(cron, name, scheduled), Own));
            status.LastSchedule = scheduled;
            Normal(cron, "SuccessfulCreate", $"Created job {name}");
        }
        catch (StatusException e) when (PodControl.IsNamespaceTerminating(e))
        {
            // nothing is started in what goes away
        }
        catch (StatusException e)
        {
            Warn(cron, "FailedCreate", $"Error creating job: {e.Message}");
            throw;
        }
    }

    private static JsonObject Make(CronJobView cron, string name, DateTimeOffset scheduled)
    {
        var metadata = new JsonObject { ["name"] = name, ["namespace"] = cron.Namespace };
        var labels = cron.JobTemplate.At("metadata").At("labels");
        if (labels.Exists())
            metadata["labels"] = JsonNode.Parse(labels.GetRawText());
        var annotations = new JsonObject();
        foreach (var (key, value) in cron.JobTemplate.At("metadata").Texts("annotations"))
            annotations[key] = value;
        var zone = cron.TimeZone is { } id ? TimeZoneInfo.FindSystemTimeZoneById(id) : TimeZoneInfo.Utc;
        var local = TimeZoneInfo.ConvertTime(scheduled, zone);
        annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"] =
            local.Offset == TimeSpan.Zero ? Timestamps.Seconds(local) : local.ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        metadata["annotations"] = annotations;
        metadata["ownerReferences"] = new JsonArray(OwnerReference.ToController(cron));
        return new JsonObject
        {
            ["apiVersion"] = Kinds.Job.ApiVersion,
            ["kind"] = Kinds.Job.Kind,
            ["metadata"] = metadata,
            ["spec"] = JsonNode.Parse(cron.JobTemplate.At("spec").GetRawText()),
        };
    }
}
