using System.Text.Json.Serialization;
using Pipeline.Incidents.Governance;

namespace Pipeline.Dashboard.Suppressions;

/// <summary>A wish to suppress symptoms.</summary>
/// <param name="Namespace">Of the owner; "*" and "?" are wildcards; all when left out.</param>
/// <param name="Owner">Kind/name, such as Deployment/cart; with wildcards; all when left out.</param>
/// <param name="FailureClass">Such as high-latency; all when left out.</param>
/// <param name="Metric">Of the metric, alert or state; with wildcards; all when left out.</param>
/// <param name="Reason">Why; required.</param>
/// <param name="Minutes">How long, more than 0 and at most 44,640 (31 days); required.</param>
/// <param name="UntilClear">Whether it also ends with the first symptom in its scope that is over.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record SuppressRequest(
    string? Namespace, string? Owner, string? FailureClass, string? Metric, string? Reason, double? Minutes, bool UntilClear = false);

/// <summary>A suppression.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Namespace">Null for all.</param>
/// <param name="Owner">Null for all.</param>
/// <param name="FailureClass">Null for all.</param>
/// <param name="Metric">Null for all.</param>
/// <param name="Scope">The four in one line.</param>
/// <param name="Reason">Why; masked.</param>
/// <param name="By">Who said so.</param>
/// <param name="Since">From when on.</param>
/// <param name="Until">When it ends by itself.</param>
/// <param name="UntilClear">Whether it also ends with the first symptom in its scope that is over.</param>
public sealed record SuppressionDocument(
    Guid Id, string? Namespace, string? Owner, string? FailureClass, string? Metric, string Scope, string Reason, string By, DateTimeOffset Since,
    DateTimeOffset Until, bool UntilClear)
{
    /// <summary>As the API shows it.</summary>
    public static SuppressionDocument Of(Suppression suppression) => new(
        suppression.Id, suppression.Scope.Namespace, suppression.Scope.Owner, suppression.Scope.FailureClass, suppression.Scope.Metric,
        suppression.Scope.ToString(), suppression.Reason, suppression.By.Name, suppression.Since, suppression.Until, suppression.UntilClear);
}
