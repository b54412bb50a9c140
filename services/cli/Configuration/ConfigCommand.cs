using System.CommandLine;
using Pipeline.Cli.Invocation;
using Pipeline.Cli.Running;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Configuration;

/// <summary><c>pipeline config</c>: what can be set, and whether what is set is right.</summary>
internal static class ConfigCommand
{
    public static Command Create(CliEnvironment environment) =>
        new("config", "What can be set, and whether what is set is right.") { Reference(environment), Check(environment) };

    private static Command Reference(CliEnvironment environment)
    {
        var command = new Command("reference", """
            Print every setting with its default, what is allowed and what it does, as Markdown.

              pipeline config reference > configuration.md
            """);
        command.Does(async (_, cancellationToken) =>
        {
            await environment.Terminal.Output.WriteAsync(SettingsReference.Markdown(SettingsCatalogue.Read()).AsMemory(), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Check(CliEnvironment environment)
    {
        var service = new Option<string?>("--service")
        {
            Description = $"As which service: {string.Join(", ", ServiceModule.All.Select(m => m.Name))}; all of them when left out.",
            HelpName = "SERVICE",
        };
        service.AcceptOnlyFromAmong([.. ServiceModule.All.Select(m => m.Name)]);
        var command = new Command("check", """
            Read the settings as a service would, and name everything that is wrong; nothing is started. Ends with 1 then.

              pipeline config check --config /etc/pipeline.yaml
              pipeline config check --service detector --config pipeline.yaml --detector:sensitivity 2
            """)
        {
            service,
        };
        command.TreatUnmatchedTokensAsErrors = false; // they are settings: --section:key value
        command.Does(async (parsed, cancellationToken) =>
        {
            var name = parsed.GetValue(service);
            var problems = SettingsCheck.Problems(
                ServiceModule.All.Where(m => name is null || m.Name == name), GivenSettings.Parse(parsed.UnmatchedTokens));
            foreach (var problem in problems)
                environment.Terminal.Complain(problem.ToString());
            if (problems.Count > 0)
                return ExitCode.Error;
            await environment.Terminal.Output.WriteLineAsync($"The settings of {name ?? "all services"} are valid.".AsMemory(), cancellationToken);
            return ExitCode.Ok;
        });
        return command;
    }
}
