using Pipeline.Contracts;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Symptoms;
using Pipeline.Detector.Correlation;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Identity;
using Pipeline.Incidents.State;
using Xunit;

namespace Pipeline.Detector.Tests.Correlation;

/// <summary>The rule as a table: what is known, what comes, where it goes.</summary>
public sealed class Finding_the_incident
{
    private static readonly TimeSpan JoinWindow = TimeSpan.FromMinutes(10);

    [Fact]
    public void Opens_the_first_one_of_a_key() =>
        Assert.Equal(new Placement.Open(KeyOf(Report()), 1), Place(Report(), Neighbourhood.Empty));

    [Theory]
    [InlineData(SymptomStatus.Cleared)]
    [InlineData(SymptomStatus.Missing)]
    public void Opens_none_for_what_is_not_there(SymptomStatus status) =>
        Assert.IsType<Placement.None>(Place(Report(status: status), Neighbourhood.Empty));

    [Theory]
    [InlineData(SymptomStatus.Firing)]
    [InlineData(SymptomStatus.Cleared)]
    [InlineData(SymptomStatus.Missing)]
    public void Follows_the_very_symptom_first(SymptomStatus status)
    {
        var (its, other) = (Opened(Report()), Opened(Report("series:b", "high-latency")));
        Assert.Equal(
            new Placement.Join(its.Id, "It is the same symptom."),
            Place(Report(status: status), new Neighbourhood([its], other, [other, its], null)));
    }

    [Fact]
    public void Then_the_key()
    {
        var holder = Opened(Report("series:b"));
        Assert.Equal(
            new Placement.Join(holder.Id, "It is the same kind of failure of shop/Deployment/cart."),
            Place(Report(minutes: 300), new Neighbourhood([], holder, [], null)));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(10, true)]
    [InlineData(-10, true)]
    [InlineData(11, false)]
    [InlineData(-11, false)]
    public void Then_what_began_about_the_same_time_of_the_same_owner(int minutes, bool joins)
    {
        var related = Opened(Report("series:b", "high-latency"));
        var placement = Place(Report(minutes: minutes), new Neighbourhood([], null, [related], null));
        Assert.Equal(joins, placement == new Placement.Join(related.Id, "It concerns shop/Deployment/cart, too, and began about the same time."));
        Assert.Equal(!joins, placement is Placement.Open);
    }

    [Fact]
    public void Does_not_join_what_is_gone_already()
    {
        var symptom = Report("series:b", "high-latency");
        var cleared = Applied(Opened(symptom), Reporting(symptom with { Status = SymptomStatus.Cleared, ObservedAt = Some.Noon + Some.Minute }));
        Assert.IsType<Placement.Open>(Place(Report(), new Neighbourhood([], null, [cleared], null)));
    }

    [Fact]
    public void Does_not_compare_times_of_different_clocks()
    {
        var live = Opened(Report("series:b", "high-latency"));
        Assert.IsType<Placement.Open>(
            Place(Report() with { Clock = SourceClock.Recorded }, new Neighbourhood([], null, [live], null)));
    }

    [Theory]
    [InlineData("data-missing", "cpu-saturation")]
    [InlineData("cpu-saturation", "data-missing")]
    public void Keeps_missing_data_apart(string there, string comes)
    {
        var related = Opened(Report("series:b", there));
        Assert.IsType<Placement.Open>(Place(Report("series:a", comes), new Neighbourhood([], null, [related], null)));
    }

    [Fact]
    public void Joins_an_alert_of_a_pod_to_the_symptom_of_its_deployment()
    {
        var related = Opened(Report("series:b", "high-latency"));
        var alert = Report("alert:alertmanager:f00", "cpu-saturation") with { Entity = Some.Pod, Metric = "CPUThrottlingHigh" };
        Assert.IsType<Placement.Join>(Place(alert, new Neighbourhood([], null, [related], null)));
    }

    [Fact]
    public void Offers_the_last_one_of_the_key_for_reopening_and_the_next_episode_otherwise()
    {
        var withdrawn = Ended(Report());
        Assert.Equal(
            new Placement.Join(withdrawn.Id, "The same kind of failure of shop/Deployment/cart came back.", 2),
            Place(Report(minutes: 20), new Neighbourhood([withdrawn], null, [], withdrawn)));
    }

    [Fact]
    public void Tells_an_ended_incident_that_its_symptom_is_gone_but_not_that_it_came_back_under_another_key()
    {
        var ended = Ended(Report());
        Assert.IsType<Placement.Join>(Place(Report(status: SymptomStatus.Cleared), new Neighbourhood([ended], null, [], null)));
        Assert.IsType<Placement.Open>(Place(Report(), new Neighbourhood([ended], null, [], null)));
    }

    internal static SymptomReport Report(
        string symptom = "series:a", string failureClass = "cpu-saturation", SymptomStatus status = SymptomStatus.Firing, int minutes = 0) => new()
        {
            Cluster = "test",
            SymptomKey = symptom,
            Entity = Some.Pod,
            FailureClass = failureClass,
            Status = status,
            Severity = Severity.Warning,
            Source = "prometheus",
            StartedAt = Some.Noon + (Some.Minute * minutes),
            ObservedAt = Some.Noon + (Some.Minute * minutes),
            Clock = SourceClock.Live,
            Reason = "cpu-utilization 0.95 (1), at or above the limit 0.9, for 2 min",
            Metric = "cpu-utilization",
        };

    private static Placement Place(SymptomReport report, Neighbourhood near) =>
        CorrelationRule.Place(report, KeyOf(report), near, JoinWindow);

    internal static IncidentKey KeyOf(SymptomReport report) =>
        new(OwnerResolver.Resolve(report.Entity, report.Labels).Owner, report.FailureClass);

    internal static Incident Opened(SymptomReport report) => Applied(null, new IncidentCommand.OpenIncident
    {
        Now = Some.Noon,
        Key = KeyOf(report),
        Episode = 1,
        Report = report,
        Owner = OwnerResolver.Resolve(report.Entity, report.Labels),
    });

    private static Incident Ended(SymptomReport report) => Applied(
        Opened(report), Reporting(report with { Status = SymptomStatus.Cleared, ObservedAt = report.ObservedAt + Some.Minute }));

    private static IncidentCommand.ReportSymptom Reporting(SymptomReport report) => new()
    {
        Now = Some.Noon + Some.Minute,
        Report = report,
        Owner = OwnerResolver.Resolve(report.Entity, report.Labels),
        Because = "It is the same symptom.",
        ReopenWindow = TimeSpan.FromMinutes(30),
    };

    private static Incident Applied(Incident? incident, IncidentCommand command) =>
        Assert.IsType<Decision.Accepted>(IncidentDecider.Decide(incident, command)).Facts
            .Aggregate(incident, IncidentEvolution.Evolve)!;
}
