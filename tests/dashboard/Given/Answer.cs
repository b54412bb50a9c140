using System.Net;
using System.Text.Json;

namespace Pipeline.Dashboard.Tests.Given;

/// <summary>An answer of the API, read to its end.</summary>
internal sealed record Answer(HttpStatusCode Status, HttpResponseMessage Response, string Text)
{
    public JsonElement Body => JsonElement.Parse(Text);

    public string? ETag => Response.Headers.ETag?.Tag;

    /// <summary>Checks that it is an error as all are, and gives its sentence.</summary>
    public string Problem(int status, string kind)
    {
        Assert.True((int)Status == status, $"{(int)Status}, not {status}: {Text}");
        Assert.Equal("application/problem+json", Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(
            (status, kind, $"urn:incident-pipeline:problem:{kind}"),
            (Body.GetProperty("status").GetInt32(), Body.GetProperty("kind").GetString(), Body.GetProperty("type").GetString()));
        Assert.DoesNotContain("Exception", Text, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", Text, StringComparison.Ordinal);
        return Body.GetProperty("detail").GetString()!;
    }

    /// <summary>Checks that it is no error.</summary>
    public JsonElement Ok()
    {
        Assert.True(Status == HttpStatusCode.OK, $"{(int)Status}: {Text}");
        return Body;
    }
}
