using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tests.Serving;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>All recorded exchanges with a real API server are sent to the simulated one, in order, and the answers compared.</summary>
public sealed class The_recorded_exchanges
{
    private const string RecordedHost = "192.0.2.10:16443"; // discovery names it
    private static readonly string[] Headers = ["content-type", "warning", "retry-after", "location"];
    private readonly HurriedClock _wall = new(new DateTimeOffset(2026, 11, 20, 9, 56, 0, TimeSpan.Zero), speed: 50);
    private readonly Translation _translation = new();

    [Fact]
    public async Task Are_answered_alike_but_for_the_differences_that_are_known()
    {
        await using var server = await TestServer.StartAsync(_wall, (cluster, loop) =>
            ApiSurface.Endpoints(cluster, cluster.Resources, loop, _wall, new NoKubelets(), null, new SimulatedShell(loop)));
        var (controllers, unrecorded) = (new RecordedControllers(server.Cluster), new Unrecorded(server.Cluster));
        var (unexpected, agreed) = (new List<string>(), 0);
        foreach (var exchange in Exchange.All)
        {
            var difference = Prepare(controllers, unrecorded, exchange) ?? await ReplayAsync(server, unrecorded, exchange);
            agreed += difference is null ? 1 : 0;
            if (difference is not null && !KnownDifferences.All.ContainsKey(exchange.Name))
                unexpected.Add($"{exchange}: {difference}");
            else if (difference is null && KnownDifferences.All.ContainsKey(exchange.Name))
                unexpected.Add($"{exchange} agrees now: it is no known difference any more");
        }
        Assert.True(unexpected.Count == 0, $"{agreed} of {Exchange.All.Count} agree\n{string.Join('\n', unexpected)}");
        Assert.Empty(server.Faults);
        Assert.Equal(Exchange.All.Count, agreed + KnownDifferences.All.Count);
    }

    private static string? Prepare(RecordedControllers controllers, Unrecorded unrecorded, Exchange exchange)
    {
        try
        {
            unrecorded.Before(exchange.Name);
            controllers.Before(exchange);
            return null;
        }
        catch (StatusException e)
        {
            return $"what came before it was refused: {e.Message}";
        }
    }

    private async Task<string?> ReplayAsync(TestServer server, Unrecorded unrecorded, Exchange exchange)
    {
        using var request = Request(server, exchange);
        using var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        if (exchange.IsWatch && (int)response.StatusCode == 200)
        {
            foreach (var action in unrecorded.During(exchange.Name))
                action();
        }
        var text = await response.Content.ReadAsStringAsync();
        var body = Read(text, response.Content.Headers.ContentType?.MediaType, exchange.IsWatch);
        _translation.Learn(exchange.Response["body"], body);
        return Difference(exchange, response, body);
    }

    private static string? Difference(Exchange exchange, HttpResponseMessage response, JsonNode? body)
    {
        if ((int)response.StatusCode != exchange.Status)
            return $"status {(int)response.StatusCode} instead of {exchange.Status}: {body?.ToJsonString()[..Math.Min(500, body.ToJsonString().Length)]}";
        var recorded = exchange.Response["headers"]!.AsObject();
        foreach (var header in Headers)
        {
            var (wanted, found) = ((string?)recorded[header], Header(response, header));
            if (wanted != found && !(exchange.Status == 204 && header == "content-type"))
                return $"header {header} is '{found}' instead of '{wanted}'";
        }
        var (expected, actual) = (Shape.Of(exchange.Response["body"]), Shape.Of(body));
        return exchange.IsWatch
            ? Shape.Difference(WithoutRepeatedBookmarks(expected), WithoutRepeatedBookmarks(actual))
            : Shape.Difference(expected, actual);
    }

    /// <summary>How many bookmarks come towards the end of a watch differs from one run to the next.</summary>
    private static JsonArray WithoutRepeatedBookmarks(JsonNode? events)
    {
        var result = new JsonArray();
        foreach (var e in events?.AsArray() ?? [])
        {
            var plain = (string?)e?["type"] == "BOOKMARK" && (string?)result.LastOrDefault()?["type"] == "BOOKMARK" && e["object"]?["metadata"]?["annotations"] is null;
            if (!plain)
                result.Add(e?.DeepClone());
        }
        return result;
    }

    private HttpRequestMessage Request(TestServer server, Exchange exchange)
    {
        var path = _translation.Path(exchange.Target, exchange.IsWatch, server.Cluster.Store);
        var request = new HttpRequestMessage(new HttpMethod(exchange.Method), path);
        request.Headers.Host = RecordedHost;
        request.Headers.TryAddWithoutValidation("User-Agent", "golden-recorder/1.0");
        var headers = exchange.Request["headers"]!.AsObject();
        foreach (var (name, value) in headers.Where(h => !h.Key.Equals("content-type", StringComparison.OrdinalIgnoreCase)))
            request.Headers.TryAddWithoutValidation(name, (string)value!);
        if (Content(exchange, Current(server.Cluster.Store, server, exchange)) is { } body)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            if ((string?)headers["Content-Type"] is { } type)
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }
        return request;
    }

    private string? Content(Exchange exchange, StoredObject? current)
    {
        var body = exchange.Request["body"];
        if (body is JsonValue text && text.TryGetValue<string>(out var raw))
            return raw;
        var json = _translation.Body(body, current)?.ToJsonString(GoJson.Options);
        return json is null ? null : System.Text.RegularExpressions.Regex.Replace(json, "\"<([0-9]+) times x>\"", m => $"\"{new string('x', int.Parse(m.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture))}\"");
    }

    private static StoredObject? Current(ObjectStore store, TestServer server, Exchange exchange)
    {
        var info = Pipeline.Simulator.Serving.RequestInfo.Parse(exchange.Method, exchange.Target.Split('?')[0], false, null);
        return server.Cluster.Resources.Find(info.Group, info.Version, info.Resource) is { } definition
            ? store.Find(definition.Stored, definition.Kind.Namespaced ? info.Namespace : "", info.Name)
            : null;
    }

    private static JsonNode? Read(string text, string? mediaType, bool watch)
    {
        if (mediaType != "application/json")
            return JsonValue.Create(text);
        return watch
            ? new JsonArray([.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line))])
            : text.Length == 0 ? null : JsonNode.Parse(text);
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) || response.Content.Headers.TryGetValues(name, out values) ? string.Join(", ", values) : null;
}
