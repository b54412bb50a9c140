using System.Globalization;
using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Nodes;

/// <summary>Asks a running container as one probe does, once.</summary>
internal static class ProbeCheck
{
    private static readonly HashSet<string> Paths = new(StringComparer.Ordinal)
    {
        "/", "/healthz", "/health", "/livez", "/readyz", "/ready", "/live", "/alive", "/ping", "/status", "/metrics", "/-/ready", "/-/healthy", "/api/health",
        "/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness", "/healthz/ready", "/healthz/live", "/health/live", "/health/ready",
        "/_healthz", "/health/startup", "/index.html",
    };

    /// <returns>Null when it answers well; else how events word it, without the probe's name.</returns>
    public static string? Failure(ProbeSpec probe, ContainerRun run, string podIp, DateTimeOffset now)
    {
        if (probe.Kind == "exec")
            return OfCommand(probe, run, now);
        var port = int.TryParse(probe.Port, CultureInfo.InvariantCulture, out var number)
            ? number : run.Spec.NamedPorts.FirstOrDefault(p => p.Key == probe.Port).Value;
        var url = $"{probe.Scheme}://{podIp}:{port}{probe.Path}";
        var listening = run.Program.Serves && !run.IsScript && now >= run.StartedAt + run.Program.StartTime && run.Listens(port);
        if (!listening)
        {
            return probe.Kind switch
            {
                "httpGet" => $"Get \"{url}\": dial tcp {podIp}:{port}: connect: connection refused",
                "grpc" => $"timeout: failed to connect service \"{podIp}:{port}\" within {probe.Timeout.TotalSeconds}s: context deadline exceeded",
                _ => $"dial tcp {podIp}:{port}: connect: connection refused",
            };
        }
        if (probe.Kind == "tcpSocket")
            return null; // the kernel accepts, whatever the program does
        if (run.Impairment.Deadlocked || run.ProbeLatency > probe.Timeout)
        {
            return probe.Kind == "httpGet"
                ? $"Get \"{url}\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
                : $"timeout: health rpc did not complete within {probe.Timeout.TotalSeconds}s";
        }
        return probe.Kind == "httpGet" && !Paths.Contains(probe.Path.Split('?')[0]) ? "HTTP probe failed with statuscode: 404" : null;
    }

    private static string? OfCommand(ProbeSpec probe, ContainerRun run, DateTimeOffset now)
    {
        var said = "";
        if (ShellScript.Of(probe.Command, run.Settings) is { } script)
        {
            var took = TimeSpan.Zero;
            foreach (var step in script.Run(TimeProvider.System).Take(50))
            {
                said = step.Line is null ? said : said + step.Line + "\n";
                took += step.Wait;
                if (took > probe.Timeout)
                    return $"command timed out: \"{string.Join(' ', probe.Command)}\" timed out after {probe.Timeout.TotalSeconds}s";
            }
            if (script.ExitCode != 0)
                return said.TrimEnd();
        }
        if (run.Impairment.Deadlocked || run.ProbeLatency > probe.Timeout)
            return $"command timed out: \"{string.Join(' ', probe.Command)}\" timed out after {probe.Timeout.TotalSeconds}s";
        return run.Program.Serves && now < run.StartedAt + run.Program.StartTime ? "no response" : null;
    }
}
