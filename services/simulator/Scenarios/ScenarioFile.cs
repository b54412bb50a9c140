using Pipeline.Simulator.Faults;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Simulator.Scenarios;

/// <summary>Reads scenarios from YAML.</summary>
/// <remarks>
/// <code>
/// name: leak
/// description: A release leaks.
/// steps:
/// - {at: 1m, start: memory-leak, target: shop/deployment/checkout, with: {rate: 60}, id: leak}
/// - {at: 20m, clear: leak}
/// </code>
/// A step that starts may end by itself: <c>for: 10m</c>.
/// </remarks>
public static class ScenarioFile
{
    private const int MostCharacters = 256 * 1024;
    private const int MostSteps = 500;
    private static readonly string[] Keys = ["name", "description", "steps"];
    private static readonly string[] StartKeys = ["at", "start", "target", "with", "for", "id"];
    private static readonly string[] ClearKeys = ["at", "clear"];

    /// <summary>The scenarios that come with the simulator, by name.</summary>
    public static IReadOnlyDictionary<string, string> Examples { get; } = typeof(ScenarioFile).Assembly.GetManifestResourceNames()
        .Where(n => n.StartsWith("Pipeline.Simulator.Scenarios.", StringComparison.Ordinal) && n.EndsWith(".yaml", StringComparison.Ordinal))
        .ToDictionary(n => n["Pipeline.Simulator.Scenarios.".Length..^".yaml".Length], Text, StringComparer.Ordinal);

    /// <exception cref="ScenarioException">The text is no scenario.</exception>
    public static Scenario Parse(string yaml)
    {
        if (yaml.Length > MostCharacters)
            throw new ScenarioException(1, $"the file is longer than {MostCharacters} characters");
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException e)
        {
            throw new ScenarioException(e.Start.Line, e.Message);
        }
        if (stream.Documents.Count != 1 || stream.Documents[0].RootNode is not YamlMappingNode root)
            throw new ScenarioException(1, "a scenario is one object with name, description and steps");
        var members = Members(root, Keys);
        if (!members.TryGetValue("steps", out var list) || list is not YamlSequenceNode { Children.Count: > 0 } steps)
            throw new ScenarioException(root.Start.Line, "steps is missing: write a list of steps, each with at and start or clear");
        if (steps.Children.Count > MostSteps)
            throw new ScenarioException(steps.Start.Line, $"more than {MostSteps} steps");
        List<ScenarioStep> read = [.. steps.Children.Select(Step).OrderBy(s => s.At)];
        CheckIds(read);
        return new Scenario(Scalar(members, "name") ?? "unnamed", Scalar(members, "description") ?? "", read);
    }

    private static ScenarioStep Step(YamlNode node)
    {
        var line = node.Start.Line;
        if (node is not YamlMappingNode map)
            throw new ScenarioException(line, "a step is an object such as {at: 1m, start: memory-leak, target: shop/deployment/checkout}");
        var clears = map.Children.Keys.Any(k => k is YamlScalarNode { Value: "clear" });
        var members = Members(map, clears ? ClearKeys : StartKeys);
        var at = Duration(members, "at", line) ?? throw new ScenarioException(line, "at is missing: write the time since the beginning, such as 0s or 5m");
        if (clears)
            return new ScenarioStep(at, null, Scalar(members, "clear"), line);
        var fault = Scalar(members, "start") ?? throw new ScenarioException(line, "a step needs start (a fault) or clear (the id of one)");
        try
        {
            var kind = FaultCatalogue.Find(fault);
            if (kind.Target != FaultTarget.Cluster && Scalar(members, "target") is null)
                throw new ScenarioException(line, $"{fault} needs a target: a {kind.Target}");
            var with = members.TryGetValue("with", out var given)
                ? given is YamlMappingNode mapping
                    ? Members(mapping, [.. kind.Parameters.Select(p => p.Name)]).ToDictionary(m => m.Key, m => (m.Value as YamlScalarNode)?.Value ?? "", StringComparer.Ordinal)
                    : throw new ScenarioException(given.Start.Line, "with is an object of parameters such as {rate: 60}")
                : null;
            return new ScenarioStep(at, new FaultRequest(fault, Scalar(members, "target"), with, Duration(members, "for", line), Scalar(members, "id")), null, line);
        }
        catch (FaultException e)
        {
            throw new ScenarioException(line, e.Message);
        }
    }

    private static void CheckIds(List<ScenarioStep> steps)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (var step in steps)
        {
            if (step.Start?.Id is { } id && !known.Add(id))
                throw new ScenarioException(step.Line, $"id \"{id}\" is used twice");
            if (step.Clear is { } clear && !known.Contains(clear))
                throw new ScenarioException(step.Line, $"clear names \"{clear}\", but no earlier step starts a fault with this id");
        }
    }

    private static Dictionary<string, YamlNode> Members(YamlMappingNode map, string[] allowed)
    {
        var members = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (key, value) in map.Children)
        {
            var name = (key as YamlScalarNode)?.Value ?? "";
            if (!allowed.Contains(name))
            {
                throw new ScenarioException(key.Start.Line, allowed.Length == 0
                    ? $"\"{name}\" is unknown here: there are no parameters" : $"\"{name}\" is unknown here: write one of {string.Join(", ", allowed)}");
            }
            members[name] = value;
        }
        return members;
    }

    private static string? Scalar(Dictionary<string, YamlNode> members, string name) => members.TryGetValue(name, out var node)
        ? (node as YamlScalarNode)?.Value ?? throw new ScenarioException(node.Start.Line, $"{name} must be a text")
        : null;

    private static TimeSpan? Duration(Dictionary<string, YamlNode> members, string name, long line)
    {
        try
        {
            return FaultEndpoints.Duration(name, Scalar(members, name));
        }
        catch (FaultException e)
        {
            throw new ScenarioException(line, e.Message);
        }
    }

    private static string Text(string resource)
    {
        using var stream = typeof(ScenarioFile).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
