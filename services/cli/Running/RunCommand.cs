using System.CommandLine;
using Pipeline.Hosting;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Running;

/// <summary><c>pipeline run SERVICE</c>: one service alone in this process.</summary>
internal static class RunCommand
{
    public static Command Create()
    {
        var service = new Argument<string>("service") { Description = $"One of {string.Join(", ", ServiceModule.All.Select(m => m.Name))}." };
        service.AcceptOnlyFromAmong([.. ServiceModule.All.Select(m => m.Name)]);
        var command = new Command("run", """
            Runs one service alone, as on many machines: with RabbitMQ and PostgreSQL by its settings.

            Every setting can be given as a flag, an environment variable or in pipeline.yaml, in this order of strength:
              pipeline run detector --config /etc/pipeline.yaml
              pipeline run detector --bus:address amqp://rabbitmq:5672/ --database:connectionString "Host=db;Database=pipeline;Username=pipeline"
              PIPELINE__DATABASE__PASSWORDFILE=/run/secrets/db pipeline run detector
            """)
        {
            service,
        };
        command.TreatUnmatchedTokensAsErrors = false; // they are settings: --section:key value
        command.SetAction((parsed, cancellationToken) =>
        {
            var name = parsed.GetRequiredValue(service);
            var app = PipelineApplication.Build(
                name, ServiceModule.All.Where(m => m.Name == name), GivenSettings.Parse(parsed.UnmatchedTokens));
            return app.RunPipelineAsync(cancellationToken);
        });
        return command;
    }
}
