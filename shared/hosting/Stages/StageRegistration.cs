using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Pipeline.Hosting.Stages;

/// <summary>Registers the stages of a process.</summary>
public static class StageRegistration
{
    /// <summary>Adds a stage; its consumers are named on what is returned, before <c>AddPipelineBus</c>.</summary>
    public static PipelineStage AddPipelineStage(this IHostApplicationBuilder builder, string name)
    {
        var stage = new PipelineStage(name);
        builder.Services.AddSingleton(stage);
        return stage;
    }

    internal static IReadOnlyList<PipelineStage> Stages(this IServiceCollection services) =>
        [.. services.Select(service => service.ImplementationInstance).OfType<PipelineStage>()];
}
