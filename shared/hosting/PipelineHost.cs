using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Store;

namespace Pipeline.Hosting;

/// <summary>Runs a host to its end.</summary>
public static partial class PipelineHost
{
    /// <summary>Runs until the process is told to stop.</summary>
    /// <returns>The exit code: 0; 1 when the database belongs to another cluster or program; 2 when settings are wrong. The log says why.</returns>
    public static async Task<int> RunPipelineAsync(this WebApplication app, CancellationToken cancellationToken = default)
    {
        await using (app)
        {
            if (app.Services.GetRequiredService<PipelineSettings>().Problems is { Count: > 0 } problems)
            {
                LogInvalidSettings(app.Services.GetRequiredService<ILogger<WebApplication>>(), new InvalidSettingsException(problems).Message);
                return 2;
            }

            await app.StartAsync(cancellationToken);
            await app.WaitForShutdownAsync(cancellationToken);
            return app.Services.GetService<SchemaReady>() is { IsRefused: true } ? 1 : 0;
        }
    }

    [LoggerMessage(102, LogLevel.Critical, "{Problems}")]
    private static partial void LogInvalidSettings(ILogger logger, string problems);
}
