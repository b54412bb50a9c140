using System.Globalization;
using Pipeline.Contracts;
using Pipeline.Incidents.Plans;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Approver.Policies;

/// <summary>Reads the "when" of a rule.</summary>
internal static class PolicyConditionReader
{
    private static readonly string[] Keys =
        ["action", "entity", "severity", "risk", "failure-class", "cluster", "min-confidence", "max-confidence"];

    public static PolicyCondition Read(YamlNode node, string path, PolicyProblems problems)
    {
        if (PolicyMapping.Of(node, path, Keys, problems) is not { } keys)
            return PolicyCondition.Always;
        var entity = keys.Node("entity") is { } inner
            ? PolicyMapping.Of(inner, $"{path}.entity", ["kind", "namespace", "name"], problems)
            : null;
        var (least, most) = (Confidence(keys, "min-confidence", path, problems), Confidence(keys, "max-confidence", path, problems));
        if (least > most)
            problems.Add(keys.Node("min-confidence")!, string.Create(
                CultureInfo.InvariantCulture, $"{path}.min-confidence is {least} and max-confidence {most}; nothing is between them"));
        return new PolicyCondition
        {
            Actions = Globs(keys, "action", path, problems),
            Kinds = Globs(entity, "kind", $"{path}.entity", problems),
            Namespaces = Globs(entity, "namespace", $"{path}.entity", problems),
            Names = Globs(entity, "name", $"{path}.entity", problems),
            Severities = Words<Severity>(keys, "severity", path, problems),
            Risks = Words<RiskLevel>(keys, "risk", path, problems),
            FailureClasses = Globs(keys, "failure-class", path, problems),
            Clusters = Globs(keys, "cluster", path, problems),
            MinConfidence = least,
            MaxConfidence = most,
        };
    }

    private static List<Glob> Globs(PolicyMapping? keys, string key, string path, PolicyProblems problems)
    {
        var globs = new List<Glob>();
        foreach (var node in keys?.OneOrMany(key, "a name, in which * stands for any characters and ? for one") ?? [])
        {
            if (node.Value is { Length: >= 1 and <= Glob.Longest } pattern)
                globs.Add(new Glob(pattern));
            else
                problems.Add(node, $"{path}.{key} must be 1 to {Glob.Longest} characters; \"*\" fits everything");
        }

        return globs;
    }

    private static List<T> Words<T>(PolicyMapping keys, string key, string path, PolicyProblems problems) where T : struct, Enum
    {
        var known = Enum.GetNames<T>().Select(n => n.ToLowerInvariant()).ToList();
        var words = new List<T>();
        foreach (var node in keys.OneOrMany(key, string.Join(", ", known)))
        {
            if (known.Contains(node.Value ?? ""))
                words.Add(Enum.Parse<T>(node.Value!, ignoreCase: true));
            else
                problems.Add(node, $"{path}.{key} is \"{node.Value}\"; it must be one of {string.Join(", ", known)}");
        }

        return words;
    }

    private static double? Confidence(PolicyMapping keys, string key, string path, PolicyProblems problems)
    {
        if (keys.Scalar(key, "a number from 0 to 1") is not { } node)
            return null;
        if (double.TryParse(node.Value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1)
            return value;
        problems.Add(node, $"{path}.{key} is \"{node.Value}\"; it must be a number from 0 to 1");
        return null;
    }
}
