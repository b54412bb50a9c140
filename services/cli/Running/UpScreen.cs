using System.Globalization;
using Pipeline.Cli.Rendering;

namespace Pipeline.Cli.Running;

/// <summary>What <c>up</c> says on the terminal: what it does, where to look, what happens.</summary>
internal sealed class UpScreen(Terminal terminal, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>Something that takes a while begins.</summary>
    public void Step(string text) => Write($"[grey]{Time()}[/] {Untrusted.Markup(text)} ...");

    /// <summary>Everything runs.</summary>
    public void Ready(Uri url, UpOptions options)
    {
        Write($"[grey]{Time()}[/] [green]ready[/]: collector, detector, analyzer, approver, executor and API in one process");
        Write(options.Replay is { } recording
            ? $"         replaying [bold]{Untrusted.Markup(Path.GetFileName(recording))}[/] at {Untrusted.Markup(options.Speed)}; plans wait for your approval, nothing outside is touched"
            : "         watching the configured sources; what may be done is said by approver:mode (observe unless told otherwise)");
        Write($"         API      [link]{Untrusted.Markup(url.ToString())}[/]");
        Write($"         data     {Untrusted.Markup(options.DataFolder)}");
        var folder = options.DataFolder == EmbeddedPostgres.Folders.DataFolders.Default ? "" : $" --data-dir {options.DataFolder}";
        Write($"         look     pipeline incidents list{Untrusted.Markup(folder)}    pipeline incidents show ID    pipeline approvals list");
        Write("         stop     Ctrl-C");
    }

    /// <summary>Something happened in an incident.</summary>
    /// <param name="incident">The incident's short id.</param>
    /// <param name="colour">Of the text.</param>
    /// <param name="text">What happened.</param>
    public void Happened(string incident, string colour, string text) =>
        Write($"[grey]{Time()}[/] [bold]{Untrusted.Markup(incident)}[/] [{colour}]{Untrusted.Markup(text)}[/]");

    /// <summary>Everything is down.</summary>
    public void Stopped() => Write($"[grey]{Time()}[/] stopped; what it knows stays in the data folder");

    private void Write(string markup)
    {
        lock (_gate)
            terminal.ShowLine(markup);
    }

    private string Time() => clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
