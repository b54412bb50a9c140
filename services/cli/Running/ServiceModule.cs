using Pipeline.Analyzer;
using Pipeline.Approver;
using Pipeline.Collector;
using Pipeline.Dashboard;
using Pipeline.Detector;
using Pipeline.Executor;

namespace Pipeline.Cli.Running;

/// <summary>A service as a host takes it in: alone, or with the others in one process.</summary>
/// <param name="Name">Its name on the command line.</param>
/// <param name="Add">Adds it to the host.</param>
/// <param name="Map">Maps what it offers over HTTP.</param>
internal sealed record ServiceModule(string Name, Action<WebApplicationBuilder> Add, Action<WebApplication> Map)
{
    /// <summary>Every service, in the order in which an incident passes through them.</summary>
    public static IReadOnlyList<ServiceModule> All { get; } =
    [
        new("collector", builder => builder.AddCollector(), app => app.MapCollector()),
        new("detector", builder => builder.AddDetector(), _ => { }),
        new("analyzer", builder => builder.AddAnalyzer(), _ => { }),
        new("approver", builder => builder.AddApprover(), _ => { }),
        new("executor", builder => builder.AddExecutor(), _ => { }),
        new("dashboard", builder => builder.AddDashboard(), app => app.MapDashboard()),
    ];
}
