using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting.Logging;

/// <summary>Logs on the console, with scopes and trace ids.</summary>
internal static class LoggingSetup
{
    private static readonly (string Category, LogLevel Level)[] Quiet =
    [
        ("Microsoft.AspNetCore", LogLevel.Warning), ("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.Critical), // our own says it once
        ("System.Net.Http", LogLevel.Warning), ("MassTransit", LogLevel.Warning), ("Npgsql", LogLevel.Warning),
    ];

    public static void AddPipelineLogging(this IHostApplicationBuilder builder)
    {
        builder.AddPipelineOptions<LogOptions>("Log");
        builder.Logging.ClearProviders();
        builder.Logging.Configure(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.TraceId | ActivityTrackingOptions.SpanId);
        builder.Logging.AddJsonConsole(json =>
        {
            json.IncludeScopes = true;
            json.UseUtcTimestamp = true;
            json.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ";
        });
        builder.Logging.AddSimpleConsole(text =>
        {
            text.SingleLine = true;
            text.UseUtcTimestamp = true;
            text.TimestampFormat = "HH:mm:ss ";
        });
        builder.Services.AddSingleton<IConfigureOptions<ConsoleLoggerOptions>, ConsoleFormat>();
        builder.Services.AddSingleton<IConfigureOptions<LoggerFilterOptions>, Filters>();
    }

    // Peek: the logger must work when settings are wrong, to say so.
    private sealed class ConsoleFormat(PipelineSettings settings) : IConfigureOptions<ConsoleLoggerOptions>
    {
        public void Configure(ConsoleLoggerOptions options) =>
            options.FormatterName = settings.Peek<LogOptions>().Format == LogFormat.Json
                ? ConsoleFormatterNames.Json : ConsoleFormatterNames.Simple;
    }

    private sealed class Filters(PipelineSettings settings) : IConfigureOptions<LoggerFilterOptions>
    {
        public void Configure(LoggerFilterOptions options)
        {
            var log = settings.Peek<LogOptions>();
            options.MinLevel = log.Level;
            foreach (var (category, level) in Quiet.Where(quiet => quiet.Level > log.Level))
                options.Rules.Add(new LoggerFilterRule(null, category, level, null));
            foreach (var (category, level) in log.Levels)
                options.Rules.Add(new LoggerFilterRule(null, category, level, null)); // of two equal rules the last counts
        }
    }
}
