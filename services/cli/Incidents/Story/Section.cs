using Pipeline.Cli.Rendering;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Incidents.Story;

/// <summary>A titled part of the story: lines of Spectre's markup, indented.</summary>
internal sealed class Section(string title)
{
    private const int Step = 2;

    private readonly List<IRenderable> _lines = [];

    public bool IsEmpty => _lines.Count == 0;

    /// <param name="markup">What came from outside in it must be <see cref="Untrusted"/>.</param>
    /// <param name="depth">Steps of indentation below the title.</param>
    public Section Add(string markup, int depth = 1)
    {
        _lines.Add(new Padder(new Markup(markup), new Padding(depth * Step, 0, 0, 0)));
        return this;
    }

    /// <summary>A line with a name before it, as "rollback: nothing to take back".</summary>
    public Section AddNamed(string name, string untrusted, int depth = 1) =>
        Add($"[grey]{name}:[/] {Untrusted.Markup(untrusted)}", depth);

    /// <summary>The section, with an empty line before it.</summary>
    public IRenderable Render() => new Rows([Text.Empty, new Markup($"[bold underline]{title.EscapeMarkup()}[/]"), .. _lines]);
}
