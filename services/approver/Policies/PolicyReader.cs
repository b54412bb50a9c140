using System.Globalization;
using System.Text;
using System.Text.Json;
using Pipeline.Canonical;
using Pipeline.Incidents.Approval;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Approver.Policies;

/// <summary>Reads a policy strictly: what it does not know is an error, and all errors are said at once.</summary>
public static class PolicyReader
{
    /// <summary>The version of the format that is written in every document.</summary>
    public const int Version = 1;

    /// <summary>Bytes of a document.</summary>
    public const int MaximumBytes = 32 * 1024;

    private const int MostRules = 200;
    private const int MostApprovals = 10;
    private const int LongestEncoded = 60 * 1024;

    private static readonly string[] Verdicts = ["automatic", "approval", "refuse"];

    /// <summary>Reads a document.</summary>
    /// <param name="text">YAML.</param>
    /// <param name="origin">The file's name; part of every message.</param>
    /// <exception cref="PolicyException">Something is wrong with it; the message says all of it, with lines.</exception>
    public static Policy Read(string text, string origin)
    {
        var problems = new PolicyProblems(origin);
        var rules = Rules(text, problems);
        problems.ThrowIfAny();
        return new Policy { Rules = rules, Text = text, Hash = ContentHash.Of(Encoding.UTF8.GetBytes(text)), Origin = origin };
    }

    private static List<PolicyRule> Rules(string text, PolicyProblems problems)
    {
        // the text becomes an event, and an event holds 64 KiB of JSON
        if (Encoding.UTF8.GetByteCount(text) > MaximumBytes || JsonEncodedText.Encode(text).EncodedUtf8Bytes.Length > LongestEncoded)
        {
            problems.Add(1, $"the policy is longer than {MaximumBytes / 1024} KiB; say it with fewer rules");
            return [];
        }

        if (PolicyDocument.Load(text, problems) is not { } root)
            return [];
        var keys = PolicyMapping.Of(root, "", ["version", "rules"], problems);
        if (keys is null)
            return [];
        if (keys.Scalar("version", "1") is { } version && version.Value != Version.ToString(CultureInfo.InvariantCulture))
            problems.Add(version, $"version is \"{version.Value}\"; this program reads version {Version}");
        else if (!keys.Has("version"))
            problems.Add(root, "version is missing; write \"version: 1\" at the top");
        if (!keys.Has("rules"))
            problems.Add(root, "rules is missing; write a list, or \"rules: []\" to have people asked always");
        var items = keys.List("rules");
        if (items.Count > MostRules)
            problems.Add(items[MostRules], $"there are {items.Count} rules; at most {MostRules}");
        var rules = items.Take(MostRules).Select((item, index) => Rule(item, $"rules[{index}]", problems)).ToList();
        CheckNames(items, rules, problems);
        CheckReach(items, rules, problems);
        return [.. rules.OfType<PolicyRule>()];
    }

    private static PolicyRule? Rule(YamlNode node, string path, PolicyProblems problems)
    {
        var before = problems.Count;
        var keys = PolicyMapping.Of(node, path, ["name", "when", "then", "approvals"], problems);
        if (keys is null)
            return null;
        var name = keys.Scalar("name", "a word of its own");
        if (!keys.Has("name"))
            problems.Add(node, $"{path}.name is missing; decisions are recorded by it");
        else if (name is { Value: "" or Policy.DefaultRule } or { Value.Length: > 100 })
            problems.Add(name, $"{path}.name is \"{name.Value}\"; it must be 1 to 100 characters and not \"{Policy.DefaultRule}\", which means that no rule fits");
        var then = keys.Scalar("then", string.Join(", ", Verdicts));
        if (!keys.Has("then"))
            problems.Add(node, $"{path}.then is missing; it is one of {string.Join(", ", Verdicts)}");
        else if (then is not null && !Verdicts.Contains(then.Value))
            problems.Add(then, $"{path}.then is \"{then.Value}\"; it must be one of {string.Join(", ", Verdicts)}");
        var approvals = Approvals(keys, path, then?.Value, problems);
        var when = keys.Node("when") is { } condition ? PolicyConditionReader.Read(condition, $"{path}.when", problems) : PolicyCondition.Always;
        return problems.Count > before
            ? null
            : new PolicyRule(name!.Value!, when, Enum.Parse<PolicyVerdict>(then!.Value!, ignoreCase: true), approvals);
    }

    private static int Approvals(PolicyMapping keys, string path, string? then, PolicyProblems problems)
    {
        if (!keys.Has("approvals"))
            return then == "approval" ? 1 : 0;
        if (keys.Scalar("approvals", "a number of people") is not { } node)
            return 0;
        if (then != "approval")
            problems.Add(node, $"{path}.approvals is given, and then is \"{then}\"; only \"then: approval\" asks people");
        if (int.TryParse(node.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MostApprovals)
            return count;
        problems.Add(node, $"{path}.approvals is \"{node.Value}\"; it must be a whole number from 1 to {MostApprovals}");
        return 0;
    }

    private static void CheckNames(IReadOnlyList<YamlNode> items, List<PolicyRule?> rules, PolicyProblems problems)
    {
        var seen = new Dictionary<string, long>(StringComparer.Ordinal);
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i] is { } rule && !seen.TryAdd(rule.Name, items[i].Start.Line))
                problems.Add(items[i], $"rules[{i}].name is \"{rule.Name}\", as in line {seen[rule.Name]}; give it a name of its own");
        }
    }

    private static void CheckReach(IReadOnlyList<YamlNode> items, List<PolicyRule?> rules, PolicyProblems problems)
    {
        var all = rules.FindIndex(r => r is { When.IsAlways: true });
        if (all >= 0 && all + 1 < rules.Count)
            problems.Add(items[all + 1], $"rules[{all + 1}] is never reached: rule \"{rules[all]!.Name}\" in line {items[all].Start.Line} fits everything; move that one to the end, or give it a \"when\"");
    }
}
