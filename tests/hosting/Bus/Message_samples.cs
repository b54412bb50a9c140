using System.Text.Json;
using Pipeline.Contracts;
using Pipeline.Contracts.Hints;
using Pipeline.Contracts.Metrics;
using Pipeline.Contracts.Models;
using Pipeline.Contracts.Symptoms;
using Pipeline.Contracts.Timelines;
using Pipeline.Contracts.Topology;
using Pipeline.Hosting.Bus;

namespace Pipeline.Hosting.Tests.Bus;

/// <summary>What crosses the bus or waits in a table, byte for byte: services of two versions run side by side.</summary>
public sealed class Message_samples
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Incident = Guid.Parse("5f4dcc3b-5aa7-5d61-8d83-27deb882cf99");

    private static readonly MetricWindow Window = new()
    {
        Entity = new EntityRef("prod", "shop", "Deployment", "cart"),
        Metric = "cpu-utilization",
        Unit = "%",
        Signal = Signal.Saturation,
        Labels = new Dictionary<string, string> { ["container"] = "app" },
        Start = Noon,
        Step = TimeSpan.FromSeconds(15),
        Samples = [1.5, null, 90],
    };

    private const string WindowJson =
        """{"entity":{"cluster":"prod","namespace":"shop","kind":"Deployment","name":"cart"},"metric":"cpu-utilization","unit":"%","signal":"Saturation","labels":{"container":"app"},"start":"2026-01-31T12:00:00+00:00","step":"00:00:15","samples":[1.5,null,90]}""";

    private const string HintJson = """{"cluster":"prod","incidentId":"5f4dcc3b-5aa7-5d61-8d83-27deb882cf99"}""";

    public static TheoryData<string, object, string> Messages => new()
    {
        { "incident-wants-analysis", new IncidentWantsAnalysis { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "incident-wants-preflight", new IncidentWantsPreflight { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "incident-wants-decision", new IncidentWantsDecision { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "incident-wants-execution", new IncidentWantsExecution { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "incident-wants-verification", new IncidentWantsVerification { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "incident-wants-summary", new IncidentWantsSummary { Cluster = "prod", IncidentId = Incident }, HintJson },
        { "intake-waiting", new IntakeWaiting { Cluster = "prod" }, """{"cluster":"prod"}""" },
        {
            "backfill-requested",
            new BackfillRequested { Cluster = "prod", Source = "prometheus", Partition = 3, From = Noon },
            """{"cluster":"prod","source":"prometheus","partition":3,"from":"2026-01-31T12:00:00+00:00"}"""
        },
        {
            "metric-windows-collected",
            new MetricWindowsCollected
            {
                Cluster = "prod",
                Source = "prometheus",
                Partition = 3,
                From = Noon,
                To = Noon.AddMinutes(1),
                Clock = SourceClock.Live,
                WarmUp = true,
                Windows = [Window],
                Missing =
                [
                    new MissingData
                    {
                        Entity = new EntityRef("prod", null, "Node", "n1"),
                        Metric = "load",
                        Reason = "series ended",
                        Since = Noon,
                        Until = Noon.AddMinutes(1),
                    },
                ],
            },
            """{"cluster":"prod","source":"prometheus","partition":3,"from":"2026-01-31T12:00:00+00:00","to":"2026-01-31T12:01:00+00:00","clock":"Live","warmUp":true,"windows":[""" +
            WindowJson +
            """],"missing":[{"entity":{"cluster":"prod","namespace":null,"kind":"Node","name":"n1"},"metric":"load","reason":"series ended","since":"2026-01-31T12:00:00+00:00","until":"2026-01-31T12:01:00+00:00"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Are_written_and_read_as_pinned(string name, object message, string json)
    {
        Assert.Equal(name, MessageTypes.NameOf(message.GetType()));
        Assert.Equal(json, MessageTypes.Write(message));
        Assert.Equal(json, MessageTypes.Write(MessageTypes.Read(MessageTypes.Find(name)!, json)));
    }

    [Fact]
    public void Are_pinned_for_every_message() => Assert.Equal(
        MessageTypes.All.Select(MessageTypes.NameOf).Order(StringComparer.Ordinal),
        Messages.Select(row => (string)row[0]).Order(StringComparer.Ordinal));

    [Fact]
    public void Know_every_record_of_the_contracts_that_is_a_message() => Assert.Equal(
        MessageTypes.All.Select(type => type.Name).Order(StringComparer.Ordinal),
        typeof(IncidentHint).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && !NotMessages.Contains(type))
            .Select(type => type.Name).Order(StringComparer.Ordinal));

    private static readonly Type[] NotMessages =
    [
        typeof(EntityRef), typeof(MetricWindow), typeof(MissingData), typeof(SymptomReport), typeof(TimelineEntry), typeof(FacetChange),
        typeof(TopologyEdge), typeof(PartitionModel),
    ];

    [Fact]
    public void Pin_what_happened_that_stands_in_the_timeline() => Assert.Equal(
        """{"cluster":"prod","key":"change:Deployment/shop/cart|7","kind":"Rollout","entity":{"cluster":"prod","namespace":"shop","kind":"Deployment","name":"cart"},"owner":{"cluster":"prod","namespace":"shop","kind":"Deployment","name":"cart"},"firstAt":"2026-01-31T12:00:00+00:00","lastAt":"2026-01-31T12:00:00+00:00","isApproximate":false,"summary":"cart:2 instead of cart:1","reason":null,"group":null,"isWarning":false,"count":1,"perHour":null,"changes":[{"facet":"image:cart","before":"cart:1","after":"cart:2"}]}""",
        MessageTypes.Write(new TimelineEntry
        {
            Cluster = "prod",
            Key = "change:Deployment/shop/cart|7",
            Kind = TimelineKind.Rollout,
            Entity = Window.Entity,
            Owner = Window.Entity,
            FirstAt = Noon,
            LastAt = Noon,
            Summary = "cart:2 instead of cart:1",
            Changes = [new FacetChange("image:cart", "cart:1", "cart:2")],
        }));

    [Fact]
    public void Pin_the_report_that_waits_in_the_intake() => Assert.Equal(
        """{"cluster":"prod","symptomKey":"series:prod|x","entity":{"cluster":"prod","namespace":"shop","kind":"Deployment","name":"cart"},"failureClass":"cpu-saturation","status":"Firing","severity":"Critical","source":"prometheus","startedAt":"2026-01-31T12:00:00+00:00","observedAt":"2026-01-31T12:00:30+00:00","clock":"Recorded","reason":"90 % is over 80 %","metric":"cpu-utilization","signal":"Saturation","unit":"%","value":90,"baseline":1.5,"threshold":80,"score":null,"window":""" +
        WindowJson + ""","labels":{},"annotations":{}}""",
        MessageTypes.Write(new SymptomReport
        {
            Cluster = "prod",
            SymptomKey = "series:prod|x",
            Entity = Window.Entity,
            FailureClass = "cpu-saturation",
            Status = SymptomStatus.Firing,
            Severity = Severity.Critical,
            Source = "prometheus",
            StartedAt = Noon,
            ObservedAt = Noon.AddSeconds(30),
            Clock = SourceClock.Recorded,
            Reason = "90 % is over 80 %",
            Metric = "cpu-utilization",
            Signal = Signal.Saturation,
            Unit = "%",
            Value = 90,
            Baseline = 1.5,
            Threshold = 80,
            Window = Window,
        }));

    [Theory]
    [InlineData("incident-wants-analysis", """{"cluster":"prod"}""")]
    [InlineData("incident-wants-analysis", """{"cluster":"prod","incidentId":"x"}""")]
    [InlineData("backfill-requested", """{"cluster":"prod","source":"p","partition":1.5,"from":"2026-01-31T12:00:00Z"}""")]
    [InlineData("intake-waiting", "null")]
    [InlineData("intake-waiting", "[]")]
    public void Refuse_what_is_none(string name, string json) =>
        Assert.ThrowsAny<JsonException>(() => MessageTypes.Read(MessageTypes.Find(name)!, json));
}
