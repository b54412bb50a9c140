using System.ComponentModel.DataAnnotations;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Executor.Notifying;

/// <summary>Where notifications go and how.</summary>
public sealed class NotifyOptions : IValidatableObject
{
    /// <summary>What stands for the incident's id in <see cref="IncidentLink"/>.</summary>
    public const string IncidentPlaceholder = "{incident}";

    private const int MinimumKeyLength = 16;

    /// <summary>The webhook, http or https; a secret, since whoever knows it can post. Without it no notification can be sent.</summary>
    [Secret]
    public string? Url { get; init; }

    /// <summary>Further headers, one "Name: value" per line, such as Authorization. None by default.</summary>
    [Secret]
    public string? Headers { get; init; }

    /// <summary>Key of the signature header, 16 characters or more; without it there is no signature.</summary>
    [Secret]
    public string? SigningKey { get; init; }

    /// <summary>
    /// Whether the receiver drops a second request with the same Idempotency-Key. If not, a notification in doubt is not
    /// sent again, and a person must look. True by default.
    /// </summary>
    public bool ReceiverHonoursKeys { get; init; } = true;

    /// <summary>How long reaching the receiver may take. 5 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:01:00")]
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a whole request may take; less than the catalogue's 30 seconds. 10 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:00.100", "00:00:29")]
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>A page for people about the incident, with {incident} for its id. No link by default.</summary>
    public string? IncidentLink { get; init; }

    /// <summary>The webhook's address; null when it is not set.</summary>
    internal Uri? Address => string.IsNullOrEmpty(Url) ? null : new Uri(Url);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!string.IsNullOrEmpty(Url) && !IsWeb(Url))
            yield return new ValidationResult("actions:notify:url must be an absolute address that starts with http:// or https://", [nameof(Url)]);
        if (SigningKey is { Length: < MinimumKeyLength })
            yield return new ValidationResult(
                $"actions:notify:signingKey has {SigningKey.Length} characters, {MinimumKeyLength} are needed; make one with: openssl rand -hex 32",
                [nameof(SigningKey)]);
        if (IncidentLink is not null && (!IncidentLink.Contains(IncidentPlaceholder, StringComparison.Ordinal) || !IsWeb(IncidentLink)))
            yield return new ValidationResult(
                $"actions:notify:incidentLink is \"{IncidentLink}\", must be an http or https address with {IncidentPlaceholder} for the incident's id",
                [nameof(IncidentLink)]);
        if (ConnectTimeout > Timeout)
            yield return new ValidationResult(
                "actions:notify:connectTimeout must not be longer than actions:notify:timeout", [nameof(ConnectTimeout)]);
        foreach (var problem in RequestHeaders.Problems(Headers))
            yield return new ValidationResult($"actions:notify:headers {problem}", [nameof(Headers)]);
    }

    private static bool IsWeb(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps);
}
