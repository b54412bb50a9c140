using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Pipeline.Cli.Tests.Api;

/// <summary>A server on loopback that speaks the API as the test tells it to.</summary>
internal sealed class ApiStandIn : IAsyncDisposable
{
    private readonly WebApplication _app;

    private ApiStandIn(WebApplication app) => _app = app;

    public string Url => _app.Urls.Single();

    /// <summary>Bodies of what was posted, by path.</summary>
    public Dictionary<string, JsonNode> Posted { get; } = [];

    public static async Task<ApiStandIn> StartAsync(Action<IEndpointRouteBuilder, ApiStandIn> map)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower)));
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var server = new ApiStandIn(app);
        map(app.MapGroup("/api/v1"), server);
        await app.StartAsync();
        return server;
    }

    /// <summary>An error as the API gives it.</summary>
    public static IResult Problem(int status, string kind, string detail) =>
        Results.Problem(detail, statusCode: status, extensions: new Dictionary<string, object?> { ["kind"] = kind });

    /// <summary>A change of the live stream.</summary>
    public static SseItem<T> Item<T>(T change, long position) => new(change) { EventId = $"{position}" };

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
