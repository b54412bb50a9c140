using System.Text.Json;
using System.Text.Json.Serialization;
using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Incidents;
using Pipeline.Dashboard.Live;
using Pipeline.Dashboard.Status;
using Pipeline.Hosting.Authentication;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;
using Pipeline.IncidentStore.Deciding;

namespace Pipeline.Dashboard;

/// <summary>The API: incidents, decisions, live changes, status.</summary>
public static class DashboardModule
{
    /// <summary>Adds the stage with what it stores and whom it lets in.</summary>
    public static IHostApplicationBuilder AddDashboard(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<DashboardOptions>("Dashboard");
        builder.AddPipelineStore();
        builder.AddPipelineAccess();
        builder.AddPipelineStage("dashboard");
        builder.Services.ConfigureHttpJsonOptions(json =>
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower)));
        builder.Services.AddSingleton<IncidentLookup>();
        builder.Services.AddSingleton<ApprovalDesk>();
        builder.Services.AddSingleton<ChangeFeed>();
        return builder;
    }

    /// <summary>Maps the API under /api/v1.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        var api = app.MapGroup("/api/v1");
        api.MapIncidents();
        api.MapDecisions();
        api.MapChanges();
        api.MapStatus();
        return app;
    }
}
