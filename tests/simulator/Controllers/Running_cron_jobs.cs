using Pipeline.Simulator.Controllers.CronJobs;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Running_cron_jobs : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Starts_a_job_at_each_time_and_keeps_the_last_three()
    {
        _world.Kubelets.EndsAs = _ => "Succeeded";
        Create("tick", "*/5 * * * *");
        _world.Advance(31 * 60);
        var jobs = _world.All(Kinds.Job);
        Assert.Equal(3, jobs.Count);
        var newest = jobs.MaxBy(j => j.Created)!;
        Assert.Equal("2026-11-20T12:30:00Z", newest.Annotations["batch.kubernetes.io/cronjob-scheduled-timestamp"]);
        Assert.Equal($"tick-{new DateTimeOffset(2026, 11, 20, 12, 30, 0, TimeSpan.Zero).ToUnixTimeSeconds() / 60}", newest.Name);
        var cron = _world.Get(Kinds.CronJob, "tick");
        Assert.Equal("2026-11-20T12:30:00Z", cron.Status.Text("lastScheduleTime"));
        Assert.NotNull(cron.Status.Text("lastSuccessfulTime"));
        Assert.Contains($"SuccessfulCreate: Created job {newest.Name}", _world.EventsOf("tick"));
        Assert.Contains($"SawCompletedJob: Saw completed job: {newest.Name}, condition: Complete", _world.EventsOf("tick"));
    }

    [Theory]
    [InlineData("Allow", 3)]
    [InlineData("Forbid", 1)]
    [InlineData("Replace", 1)]
    public void Treats_a_job_that_still_runs_as_its_policy_says(string policy, int running)
    {
        Create("slow", "* * * * *", $"\"concurrencyPolicy\": \"{policy}\"");
        _world.Advance((3 * 60) + 30);
        Assert.Equal(running, _world.All(Kinds.Job).Count);
        Assert.Equal(running, _world.Pods().Count);
        Assert.Equal(
            policy == "Forbid", _world.EventsOf("slow").Contains("JobAlreadyActive: Not starting job because prior execution is running and concurrency policy is Forbid"));
    }

    [Fact]
    public void Starts_nothing_while_suspended()
    {
        Create("off", "* * * * *", "\"suspend\": true");
        _world.Advance(300);
        Assert.Empty(_world.All(Kinds.Job));
    }

    [Theory]
    [InlineData("0 0 1 1 *", "2027-01-01T00:00:00Z")]
    [InlineData("*/15 * * * *", "2026-11-20T12:15:00Z")]
    [InlineData("5,35 9-17 * * MON-FRI", "2026-11-20T12:05:00Z")]
    [InlineData("0 3 * * sun", "2026-11-22T03:00:00Z")]
    [InlineData("0 3 * * 7", "2026-11-22T03:00:00Z")]
    [InlineData("0 0 13 * 5", "2026-11-27T00:00:00Z")]
    [InlineData("0 0 29 2 ?", "2028-02-29T00:00:00Z")]
    [InlineData("10/20 * * * *", "2026-11-20T12:10:00Z")]
    [InlineData("@hourly", "2026-11-20T13:00:00Z")]
    [InlineData("@weekly", "2026-11-22T00:00:00Z")]
    [InlineData("@every 1h30m", "2026-11-20T13:30:00Z")]
    public void A_schedule_knows_its_next_time(string schedule, string next) =>
        Assert.Equal(DateTimeOffset.Parse(next, System.Globalization.CultureInfo.InvariantCulture), CronSchedule.Parse(schedule, TimeZoneInfo.Utc).Next(Noon));

    [Fact]
    public void A_schedule_follows_the_clocks_of_its_time_zone()
    {
        var berlin = CronSchedule.Parse("30 2 * * *", TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));
        var beforeChange = new DateTimeOffset(2027, 3, 27, 12, 0, 0, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2027, 3, 29, 0, 30, 0, TimeSpan.Zero), berlin.Next(beforeChange)); // 02:30 on the 28th does not exist
        Assert.Equal(new DateTimeOffset(2027, 1, 2, 1, 30, 0, TimeSpan.Zero), berlin.Next(new DateTimeOffset(2027, 1, 1, 12, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void A_schedule_may_never_come() => Assert.Null(CronSchedule.Parse("0 0 30 2 *", TimeZoneInfo.Utc).Next(Noon));

    [Theory]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("* * * * FUNDAY")]
    [InlineData("5-1 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("@fortnightly")]
    [InlineData("@every soon")]
    public void A_schedule_that_is_none_is_refused(string schedule) => Assert.Throws<FormatException>(() => CronSchedule.Parse(schedule, TimeZoneInfo.Utc));

    private static DateTimeOffset Noon => new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    private void Create(string name, string schedule, string? more = null) => _world.Create(Kinds.CronJob, Some.Of(Kinds.CronJob, name, $$"""
        {"schedule": "{{schedule}}", "jobTemplate": {"spec": {"template": {"spec": {{Some.PodSpec(more: "\"restartPolicy\": \"Never\"")}} } } }{{(more is null ? "" : "," + more)}} }
        """));
}
