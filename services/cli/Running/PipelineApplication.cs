using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;

namespace Pipeline.Cli.Running;

/// <summary>Builds the host of one service or of all of them; nothing in a service knows which.</summary>
internal static class PipelineApplication
{
    /// <summary>Builds the host.</summary>
    /// <param name="name">The service, or "up" for all in one process.</param>
    /// <param name="modules">The services in it.</param>
    /// <param name="given">The strongest settings: flags, and what the command decides.</param>
    /// <param name="configure">Adds what the command itself runs beside the services.</param>
    public static WebApplication Build(
        string name, IEnumerable<ServiceModule> modules, GivenSettings given, Action<WebApplicationBuilder>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.AddPipelineDefaults(name, given);
        var chosen = modules.ToList();
        chosen.ForEach(module => module.Add(builder));
        configure?.Invoke(builder);
        builder.AddPipelineBus();
        var app = builder.Build();
        app.MapPipelineHealth();
        chosen.ForEach(module => module.Map(app));
        return app;
    }
}
