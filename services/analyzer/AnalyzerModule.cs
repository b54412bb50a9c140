using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Catalogue;
using Pipeline.Analyzer.Consumers;
using Pipeline.Analyzer.Planning;
using Pipeline.Analyzer.Reasoning;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

namespace Pipeline.Analyzer;

/// <summary>The stage that says what is wrong and why, proposes, verifies and tells the story.</summary>
public static class AnalyzerModule
{
    /// <summary>Adds the analyzer. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddAnalyzer(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<AnalyzerOptions>("Analyzer");
        builder.AddPipelineStore();
        builder.Services.TryAddSingleton(ActionCatalogue.BuiltIn);
        builder.Services.AddSingleton(Rulebook.BuiltIn);
        builder.Services.AddSingleton(services => new PlanningMeans(
            services.GetRequiredService<IOptions<AnalyzerOptions>>().Value.CanNotify
            ?? HasWebhook(services.GetRequiredService<IConfiguration>())));
        builder.Services.AddSingleton<Planner>();
        builder.Services.AddSingleton<Analyst>();
        builder.AddPipelineStage("analyzer")
            .Consumes<AnalyzeIncidentConsumer>()
            .Consumes<VerifyIncidentConsumer>()
            .Consumes<SummariseIncidentConsumer>();
        return builder;
    }

    /// <summary>The executor's settings, where they are this process's as well; a webhook may stand in a file.</summary>
    private static bool HasWebhook(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["Actions:Notify:Url"]) || !string.IsNullOrEmpty(configuration["Actions:Notify:UrlFile"]);
}
