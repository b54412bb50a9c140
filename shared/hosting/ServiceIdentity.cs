namespace Pipeline.Hosting;

/// <summary>Which process this is.</summary>
/// <param name="Name">The service: "collector" … "dashboard", or "up" for all of them in one process.</param>
/// <param name="Instance">Tells replicas apart: service, machine and process id.</param>
/// <param name="Version">Of the program.</param>
public sealed record ServiceIdentity(string Name, string Instance, string Version)
{
    /// <summary>The identity of the running process.</summary>
    public static ServiceIdentity Of(string service) => new(
        service, $"{service}@{Environment.MachineName}:{Environment.ProcessId}",
        typeof(ServiceIdentity).Assembly.GetName().Version!.ToString(3));
}
