using Pipeline.Dashboard.Decisions;
using Pipeline.Dashboard.Errors;
using Pipeline.Dashboard.Incidents;
using Pipeline.Dashboard.Live;
using Pipeline.Dashboard.Models;
using Pipeline.Dashboard.Status;
using Pipeline.Dashboard.Suppressions;
using Pipeline.Hosting;
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
        builder.AddPipelineOptions<VerificationOptions>(VerificationOptions.Section);
        builder.AddPipelineStore();
        builder.AddPipelineAccess();
        builder.AddPipelineStage("dashboard");
        builder.Services.AddApiErrors();
        builder.Services.ConfigureHttpJsonOptions(json => ApiJson.Apply(json.SerializerOptions));
        builder.Services.AddSingleton<IncidentLookup>();
        builder.Services.AddSingleton<ApprovalDesk>();
        builder.Services.AddSingleton<WordDesk>();
        builder.Services.AddSingleton<ChangeFeed>();
        return builder;
    }

    /// <summary>Maps the API under /api/v1.</summary>
    public static WebApplication MapDashboard(this WebApplication app)
    {
        app.UseApiErrors();
        var api = app.MapGroup("/api/v1").AddEndpointFilter(NoStore);
        api.MapIncidents();
        api.MapDecisions();
        api.MapChanges();
        api.MapStatus();
        api.MapSuppressions();
        api.MapModels();
        return app;
    }

    /// <summary>What stands in an incident is nothing for a cache on the way; the ETag is for decisions.</summary>
    private static ValueTask<object?> NoStore(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return next(context);
    }
}
