using System.Text.Json;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.Tests;
using Pipeline.IncidentStore.Writing;
using Pipeline.Masking;

namespace Pipeline.IncidentStore.Tests;

/// <summary>Every string of every command, by reflection: a text that somebody adds and forgets to mask fails here.</summary>
public sealed class Masking_commands
{
    private const string Secret = "hunter2-S3cr3t!";
    private const string Text = $"login with password={Secret} failed";

    private static readonly Masker Masker = Masker
        .Create(MaskingKey.FromBase64(Convert.ToBase64String(new byte[32]), "test"), new MaskingOptions()).ForIncident(Some.Id);

    /// <summary>Names and ids, which masking would make useless: of ours, of the cluster, or masked at the border.</summary>
    private static readonly HashSet<string> Names =
    [
        "ArtefactHash", "AuthenticatedBy", "Cause", "Channel", "Cluster", "ContentHash", "EvidenceAgainst", "EvidenceFor", "FailureClass",
        "HypothesisId", "Id", "Kind", "Metric", "Name", "Namespace", "PlanHash", "PolicyHash", "ResourceVersion", "Rule", "Source",
        "SymptomKey", "TargetUid", "Unit",
    ];

    public static TheoryData<Type> Commands =>
        [.. typeof(IncidentCommand).GetNestedTypes().Where(type => type.IsSubclassOf(typeof(IncidentCommand)))];

    [Theory]
    [MemberData(nameof(Commands))]
    public void Leaves_the_secret_in_no_text(Type type)
    {
        var command = (IncidentCommand)Filled.With(type, Text);
        if (command is IncidentCommand.CompleteAnalysis analysis)
            command = analysis with { Plan = Some.Plan() };

        var masked = CommandMasking.Mask(command, Masker);

        Assert.DoesNotContain(Leaks(JsonSerializer.SerializeToElement(masked, type), type.Name), leak => !Names.Contains(leak.Name));
        Assert.Equal(
            JsonSerializer.Serialize(masked, type), JsonSerializer.Serialize(CommandMasking.Mask(masked, Masker), type));
    }

    public static TheoryData<string, Func<RemediationPlan, RemediationPlan>> LeakyPlans => new()
    {
        { "cause", plan => plan with { Cause = Text } },
        { "expected effect", plan => plan with { ExpectedEffect = Text } },
        { "rollback", plan => plan with { Rollback = Text } },
        { "precondition", plan => plan with { Preconditions = [new(PreconditionKind.FieldValue, Text, "1")] } },
        { "db_password", plan => plan with { Preconditions = [new(PreconditionKind.FieldValue, "db_password", Secret)] } },
        { "summary of restart_pod", plan => plan with { Actions = [plan.Actions[0] with { Summary = Text }] } },
        { "note", plan => plan with { Actions = [plan.Actions[0] with { Parameters = Note }] } },
        { "note", plan => plan with { Actions = [plan.Actions[0] with { Before = Note }] } },
        { "note", plan => plan with { Actions = [plan.Actions[0] with { After = Note }] } },
    };

    private static Dictionary<string, string> Note => new() { ["note"] = Text };

    [Theory]
    [MemberData(nameof(LeakyPlans))]
    public void Refuses_a_plan_with_the_secret_in_it(string field, Func<RemediationPlan, RemediationPlan> leak)
    {
        var command = Some.Conclusion(plan: leak(Some.Plan()));

        var refusal = Assert.Throws<UnmaskedPlanException>(() => CommandMasking.Mask(command, Masker));
        Assert.Equal(field, refusal.Field);
        Assert.DoesNotContain("hunter2", refusal.Message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string Name, string Path)> Leaks(JsonElement value, string path, string name = "") => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().SelectMany(member => Leaks(member.Value, $"{path}.{member.Name}", member.Name)),
        JsonValueKind.Array => value.EnumerateArray().SelectMany(item => Leaks(item, path, name)),
        JsonValueKind.String when value.GetString()!.Contains("hunter2", StringComparison.Ordinal) => [(name, path)],
        _ => [],
    };
}
