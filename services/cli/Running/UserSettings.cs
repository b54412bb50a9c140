using Pipeline.Cli.Invocation;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;
using Pipeline.Simulator;

namespace Pipeline.Cli.Running;

/// <summary>What the user's own settings (flags, environment, file) say that <c>up</c> must know before it builds the host.</summary>
/// <param name="ConnectionString">Of a PostgreSQL to use instead of the embedded one; null for none.</param>
/// <param name="NamesASource">Whether there is anything to watch.</param>
/// <param name="Simulator">What is said of the simulated cluster.</param>
/// <param name="Problems">What is wrong in the settings of the simulated cluster, and of all hosts.</param>
internal sealed record UserSettings(
    string? ConnectionString, bool NamesASource, SimulatorOptions Simulator, IReadOnlyList<SettingProblem> Problems)
{
    /// <summary>Reads them; what is wrong in them is said later, by the host, with all the rest.</summary>
    public static UserSettings Read(UpOptions options) => Read(GivenSettings.Parse(options.Settings), options.Scenario);

    /// <summary>Reads the settings given on a command line, with those of environment and file.</summary>
    /// <param name="given">From the command line.</param>
    /// <param name="scenario">Timeline of faults that stands above the settings; null for none.</param>
    public static UserSettings Read(GivenSettings given, string? scenario)
    {
        if (given.ConfigFile is { } file && !File.Exists(file))
            throw new CommandException(ExitCode.Usage, $"--config {file}: there is no such file.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddPipelineDefaults("up", given);
        var connection = builder.Configuration["Database:ConnectionString"];
        var sources = new[] { "Collector:Prometheus", "Collector:Csv", "Collector:Kubernetes", "Access:Tokens", "Access:Users" };
        builder.AddPipelineOptions<SimulatorOptions>(SimulatorOptions.Section);
        using var services = builder.Services.BuildServiceProvider();
        var settings = services.GetRequiredService<PipelineSettings>();
        var simulator = settings.Peek<SimulatorOptions>();
        simulator.Scenario = scenario ?? simulator.Scenario;
        return new UserSettings(
            string.IsNullOrWhiteSpace(connection) ? null : connection,
            sources.Any(section => builder.Configuration.GetSection(section).GetChildren().Any()), simulator, settings.Problems);
    }
}
