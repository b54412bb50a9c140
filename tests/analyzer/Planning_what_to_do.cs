using Pipeline.Actions.Catalogue;
using Pipeline.Analyzer.Planning;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.Tests;
using Pipeline.Masking;
using static Pipeline.Incidents.Events.IncidentEvent;

namespace Pipeline.Analyzer.Tests;

public sealed class Planning_what_to_do
{
    private static readonly Masker Masker = Masker.Create(
        MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions());

    [Fact]
    public void Diagnostics_come_first_then_people_are_told()
    {
        var plan = Analyse(Case.Of(Case.Cpu())).Plan!;
        Assert.Equal(["collect_diagnostics", "notify_only"], plan.Actions.Select(a => a.Action));
        Assert.All(plan.Actions, a => Assert.Equal((Some.Workload, RiskLevel.None, false), (a.Target, a.Risk, a.ChangesCluster)));
        Assert.Equal(("cpu-saturation", 0.69, 1), (plan.Cause, plan.Confidence, plan.Attempt));
        Assert.Equal(PreconditionKind.SymptomsPersist, Assert.Single(plan.Preconditions).Kind);
        Assert.StartsWith("Likely: shop/Pod/cart-7c9d5b6f8-x2x9k runs out of CPU", plan.Actions[1].Parameters["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_webhook_nobody_is_notified() =>
        Assert.Equal(["collect_diagnostics"], Analyse(Case.Of(Case.Cpu()), canNotify: false).Plan!.Actions.Select(a => a.Action));

    [Fact]
    public void What_took_effect_is_not_proposed_again() =>
        Assert.Equal(["notify_only"], Analyse(Done(Case.Of(Case.Cpu()), "collect_diagnostics")).Plan!.Actions.Select(a => a.Action));

    [Fact]
    public void When_all_was_done_it_is_said_who_must_act()
    {
        var analysis = Analyse(Done(Done(Case.Of(Case.Cpu()), "collect_diagnostics"), "notify_only"));
        Assert.Null(analysis.Plan);
        Assert.Equal(
            "Whoever runs shop/Deployment/cart must act: see which pod and process uses the CPU, and what was rolled out shortly before. "
            + "collect_diagnostics and notify_only were done already. Nothing else in the catalogue applies.",
            analysis.WhoMustAct);
    }

    [Fact]
    public void A_reopened_incident_may_have_it_all_again()
    {
        IReadOnlyList<IncidentEvent> facts =
        [
            .. Done(Case.Of(Case.Cpu()), "collect_diagnostics"),
            new IncidentReopened { At = Some.Noon.AddHours(1), Reason = "ana: look again, the dump was taken too early" },
        ];
        Assert.Equal(["collect_diagnostics", "notify_only"], Analyse(facts).Plan!.Actions.Select(a => a.Action));
    }

    [Fact]
    public void What_the_rehearsal_found_impossible_is_not_proposed_again()
    {
        var plan = Analyse(Case.Of(Case.Cpu())).Plan!;
        IReadOnlyList<IncidentEvent> facts =
        [
            .. Case.Of(Case.Cpu()),
            new RemediationProposed { At = Some.Noon, Plan = plan, PlanHash = plan.Hash() },
            new PlanPreflighted
            {
                At = Some.Noon, PlanHash = plan.Hash(),
                Findings = [new(1, PreflightVerdict.Ready, "ok"), new(2, PreflightVerdict.MeansMissing, "No webhook is configured.")],
            },
        ];
        Assert.Equal(["collect_diagnostics"], Analyse(facts).Plan!.Actions.Select(a => a.Action));
    }

    [Fact]
    public void A_secret_in_an_alert_reaches_neither_evidence_nor_plan()
    {
        var alert = Case.Alert("queue-stuck", "QueueStuck") with
        {
            Annotations = new Dictionary<string, string> { ["summary"] = "Login failed: password=tr0ub4dor-and-3 for https://bob:s3cretW0rd@db" },
        };
        var analysis = Analyse(Case.Of(alert));
        var all = System.Text.Json.JsonSerializer.Serialize(analysis);
        Assert.DoesNotContain("tr0ub4dor", all, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cretW0rd", all, StringComparison.Ordinal);
        Assert.Contains("[masked:", analysis.Plan!.Actions[1].Parameters["message"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_very_long_alert_is_cut_in_the_event_and_kept_whole_beside_it()
    {
        var alert = Case.Alert("queue-stuck", "QueueStuck") with
        {
            Annotations = Enumerable.Range(0, 20).ToDictionary(i => $"note{i:00}", i => new string((char)('a' + i), 4_000)),
        };
        var finished = Analyst(true).Analyse(Case.Of(alert), 1, Some.Noon);
        var evidence = finished.Command.Evidence[0];
        Assert.Equal(4_096, evidence.Content.Length);
        var whole = Assert.Single(finished.LongContents);
        Assert.Equal(Canonical.ContentHash.Of(System.Text.Encoding.UTF8.GetBytes(whole)), evidence.ContentHash);
        Assert.True(finished.Command.Plan!.Actions[1].Parameters["message"].Length <= 1_000);
    }

    private static IncidentCommand.CompleteAnalysis Analyse(IReadOnlyList<IncidentEvent> facts, bool canNotify = true) =>
        Analyst(canNotify).Analyse(facts, 1, Some.Noon).Command;

    private static Analyst Analyst(bool canNotify) =>
        new(Rulebook.BuiltIn, new Planner(ActionCatalogue.BuiltIn, new PlanningMeans(canNotify)), Masker);

    private static IReadOnlyList<IncidentEvent> Done(IReadOnlyList<IncidentEvent> facts, string action)
    {
        var id = Guid.CreateVersion7(Some.Noon);
        return
        [
            .. facts,
            new ActionStarted
            {
                At = Some.Noon.AddMinutes(30), ActionId = id, EffectKey = id, PlanHash = new string('a', 64), Step = 1, Attempt = 1,
                Action = action, Target = Some.Workload, BeforeState = new Dictionary<string, string>(),
                Proof = ActionProof.DeterministicName, Deadline = Some.Noon.AddMinutes(31),
            },
            new ActionSucceeded { At = Some.Noon.AddMinutes(31), ActionId = id, Effect = "done" },
        ];
    }
}
