using Pipeline.Approver.Activation;
using Pipeline.Approver.Deciding;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Stages;
using Pipeline.Hosting.Store;

namespace Pipeline.Approver;

/// <summary>The stage that asks the policy, and the people whom the policy names.</summary>
public static class ApproverModule
{
    /// <summary>Adds the approver. Call it before the bus is added.</summary>
    public static IHostApplicationBuilder AddApprover(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<ApproverOptions>("Approver");
        builder.AddPipelineStore();
        builder.Services.AddSingleton<PolicySource>();
        builder.Services.AddSingleton<GovernanceLog>();
        builder.Services.AddSingleton<PolicyInForce>();
        builder.Services.AddHostedService<PolicyWatch>();
        builder.AddPipelineStage("approver").Consumes<DecideIncidentConsumer>();
        return builder;
    }
}
