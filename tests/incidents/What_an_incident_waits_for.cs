using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Work;

namespace Pipeline.Incidents.Tests;

public sealed class What_an_incident_waits_for
{
    [Fact]
    public void Follows_from_its_phase_alone()
    {
        Assert.Equal(new IncidentWork(Stage.Analysis, Some.Noon), Of(Scenario.Opened()));
        Assert.Equal(Stage.Preflight, Of(Scenario.Proposed())?.Stage);
        Assert.Equal(new IncidentWork(Stage.Decision, Some.Noon.AddMinutes(30)), Of(Scenario.AwaitingApproval()));
        Assert.Equal(Stage.Execution, Of(Scenario.Approved())?.Stage);
        Assert.Equal(new IncidentWork(Stage.Execution, Some.Noon.AddMinutes(2).AddSeconds(15)), Of(Scenario.Acting()));
        Assert.Equal(new IncidentWork(Stage.Verification, Some.Noon.AddMinutes(13)), Of(Scenario.Verifying()));
    }

    [Fact]
    public void Is_the_analysis_deadline_while_a_replica_is_at_it()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Analysis());
        Assert.Equal(new IncidentWork(Stage.Analysis, Some.Noon.AddMinutes(2)), Of(scenario));
    }

    [Fact]
    public void Is_the_verdict_as_soon_as_the_symptoms_are_gone_and_settled()
    {
        var scenario = Scenario.Verifying();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 3) with { ObservedAt = Some.Noon.AddMinutes(3.2) }, 3));
        Assert.Equal(new IncidentWork(Stage.Verification, Some.Noon.AddMinutes(4)), Of(scenario));
    }

    [Fact]
    public void Is_the_summary_at_the_end_and_then_nothing()
    {
        var scenario = Scenario.Opened();
        scenario.Do(Some.Reporting(Some.Report(status: SymptomStatus.Cleared, minute: 1), 1));
        Assert.Equal(Stage.Summary, Of(scenario)?.Stage);
        scenario.Do(new IncidentCommand.Summarise { Now = Some.Noon, Text = "It went by itself." });
        Assert.Null(Of(scenario));
    }

    [Fact]
    public void Has_a_message_for_every_stage() =>
        Assert.All(Enum.GetValues<Stage>(), stage => Assert.Equal(
            $"IncidentWants{stage}", IncidentWork.Hint(stage, "demo", Some.Id).GetType().Name));

    private static IncidentWork? Of(Scenario scenario) => IncidentWork.Of(scenario.Incident);
}
