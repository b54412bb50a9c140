using Pipeline.Collector.Failures;
using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Identity;

namespace Pipeline.Collector.Tests.Failures;

public sealed class Reporting_an_observation
{
    private static readonly ObservationReports Reports = new("kubernetes", Some.Masker);

    [Fact]
    public void Names_object_state_owner_and_time()
    {
        var report = Reports.Of(Telling(SymptomStatus.Firing));
        Assert.Equal("object:demo|Pod/shop/cart-7d8-x2x4z|CrashLoopBackOff", report.SymptomKey);
        Assert.Equal(("restarts", "CrashLoopBackOff", "kubernetes", SourceClock.Live), (report.FailureClass, report.Metric, report.Source, report.Clock));
        Assert.Equal((Some.Noon.AddMinutes(-5), Some.Noon), (report.StartedAt, report.ObservedAt));
        Assert.Equal(("CrashLoopBackOff", "7"), (report.Labels["reason"], report.Labels["count"]));
        Assert.Equal(
            new OwnerResolution(report.Entity, new EntityRef("demo", "shop", "Rollout", "cart"), OwnerEvidence.OwnerReferences), OwnerResolver.Resolve(report));
    }

    [Fact]
    public void Has_one_key_for_all_that_is_said_of_a_trouble_and_another_for_each_report()
    {
        var (firing, cleared) = (Reports.Of(Telling(SymptomStatus.Firing)), Reports.Of(Telling(SymptomStatus.Cleared)));
        Assert.Equal(firing.SymptomKey, cleared.SymptomKey);
        Assert.Equal(
            "object:demo|Pod/shop/cart-7d8-x2x4z|CrashLoopBackOff|2026-11-20T12:00:00.0000000Z|Firing", ObservationReports.DedupKeyOf(firing));
        Assert.NotEqual(ObservationReports.DedupKeyOf(firing), ObservationReports.DedupKeyOf(cleared));
    }

    [Fact]
    public void Is_masked_and_bounded()
    {
        var report = Reports.Of(Telling(SymptomStatus.Firing, $"password=hunter2hunter2 {new string('x', 5000)}"));
        Assert.Equal(1000, report.Reason.Length);
        Assert.DoesNotContain("hunter2", report.Reason, StringComparison.Ordinal);
    }

    private static Telling Telling(SymptomStatus status, string message = "back-off 5m0s restarting failed container")
    {
        var entity = new EntityRef("demo", "shop", "Pod", "cart-7d8-x2x4z");
        var standing = new Standing
        {
            Observation = new Observation
            {
                Entity = entity,
                State = FailureStates.CrashLoopBackOff,
                Message = message,
                Count = 7,
                Owner = entity with { Kind = "Rollout", Name = "cart" },
            },
            Since = Some.Noon.AddMinutes(-5),
            WaitingSince = Some.Noon.AddMinutes(-5),
            Told = status,
            ToldAt = Some.Noon,
        };
        return new Telling(standing, status, true);
    }
}
