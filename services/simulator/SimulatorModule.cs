using Pipeline.Hosting.Configuration;

namespace Pipeline.Simulator;

/// <summary>The simulated cluster as a part of a host.</summary>
public static class SimulatorModule
{
    /// <summary>Adds the simulated cluster: it comes up and goes down with the host.</summary>
    public static IHostApplicationBuilder AddSimulator(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<SimulatorOptions>(SimulatorOptions.Section);
        builder.Services.AddHostedService<SimulatorService>();
        return builder;
    }
}
