using System.Net;
using System.Text;
using System.Text.Json;
using Pipeline.Kubernetes.Json;

namespace Pipeline.Kubernetes.Errors;

/// <summary>Sorts every answer that is no success, once.</summary>
internal static class FailureSorter
{
    private const int LongestText = 500;

    /// <param name="request">"GET /api/v1/pods", for the message.</param>
    /// <param name="isWrite">Whether the request may have changed something if it was carried out.</param>
    /// <param name="code">Of HTTP, or of a Status within a watch.</param>
    /// <param name="body">The start of the body: a Status, plain text, HTML, garbage, nothing.</param>
    /// <param name="retryAfter">The header, already read.</param>
    public static KubernetesException Sort(string request, bool isWrite, int code, ReadOnlySpan<byte> body, TimeSpan? retryAfter = null)
    {
        var status = ReadStatus(body) is { } read ? read with { Code = code } : new ApiStatus { Code = code, Message = Shorten(body) };
        if (retryAfter is null && status.Details?.RetryAfterSeconds is { } seconds and > 0)
            retryAfter = TimeSpan.FromSeconds(seconds);
        return Sort(status, new Failure(request, status, retryAfter), isWrite);
    }

    /// <summary>Sorts a Status that came inside an answer: the ERROR of a watch.</summary>
    public static KubernetesException Sort(string request, ApiStatus status) => Sort(
        status,
        new Failure(request, status, status.Details?.RetryAfterSeconds is { } seconds and > 0 ? TimeSpan.FromSeconds(seconds) : null),
        isWrite: false);

    /// <summary>The Status in a body; null when there is none to be read.</summary>
    public static ApiStatus? ReadStatus(ReadOnlySpan<byte> body)
    {
        body = body.TrimStart(" \t\r\n"u8);
        if (body.IsEmpty || body[0] != '{')
            return null;
        try
        {
            var wire = JsonSerializer.Deserialize<Wire>(body, KubernetesJson.Options)!;
            return wire.Kind is null or "Status" && (wire.Message ?? wire.Reason ?? wire.Status) is not null
                ? new ApiStatus
                {
                    Code = wire.Code,
                    Reason = string.IsNullOrEmpty(wire.Reason) ? null : wire.Reason,
                    Message = wire.Message ?? "",
                    Details = wire.Details,
                    Continue = wire.Metadata.Continue,
                }
                : null;
        }
        catch (JsonException) // cut short, or somebody else's JSON: its text is shown as it is
        {
            return null;
        }
    }

    private static KubernetesException Sort(ApiStatus status, Failure failure, bool isWrite)
    {
        var message = $"{failure.Request}: {status.Code}{(status.Reason is { } reason ? $" {reason}" : "")}: "
            + (status.Message.Length > 0 ? status.Message : NameOf(status.Code));
        return status.Code switch
        {
            401 => new UnauthorizedException(message, failure),
            403 => new ForbiddenException(message, failure),
            404 => new NotFoundException(message, failure),
            0 when status.Reason is "Expired" or "Gone" => new ExpiredException(message, failure),
            409 when status.Reason == "AlreadyExists" => new AlreadyExistsException(message, failure),
            409 => new ConflictException(message, failure),
            410 => new ExpiredException(message, failure),
            422 => new InvalidException(message, failure),
            429 when status.HasCause("DisruptionBudget") => new DisruptionBudgetException(message, failure),
            429 => new TooManyRequestsException(message, failure),
            408 or 504 => new RequestTimeoutException(message, failure) { MayHaveTakenEffect = isWrite },
            >= 500 when status.Reason is "Timeout" or "ServerTimeout" =>
                new RequestTimeoutException(message, failure) { MayHaveTakenEffect = isWrite },
            >= 500 => new ServerErrorException(message, failure) { MayHaveTakenEffect = isWrite },
            >= 400 => new BadRequestException(message, failure),
            _ => new UnexpectedAnswerException(message, failure),
        };
    }

    private static string NameOf(int code) => Enum.IsDefined((HttpStatusCode)code) ? $"{(HttpStatusCode)code}, without a word" : "without a word";

    private static string Shorten(ReadOnlySpan<byte> body)
    {
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, LongestText * 4)]);
        var line = string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(Printable));
        return line.Length <= LongestText ? line : line[..LongestText] + "…";
    }

    private static string Printable(string word) => word.Any(char.IsControl) ? string.Concat(word.Where(c => !char.IsControl(c))) : word;

    private sealed record Wire
    {
        public string? Kind { get; init; }

        public string? Status { get; init; }

        public string? Message { get; init; }

        public string? Reason { get; init; }

        public StatusDetails? Details { get; init; }

        public int Code { get; init; }

        public WireMetadata Metadata { get; init; } = new();
    }

    private sealed record WireMetadata
    {
        public string? Continue { get; init; }
    }
}
