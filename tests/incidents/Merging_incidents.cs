using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;

namespace Pipeline.Incidents.Tests;

public sealed class Merging_incidents
{
    private static readonly Guid Other = Identity.IncidentId.Of(Some.Key with { FailureClass = "high-latency" }, 1);

    [Fact]
    public void Ends_the_one_with_its_plan_withdrawn()
    {
        var scenario = Scenario.AwaitingApproval();
        scenario.Do(Merge());
        Assert.Equal("merged", scenario.State);
        Assert.Single(scenario.Facts.OfType<IncidentEvent.PlanWithdrawn>());
        Assert.Empty(scenario.Do(Merge()));
    }

    [Fact]
    public void Gives_the_other_the_symptoms_it_does_not_have()
    {
        var scenario = Scenario.Opened();
        scenario.Do(new IncidentCommand.Absorb
        {
            Now = Some.Noon,
            From = Other,
            Reason = "Same cause.",
            Symptoms = [Some.Report(), Some.Report("series:latency")],
        });
        Assert.Equal(["series:cpu", "series:latency"], scenario.Incident.Symptoms.Keys);
    }

    [Fact]
    public void Waits_while_a_plan_runs() =>
        Assert.Equal(RefusalKind.WrongPhase, Scenario.Acting().Refused(Merge()).Kind);

    [Fact]
    public void With_itself_is_refused() =>
        Assert.Equal(RefusalKind.Invalid, Scenario.Opened().Refused(Merge() with { Into = Some.Id }).Kind);

    private static IncidentCommand.MergeInto Merge() => new() { Now = Some.Noon, Into = Other, Reason = "Same cause." };
}
