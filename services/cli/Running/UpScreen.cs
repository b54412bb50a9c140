using System.Globalization;
using Pipeline.Cli.Rendering;
using Pipeline.Simulator;

namespace Pipeline.Cli.Running;

/// <summary>What <c>up</c> says on the terminal: what it does, where to look, what happens.</summary>
internal sealed class UpScreen(Terminal terminal, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>Something that takes a while begins.</summary>
    public void Step(string text) => Write($"[grey]{Time()}[/] {Untrusted.Markup(text)} ...");

    /// <summary>Everything runs.</summary>
    /// <param name="url">Of the API.</param>
    /// <param name="options">What was asked for.</param>
    /// <param name="cluster">Where the simulated cluster is; null for none.</param>
    public void Ready(Uri url, UpOptions options, SimulatorAddresses? cluster)
    {
        Write($"[grey]{Time()}[/] [green]ready[/]: collector, detector, analyzer, approver, executor and API in one process");
        Write(cluster is not null
            ? $"         watching a [bold]simulated cluster[/] of {cluster.Nodes} nodes and {cluster.Pods} pods; plans wait for your approval"
            : options.Replay is { } recording
            ? $"         replaying [bold]{Untrusted.Markup(Path.GetFileName(recording))}[/] at {Untrusted.Markup(options.Speed)}; plans wait for your approval, nothing outside is touched"
            : "         watching the configured sources; what may be done is said by approver:mode (observe unless told otherwise)");
        Write($"         API      [link]{Untrusted.Markup(url.ToString())}[/]");
        if (cluster is not null)
        {
            Write($"         cluster  kubectl --kubeconfig {Untrusted.Markup(cluster.Kubeconfig)} get pods -A");
            Write($"         metrics  [link]{Untrusted.Markup(cluster.Metrics.ToString())}[/] (PromQL at /api/v1/query; scrape configuration at /prometheus.yml)");
            Write($"         faults   pipeline simulate faults    pipeline simulate start FAULT    pipeline simulate clear FAULT{Untrusted.Markup(Folder(options))}");
        }
        Write($"         data     {Untrusted.Markup(options.DataFolder)}");
        Write($"         look     pipeline incidents list{Untrusted.Markup(Folder(options))}    pipeline incidents show ID    pipeline approvals list");
        Write("         stop     Ctrl-C");
    }

    /// <summary>Something happened in an incident.</summary>
    /// <param name="incident">The incident's short id.</param>
    /// <param name="colour">Of the text.</param>
    /// <param name="text">What happened.</param>
    public void Happened(string incident, string colour, string text) =>
        Write($"[grey]{Time()}[/] [bold]{Untrusted.Markup(incident)}[/] [{colour}]{Untrusted.Markup(text)}[/]");

    /// <summary>A fault of the simulated cluster began or ended.</summary>
    /// <param name="text">What was done to the cluster.</param>
    public void Ailed(string text) => Write($"[grey]{Time()}[/] [magenta]cluster[/]  {Untrusted.Markup(text)}");

    /// <summary>Everything is down.</summary>
    public void Stopped() => Write($"[grey]{Time()}[/] stopped; what it knows stays in the data folder");

    private void Write(string markup)
    {
        lock (_gate)
            terminal.ShowLine(markup);
    }

    private static string Folder(UpOptions options) =>
        options.DataFolder == EmbeddedPostgres.Folders.DataFolders.Default ? "" : $" --data-dir {options.DataFolder}";

    private string Time() => clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
