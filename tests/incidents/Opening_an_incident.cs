using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Identity;

namespace Pipeline.Incidents.Tests;

public sealed class Opening_an_incident
{
    [Fact]
    public void Records_identity_owner_and_first_symptom() =>
        Assert.Equal(
            [typeof(IncidentEvent.IncidentOpened), typeof(IncidentEvent.OwnerResolved), typeof(IncidentEvent.SymptomJoined)],
            Scenario.Opened().Facts.Select(f => f.GetType()));

    [Fact]
    public void Twice_is_once() => Assert.Empty(Scenario.Opened().Do(Some.Opening()));

    [Fact]
    public void Needs_a_symptom_that_is_there()
    {
        var opening = Some.Opening() with { Report = Some.Report(status: SymptomStatus.Missing) };
        Assert.Equal(RefusalKind.Invalid, Assert.IsType<Decision.Refused>(IncidentDecider.Decide(null, opening)).Kind);
    }

    [Fact]
    public void Gives_the_same_id_for_the_same_key_and_episode_for_ever()
    {
        Assert.Equal(new Guid("2d015ef4-72a9-5af4-b827-990f93df0b46"), IncidentId.Of(Some.Key, 1));
        Assert.NotEqual(IncidentId.Of(Some.Key, 1), IncidentId.Of(Some.Key, 2));
    }

    [Fact]
    public void Anything_else_on_no_incident_is_refused() =>
        Assert.Equal(
            RefusalKind.NoSuchIncident,
            Assert.IsType<Decision.Refused>(IncidentDecider.Decide(null, Some.Analysis())).Kind);
}
