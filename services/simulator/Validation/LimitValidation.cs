using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Values;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of a LimitRange: its amounts may not contradict each other.</summary>
internal static class LimitValidation
{
    public static void Check(JsonObject spec, Problems problems)
    {
        var index = 0;
        foreach (var limit in spec.Objects("limits"))
        {
            var at = $"spec.limits[{index++}]";
            var names = ((string[])["max", "min", "default", "defaultRequest"])
                .SelectMany(part => (limit[part] as JsonObject ?? []).Select(p => p.Key)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);
            foreach (var name in names.ToList())
            {
                Compare(limit, name, at, problems, "min", "min value", "max", "max value", "min");
                Compare(limit, name, at, problems, "min", "min value", "defaultRequest", "default request value", "defaultRequest");
                Compare(limit, name, at, problems, "defaultRequest", "default request value", "max", "max value", "defaultRequest");
                Compare(limit, name, at, problems, "defaultRequest", "default request value", "default", "default limit value", "defaultRequest");
                Compare(limit, name, at, problems, "min", "min value", "default", "default value", "default");
                Compare(limit, name, at, problems, "default", "default value", "max", "max value", "default");
            }
        }
    }

    /// <param name="blamed">The part whose field and value the problem names.</param>
    private static void Compare(
        JsonObject limit, string name, string at, Problems problems, string small, string smallWords, string large, string largeWords, string blamed)
    {
        if (limit[small]?[name]?.ToString() is { } less && limit[large]?[name]?.ToString() is { } more
            && Quantity.TryParse(less, out var low) && Quantity.TryParse(more, out var high) && low.Value > high.Value)
        {
            problems.Add(FieldProblem.Invalid(
                $"{at}.{blamed}[{name}]", limit[blamed]![name]!.ToString(), $"{smallWords} {less} is greater than {largeWords} {more}"));
        }
    }
}
