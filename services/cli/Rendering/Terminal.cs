using Spectre.Console;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Rendering;

/// <summary>Where a command speaks: results to the output, errors and progress to the error stream.</summary>
internal sealed class Terminal
{
    /// <summary>Columns where nobody looks: wide enough that nothing is folded.</summary>
    private const int WidthOfPipes = 200;

    private readonly IAnsiConsole _console;
    private readonly TextReader _input;

    /// <summary>A terminal without colours, as in a pipe.</summary>
    /// <param name="output">For results.</param>
    /// <param name="error">For errors and progress.</param>
    /// <param name="input">What a person answers; null when nobody can be asked.</param>
    /// <param name="width">Columns.</param>
    public Terminal(TextWriter output, TextWriter error, TextReader? input = null, int width = WidthOfPipes)
        : this(output, error, input ?? TextReader.Null, canAsk: input is not null, Plain(output, width))
    {
    }

    private Terminal(TextWriter output, TextWriter error, TextReader input, bool canAsk, IAnsiConsole console) =>
        (Output, Error, _input, CanAsk, _console) = (output, error, input, canAsk, console);

    public TextWriter Output { get; }

    public TextWriter Error { get; }

    /// <summary>Whether a person sits there who can answer.</summary>
    public bool CanAsk { get; }

#pragma warning disable RS0030 // the one place where the process's own streams are taken
    /// <summary>The terminal, pipe or file that this process was given.</summary>
    public static Terminal OfProcess() => new(
        Console.Out, Console.Error, Console.In, canAsk: !Console.IsInputRedirected && !Console.IsOutputRedirected,
        Console.IsOutputRedirected ? Plain(Console.Out, WidthOfPipes) : AnsiConsole.Console);
#pragma warning restore RS0030

    /// <summary>Shows a result.</summary>
    public void Show(IRenderable renderable)
    {
        _console.Write(renderable);
        Output.Flush();
    }

    /// <summary>Shows one line in Spectre's markup; what came from outside must be <see cref="Untrusted"/>.</summary>
    public void ShowLine(string markup) => Show(new Rows(new Markup(markup)));

    /// <summary>Says what is wrong; a list of problems keeps its lines.</summary>
    public void Complain(string message) => Error.WriteLine($"error: {string.Join('\n', message.Split('\n').Select(line => Untrusted.Line(line)))}");

    /// <summary>Says what is going on; not part of the result.</summary>
    public void Note(string message) => Error.WriteLine(Untrusted.Line(message));

    /// <summary>Asks a person; anything but "y" or "yes" is no.</summary>
    public async Task<bool> ConfirmAsync(string question, CancellationToken cancellationToken)
    {
        await Error.WriteAsync($"{Untrusted.Line(question)} [y/N] ");
        await Error.FlushAsync(cancellationToken);
        var answer = await _input.ReadLineAsync(cancellationToken);
        return answer?.Trim().ToLowerInvariant() is "y" or "yes";
    }

    private static IAnsiConsole Plain(TextWriter output, int width)
    {
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
            Out = new AnsiConsoleOutput(output),
        });
        console.Profile.Width = width;
        return console;
    }
}
