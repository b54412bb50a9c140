using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>The options that all writes have.</summary>
/// <param name="DryRun">Everything but the write.</param>
/// <param name="FieldManager">Who owns what is written.</param>
/// <param name="FieldValidation">What becomes of unknown fields.</param>
internal sealed record RequestOptions(bool DryRun, string FieldManager, FieldValidation FieldValidation)
{
    private const int LongestManager = 128;

    /// <summary>Those of a request.</summary>
    /// <param name="kind">"CreateOptions", "UpdateOptions" or "PatchOptions": named in refusals.</param>
    /// <param name="applies">Whether it is an apply, which must name its manager; null for writes that are no patches.</param>
    public static RequestOptions Read(ApiRequest request, string kind, bool? applies = null)
    {
        var problems = new List<FieldProblem>();
        if (applies is false && request.Query("force") is not null)
            problems.Add(FieldProblem.Forbidden("force", "may not be specified for non-apply patch"));
        var manager = request.Query("fieldManager");
        if (applies is true && manager is null)
            problems.Add(FieldProblem.Required("fieldManager", "is required for apply patch"));
        if (manager?.Length > LongestManager)
            problems.Add(FieldProblem.TooLong("fieldManager", LongestManager));
        var dryRun = DryRunOf(request.Http.Request.Query["dryRun"], problems);
        var validation = request.Query("fieldValidation");
        if (validation is not (null or "Ignore" or "Strict" or "Warn"))
            problems.Add(FieldProblem.NotSupported("fieldValidation", validation, "", "Ignore", "Strict", "Warn"));
        if (problems.Count > 0)
            throw Refusal.Invalid(kind, "meta.k8s.io", "", problems);
        return new RequestOptions(dryRun, manager ?? ManagerOf(request.Http.Request.Headers.UserAgent.ToString()), validation switch
        {
            "Ignore" => FieldValidation.Ignore,
            "Strict" => FieldValidation.Strict,
            _ => FieldValidation.Warn,
        });
    }

    /// <summary>Whether nothing is to be written; values that mean nothing are problems.</summary>
    public static bool DryRunOf(IEnumerable<string?> values, List<FieldProblem> problems)
    {
        var all = values.Where(v => !string.IsNullOrEmpty(v)).ToList();
        if (all.Exists(v => v != "All"))
            problems.Add(FieldProblem.NotSupported("dryRun", GoValue.List(all!), "All"));
        return all.Count > 0;
    }

    private static string ManagerOf(string userAgent)
    {
        var name = userAgent.Split('/')[0];
        var printable = string.Concat(name.Where(c => !char.IsControl(c)));
        return printable.Length == 0 ? "unknown" : printable[..Math.Min(printable.Length, LongestManager)];
    }
}

/// <summary>What becomes of fields that the server does not know.</summary>
internal enum FieldValidation
{
    Warn,
    Strict,
    Ignore,
}
