using Microsoft.Extensions.DependencyInjection.Extensions;
using Pipeline.Actions.Catalogue;
using Pipeline.Actions.Guarding;
using Pipeline.Actions.Performing;
using Pipeline.EventStore.Contents;
using Pipeline.Executor.Diagnosing;
using Pipeline.Executor.Executing;
using Pipeline.Executor.Notifying;
using Pipeline.Executor.Rehearsing;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

namespace Pipeline.Executor;

/// <summary>The executor: rehearses plans before the decision, carries out what was approved.</summary>
public static class ExecutorModule
{
    /// <summary>Adds the stage with the stores. The host brings the defaults and the bus.</summary>
    public static IHostApplicationBuilder AddExecutor(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<ExecutorOptions>(ExecutorOptions.Section);
        builder.AddPipelineOptions<ActionOptions>(ActionOptions.Section);
        builder.AddPipelineOptions<VerificationOptions>(VerificationOptions.Section);
        builder.AddPipelineStore();
        builder.Services.AddExecution();
        builder.AddPipelineStage("executor").Consumes<RehearsePlanConsumer>().Consumes<ExecutePlanConsumer>();
        return builder;
    }

    /// <summary>Adds what executes, without settings and messages.</summary>
    public static IServiceCollection AddExecution(this IServiceCollection services)
    {
        services.TryAddSingleton(ActionCatalogue.BuiltIn);
        services.AddSingleton<WebhookSender>();
        services.AddSingleton<IAction, NotifyOnlyAction>();
        services.AddSingleton<IAction, CollectDiagnosticsAction>();
        services.AddSingleton<ActionSet>();
        services.AddSingleton<IActionGuard, OwnClusterGuard>();
        services.AddSingleton<Guards>();
        services.AddSingleton<Looking>();
        services.AddSingleton<ShutdownGrace>();
        services.AddSingleton<ActionRequests>();
        services.AddSingleton<ExecutionMetrics>();
        services.AddSingleton<AttemptStart>();
        services.AddSingleton<AttemptRun>();
        services.AddSingleton<OutcomeRecorder>();
        services.AddSingleton<PlanExecutor>();
        services.AddSingleton<PlanRehearsal>();
        services.TryAddSingleton<Payloads>();
        return services;
    }
}
