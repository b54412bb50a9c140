using System.Globalization;
using Spectre.Console;

namespace Pipeline.Cli.Running;

/// <summary>What <c>up</c> says on the terminal: what it does, where to look, what happens.</summary>
internal sealed class UpScreen(IAnsiConsole console, TimeProvider clock)
{
    private readonly Lock _gate = new();

    /// <summary>Something that takes a while begins.</summary>
    public void Step(string text) => Write($"[grey]{Time()}[/] {Markup.Escape(text)} ...");

    /// <summary>Everything runs.</summary>
    public void Ready(Uri url, UpOptions options)
    {
        Write($"[grey]{Time()}[/] [green]ready[/]: collector, detector, analyzer, approver, executor and API in one process");
        Write(options.Replay is { } recording
            ? $"         replaying [bold]{Markup.Escape(Path.GetFileName(recording))}[/] at {Markup.Escape(options.Speed)}; plans wait for your approval, nothing outside is touched"
            : "         watching the configured sources; what may be done is said by approver:mode (observe unless told otherwise)");
        Write($"         API      [link]{Markup.Escape(url.ToString())}[/]");
        Write($"         data     {Markup.Escape(options.DataFolder)}");
        var folder = options.DataFolder == EmbeddedPostgres.Folders.DataFolders.Default ? "" : $" --data-dir {options.DataFolder}";
        Write($"         look     pipeline incidents list{Markup.Escape(folder)}    pipeline incidents show ID    pipeline approvals list");
        Write("         stop     Ctrl-C");
    }

    /// <summary>Something happened in an incident.</summary>
    /// <param name="incident">The incident's short id.</param>
    /// <param name="colour">Of the text.</param>
    /// <param name="text">What happened.</param>
    public void Happened(string incident, string colour, string text) =>
        Write($"[grey]{Time()}[/] [bold]{Markup.Escape(incident)}[/] [{colour}]{Markup.Escape(text)}[/]");

    /// <summary>Everything is down.</summary>
    public void Stopped() => Write($"[grey]{Time()}[/] stopped; what it knows stays in the data folder");

    /// <summary>It cannot come up.</summary>
    /// <returns>The exit code.</returns>
    public int Fail(string reason, int exitCode = 1)
    {
        Write($"[red]error:[/] {Markup.Escape(reason)}");
        return exitCode;
    }

    private void Write(string markup)
    {
        lock (_gate)
            console.MarkupLine(markup);
    }

    private string Time() => clock.GetLocalNow().ToString("HH:mm:ss", CultureInfo.InvariantCulture);
}
