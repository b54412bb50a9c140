using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;

namespace Pipeline.Simulator.Validation;

/// <summary>The rules of jobs.</summary>
internal static class BatchValidation
{
    private static readonly string[] FieldNames = ["minute", "hour", "day of month", "month", "day of week"];
    private static readonly (int Least, int Most)[] Bounds = [(0, 59), (0, 23), (1, 31), (1, 12), (0, 6)];
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
    private static readonly string[] Descriptors = ["@yearly", "@annually", "@monthly", "@weekly", "@daily", "@midnight", "@hourly"];

    public static void Job(JsonObject spec, string path, Problems problems)
    {
        foreach (var name in (string[])["parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished"])
            problems.NotNegative(spec, name, path);
        problems.OneOf(spec, "completionMode", path, "NonIndexed", "Indexed");
        if (spec.Text("completionMode") == "Indexed" && spec["completions"] is null)
            problems.Add(FieldProblem.Required($"{path}.completions", "when completion mode is Indexed"));
        PodValidation.Template(spec, path, problems);
        if ((string?)spec["template"]?["spec"]?["restartPolicy"] == "Always")
            problems.Add(FieldProblem.Required($"{path}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""));
    }

    /// <summary>Its jobs get names of 11 letters more.</summary>
    public static void CronJobName(string name, Problems problems)
    {
        if (name.Length > 52)
            problems.Add(FieldProblem.Invalid("metadata.name", name, "must be no more than 52 characters"));
    }

    public static void CronJob(JsonObject spec, Problems problems)
    {
        var schedule = spec.Text("schedule") ?? "";
        if (schedule.Length == 0)
            problems.Add(FieldProblem.Required("spec.schedule"));
        else if (Unparsable(schedule) is { } why)
            problems.Add(FieldProblem.Invalid("spec.schedule", schedule, why));
        problems.NotNegative(spec, "startingDeadlineSeconds", "spec");
        problems.OneOf(spec, "concurrencyPolicy", "spec", "Allow", "Forbid", "Replace");
        problems.NotNegative(spec, "successfulJobsHistoryLimit", "spec");
        problems.NotNegative(spec, "failedJobsHistoryLimit", "spec");
        Job(spec["jobTemplate"]?["spec"] as JsonObject ?? [], "spec.jobTemplate.spec", problems);
    }

    /// <summary>Why a cron schedule cannot be read; null when it can.</summary>
    private static string? Unparsable(string schedule)
    {
        if (schedule.StartsWith('@'))
        {
            return Descriptors.Contains(schedule) || schedule.StartsWith("@every ", StringComparison.Ordinal)
                ? null
                : $"unrecognized descriptor: {schedule}";
        }
        var fields = schedule.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != FieldNames.Length)
            return $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        return fields.Select((f, i) => f.Split(',').Select(part => Unparsable(part, i)).FirstOrDefault(why => why is not null))
            .FirstOrDefault(why => why is not null);
    }

    private static string? Unparsable(string part, int field)
    {
        var (least, most) = Bounds[field];
        var (range, step) = part.Split('/') switch
        {
            [var r] => (r, (string?)null),
            [var r, var s] => (r, s),
            _ => ("", "too many slashes"),
        };
        if (step == "too many slashes")
            return $"too many slashes: {part}";
        if (step is not null && Number(step, field) is null or 0)
            return step == "0" ? $"step of range should be a positive number: {part}" : $"failed to parse int from {step}: strconv.Atoi: parsing \"{step}\": invalid syntax";
        if (range is "*" or "?")
            return null;
        var ends = range.Split('-');
        if (ends.Length > 2)
            return $"too many hyphens: {part}";
        var numbers = new List<int>();
        foreach (var end in ends)
        {
            if (Number(end, field) is not { } number)
                return $"failed to parse int from {end}: strconv.Atoi: parsing \"{end}\": invalid syntax";
            numbers.Add(number);
        }
        if (numbers[0] < least)
            return $"beginning of range ({numbers[0]}) below minimum ({least}): {part}";
        if (numbers[^1] > most)
            return $"end of range ({numbers[^1]}) above maximum ({most}): {part}";
        return numbers[0] > numbers[^1] ? $"beginning of range ({numbers[0]}) beyond end of range ({numbers[^1]}): {part}" : null;
    }

    private static int? Number(string text, int field)
    {
        var names = field switch { 3 => Months, 4 => Days, _ => [] };
        if (Array.IndexOf(names, text.ToLowerInvariant()) is var index and >= 0)
            return index + (field == 3 ? 1 : 0);
        return int.TryParse(text, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
