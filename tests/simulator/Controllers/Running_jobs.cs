using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Running_jobs : IDisposable
{
    private readonly ControlledWorld _world = new();

    public Running_jobs() => _world.Kubelets.EndsAs = p => p.Spec.Items("containers").First().Text("image") == "bad:1" ? "Failed" : "Succeeded";

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Completes_when_enough_pods_have_succeeded()
    {
        Create("sum", "\"completions\": 3, \"parallelism\": 2");
        _world.Advance(1.5);
        Assert.Equal(2, _world.Pods().Count);
        _world.Advance(20);
        var job = _world.Get(Kinds.Job, "sum");
        Assert.Equal(3, job.Status.Whole("succeeded"));
        Assert.Equal("True CompletionsReached: Reached expected number of succeeded pods", _world.Condition(Kinds.Job, "sum", "Complete"));
        Assert.True(job.Status.Time("completionTime") > job.Status.Time("startTime"));
        Assert.All(_world.Pods(), p => Assert.Empty(p.Finalizers));
        Assert.Equal("Completed: Job completed", _world.EventsOf("sum")[^1]);
    }

    [Fact]
    public void Fails_after_its_back_off_limit_with_longer_and_longer_waits()
    {
        Create("broken", "\"backoffLimit\": 2", "bad:1");
        var starts = new List<double>();
        var begin = _world.Now;
        _world.Until(() =>
        {
            if (_world.Pods().Count > starts.Count)
                starts.Add((_world.Now - begin).TotalSeconds);
            return _world.Condition(Kinds.Job, "broken", "Failed") is not null;
        }, within: 300);
        Assert.Equal("True BackoffLimitExceeded: Job has reached the specified backoff limit", _world.Condition(Kinds.Job, "broken", "Failed"));
        Assert.NotNull(_world.Condition(Kinds.Job, "broken", "FailureTarget"));
        Assert.Equal(3, _world.Get(Kinds.Job, "broken").Status.Whole("failed"));
        Assert.Equal(3, starts.Count);
        Assert.InRange(starts[1] - starts[0], 10, 16);
        Assert.InRange(starts[2] - starts[1], 20, 26);
        Assert.Contains("BackoffLimitExceeded: Job has reached the specified backoff limit", _world.EventsOf("broken"));
    }

    [Fact]
    public void Is_stopped_at_its_deadline()
    {
        _world.Kubelets.EndsAs = _ => null;
        Create("slow", "\"activeDeadlineSeconds\": 30");
        _world.Advance(25);
        Assert.Single(_world.Pods());
        _world.Advance(10);
        Assert.Empty(_world.Pods());
        Assert.Equal("True DeadlineExceeded: Job was active longer than specified deadline", _world.Condition(Kinds.Job, "slow", "Failed"));
    }

    [Fact]
    public void Gives_each_index_one_success()
    {
        Create("parts", "\"completions\": 5, \"parallelism\": 3, \"completionMode\": \"Indexed\"");
        _world.Advance(30);
        Assert.Equal("0-4", _world.Get(Kinds.Job, "parts").Status.Text("completedIndexes"));
        Assert.Equal(
            ["0", "1", "2", "3", "4"], _world.Pods().Select(p => p.Annotations["batch.kubernetes.io/job-completion-index"]).Order(StringComparer.Ordinal));
        Assert.NotNull(_world.Condition(Kinds.Job, "parts", "Complete"));
    }

    [Fact]
    public void Is_deleted_some_time_after_its_end()
    {
        Create("short", "\"ttlSecondsAfterFinished\": 60");
        _world.Advance(30);
        Assert.NotNull(_world.Find(Kinds.Job, "short"));
        _world.Advance(60);
        Assert.Null(_world.Find(Kinds.Job, "short"));
        Assert.Empty(_world.Pods());
    }

    [Fact]
    public void Rests_while_suspended()
    {
        _world.Kubelets.EndsAs = _ => null;
        Create("idle", "\"suspend\": true");
        _world.Advance(5);
        Assert.Empty(_world.Pods());
        Assert.Equal("True JobSuspended: Job suspended", _world.Condition(Kinds.Job, "idle", "Suspended"));
        _world.Change(Kinds.Job, "idle", j => j["spec"]!["suspend"] = false);
        _world.Advance(5);
        Assert.Single(_world.Pods());
        Assert.Equal("False JobResumed: Job resumed", _world.Condition(Kinds.Job, "idle", "Suspended"));
        _world.Change(Kinds.Job, "idle", j => j["spec"]!["suspend"] = true);
        _world.Advance(5);
        Assert.Empty(_world.Pods());
        Assert.Null(_world.Get(Kinds.Job, "idle").Status.Whole("failed"));
    }

    [Fact]
    public void Counts_a_pod_that_somebody_deletes_as_failed_and_makes_another()
    {
        _world.Kubelets.EndsAs = _ => null;
        Create("long", "\"backoffLimit\": 3");
        _world.Advance(5);
        var deleted = _world.Pods().Single();
        _world.Delete(Kinds.Pod, deleted.Name);
        _world.Advance(20);
        Assert.Equal(1, _world.Get(Kinds.Job, "long").Status.Whole("failed"));
        Assert.NotEqual(deleted.Uid, _world.Pods().Single().Uid);
        Assert.Null(_world.Find(Kinds.Pod, deleted.Name));
    }

    [Fact]
    public void Ends_at_once_when_its_failure_policy_says_so()
    {
        Create("strict", """
            "backoffLimit": 6, "podFailurePolicy": {"rules": [{"action": "FailJob", "onExitCodes": {"operator": "In", "values": [1]}}]}
            """, "bad:1");
        _world.Advance(20);
        Assert.StartsWith("True PodFailurePolicy: Container app for pod shop/strict-", _world.Condition(Kinds.Job, "strict", "Failed"), StringComparison.Ordinal);
        Assert.EndsWith(" failed with exit code 1 matching FailJob rule at index 0", _world.Condition(Kinds.Job, "strict", "Failed"), StringComparison.Ordinal);
    }

    private void Create(string name, string more, string image = "app:1") => _world.Create(Kinds.Job, Some.Of(Kinds.Job, name, $$"""
        {"template": {"spec": {{Some.PodSpec(image, "\"restartPolicy\": \"Never\"")}} }, {{more}} }
        """));
}
