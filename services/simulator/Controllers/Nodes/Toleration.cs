using System.Text.Json;
using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Nodes;

/// <summary>What taints a pod puts up with.</summary>
/// <param name="Key">Empty: every key.</param>
/// <param name="Exists">Whether every value is tolerated.</param>
/// <param name="Effect">Empty: every effect.</param>
/// <param name="Seconds">How long a NoExecute taint is tolerated; null for ever.</param>
public sealed record Toleration(string Key, bool Exists, string Value, string Effect, long? Seconds)
{
    public static IReadOnlyList<Toleration> AllOf(JsonElement podSpec) => [.. podSpec.Items("tolerations").Select(Of)];

    public bool Tolerates(Taint taint) =>
        (Effect.Length == 0 || Effect == taint.Effect)
        && (Key.Length == 0 ? Exists : Key == taint.Key)
        && (Exists || Value == taint.Value);

    private static Toleration Of(JsonElement json) => new(
        json.Text("key") ?? "", json.Text("operator") == "Exists", json.Text("value") ?? "", json.Text("effect") ?? "", json.Whole64("tolerationSeconds"));
}
