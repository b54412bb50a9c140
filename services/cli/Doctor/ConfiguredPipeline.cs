using Pipeline.Cli.Running;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Doctor;

/// <summary>What environment and pipeline.yaml say, read as the services would read it.</summary>
/// <param name="Problems">All that is wrong in the settings.</param>
/// <param name="Database">The database that they name; null for the embedded one.</param>
/// <param name="Bus">The broker that they name; null for none.</param>
internal sealed record ConfiguredPipeline(IReadOnlyList<SettingProblem> Problems, DatabaseOptions? Database, BusOptions? Bus)
{
    /// <summary>Reads them.</summary>
    /// <param name="folder">The data folder, for what <c>up</c> would decide itself.</param>
    /// <param name="configFile">The settings file; null to look at the environment, and then for pipeline.yaml.</param>
    public static ConfiguredPipeline Read(string folder, string? configFile)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddPipelineDefaults("doctor", new GivenSettings { ConfigFile = configFile });
        var hasDatabase = !string.IsNullOrWhiteSpace(builder.Configuration["Database:ConnectionString"]);
        var hasBroker = !string.IsNullOrWhiteSpace(builder.Configuration["Bus:Address"]);
        IList<IConfigurationSource> sources = builder.Configuration.Sources;
        sources.Insert(0, DecidedByUp(folder)); // weaker than all that people wrote
        foreach (var module in ServiceModule.All)
            module.Add(builder);
        builder.AddPipelineBus(); // knows the settings of its workers; nothing is started
        using var provider = builder.Services.BuildServiceProvider();
        var settings = provider.GetRequiredService<PipelineSettings>();
        return new ConfiguredPipeline(
            settings.Problems, hasDatabase ? settings.Peek<DatabaseOptions>() : null, hasBroker ? settings.Peek<BusOptions>() : null);
    }

    private static GivenSettings DecidedByUp(string folder)
    {
        var options = new UpOptions(folder, Port: null, Replay: null, Speed: "", WarmUp: default, Settings: []);
        var decided = UpSettings.Of(options, "Host=127.0.0.1", new Uri("http://127.0.0.1:8080"), token: "");
        return decided with { Settings = [.. decided.Settings.Where(setting => setting.Key is not "Bus:Transport")] };
    }
}
