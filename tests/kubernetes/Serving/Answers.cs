using Microsoft.AspNetCore.Http;

namespace Pipeline.Kubernetes.Tests.Serving;

internal static class Answers
{
    public static async Task SayAsync(this HttpContext context, int code, string body, string contentType = "application/json", int? retryAfter = null)
    {
        context.Response.StatusCode = code;
        context.Response.ContentType = contentType;
        if (retryAfter is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.WriteAsync(body);
    }

    public static Task FailAsync(this HttpContext context, int code, string reason, string message = "no", int? retryAfter = null) =>
        context.SayAsync(
            code,
            $$"""{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Failure","message":"{{message}}","reason":"{{reason}}","code":{{code}}}""",
            retryAfter: retryAfter);

    public static string Pod(string name, string version = "1", string more = "") =>
        $$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"shop","uid":"uid-{{{name}}}","resourceVersion":"{{{version}}}"{{{more}}} },"spec":{"nodeName":"n1"},"status":{"phase":"Running"}}""";

    public static string List(string version, IEnumerable<string> items, string? next = null) =>
        $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{version}}"{{(next is null ? "" : $",\"continue\":\"{next}\"")}}},"items":[{{string.Join(',', items)}}]}""";
}
