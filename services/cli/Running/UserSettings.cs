using Pipeline.Cli.Invocation;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Running;

/// <summary>What the user's own settings (flags, environment, file) say that <c>up</c> must know before it builds the host.</summary>
/// <param name="ConnectionString">Of a PostgreSQL to use instead of the embedded one; null for none.</param>
/// <param name="NamesASource">Whether there is anything to watch.</param>
internal sealed record UserSettings(string? ConnectionString, bool NamesASource)
{
    /// <summary>Reads them; what is wrong in them is said later, by the host, with all the rest.</summary>
    public static UserSettings Read(UpOptions options)
    {
        var given = GivenSettings.Parse(options.Settings);
        if (given.ConfigFile is { } file && !File.Exists(file))
            throw new CommandException(ExitCode.Usage, $"--config {file}: there is no such file.");
        var builder = WebApplication.CreateSlimBuilder();
        builder.AddPipelineDefaults("up", given);
        var connection = builder.Configuration["Database:ConnectionString"];
        var sources = new[] { "Collector:Prometheus", "Collector:Csv", "Access:Tokens", "Access:Users" };
        return new UserSettings(
            string.IsNullOrWhiteSpace(connection) ? null : connection,
            sources.Any(section => builder.Configuration.GetSection(section).GetChildren().Any()));
    }
}
