using System.Globalization;

namespace Pipeline.Simulator.Images;

/// <summary>A small part of the shell: enough for the commands that people put into pods to see what happens.</summary>
/// <remarks>
/// echo, printf, sleep, exit, true, false, date, test of a variable, "while true" and "for … in", "if …; then", ;, &amp;&amp;, ||, variables. The
/// usual commands without an effect here succeed silently; others are not found, as in a real shell. It never runs anything.
/// </remarks>
public sealed class ShellScript
{
    private const int MostStepsWithoutWaiting = 200;

    private static readonly HashSet<string> Silent = new(StringComparer.Ordinal)
    {
        ":", "cat", "cd", "chmod", "chown", "cp", "curl", "export", "grep", "head", "ln", "ls", "mkdir", "mv", "nc", "nslookup", "pg_dump", "pg_isready",
        "psql", "redis-cli", "rm", "sed", "set", "sync", "tail", "tar", "touch", "trap", "umask", "unset", "until", "wait", "wget", "ping", "env", "id", "uname",
    };

    private readonly IReadOnlyList<string> _words;
    private readonly ShellVariables _variables;
    private int _status;
    private bool _exited;
    private int _busy;

    private ShellScript(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> environment)
    {
        _words = words;
        _variables = new ShellVariables(environment);
    }

    /// <summary>Exit code so far; final after the last step.</summary>
    public int ExitCode => _status;

    /// <summary>The script of a command such as ["sh", "-c", "…"] or ["sleep", "60"]; null when it is neither a shell's nor one of its commands.</summary>
    public static ShellScript? Of(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment)
    {
        if (command.Count == 0)
            return null;
        var name = command[0][(command[0].LastIndexOf('/') + 1)..];
        if (name is "sh" or "bash" or "ash" or "dash")
        {
            var flag = command.Skip(1).TakeWhile(w => w.StartsWith('-')).Count();
            return new ShellScript(command.Count > flag + 1 ? ShellWords.Of(command[flag + 1]) : [], environment);
        }
        return name is "echo" or "sleep" or "true" or "false" or "exit" or "date" or "printf" || Silent.Contains(name)
            ? new ShellScript([name, .. command.Skip(1)], environment)
            : null;
    }

    /// <summary>Runs it, step by step, as fast as the caller asks.</summary>
    public IEnumerable<ScriptStep> Run(TimeProvider clock) => Block(0, _words.Count, clock);

    private IEnumerable<ScriptStep> Block(int from, int to, TimeProvider clock)
    {
        for (var at = from; at < to && !_exited;)
        {
            switch (_words[at])
            {
                case ";" or "&":
                    at++;
                    break;
                case "&&" or "||":
                    var skip = _words[at] == "&&" ? _status != 0 : _status == 0;
                    at = skip ? EndOfCommand(at + 1, to) : at + 1;
                    break;
                case "while" or "for" when Find("done", at, to) is var done && done > at:
                    foreach (var step in Loop(at, done, clock))
                        yield return step;
                    at = done + 1;
                    break;
                case "if" when Find("fi", at, to) is var fi && fi > at:
                    foreach (var step in Choice(at, fi, clock))
                        yield return step;
                    at = fi + 1;
                    break;
                default:
                    var end = EndOfCommand(at, to);
                    foreach (var step in Command([.. Enumerable.Range(at, end - at).Select(i => Expand(_words[i]))], clock))
                    {
                        _busy = step.Wait > TimeSpan.Zero ? 0 : _busy + 1;
                        yield return step;
                    }
                    at = end;
                    break;
            }
        }
    }

    private IEnumerable<ScriptStep> Loop(int at, int done, TimeProvider clock)
    {
        var begin = Find("do", at, done) is var found && found > at ? found : at + 1;
        var isFor = _words[at] == "for";
        IEnumerable<string> rounds = isFor
            ? [.. Enumerable.Range(at + 3, Math.Max(0, begin - at - 3)).Select(i => _words[i]).Where(w => w != ";").Select(Expand)]
            : Enumerable.Repeat("", int.MaxValue);
        foreach (var item in rounds)
        {
            if (isFor)
            {
                _variables.Set(_words[at + 1], item);
            }
            else
            {
                foreach (var step in Block(at + 1, begin, clock))
                    yield return step;
                if (_status != 0)
                    break;
            }
            foreach (var step in Block(begin + 1, done, clock))
                yield return step;
            if (_exited)
                yield break;
            if (++_busy > MostStepsWithoutWaiting) // a loop that never waits would never end in simulated time
            {
                _busy = 0;
                yield return new ScriptStep(null, TimeSpan.FromSeconds(1));
            }
        }
        _status = 0;
    }

    private IEnumerable<ScriptStep> Choice(int at, int fi, TimeProvider clock)
    {
        var then = Find("then", at, fi);
        var other = Find("else", then, fi);
        foreach (var step in Block(at + 1, then, clock))
            yield return step;
        var (from, to) = _status == 0 ? (then + 1, other > 0 ? other : fi) : (other > 0 ? other + 1 : fi, fi);
        _status = 0;
        foreach (var step in Block(from, to, clock))
            yield return step;
    }

    private IEnumerable<ScriptStep> Command(List<string> words, TimeProvider clock)
    {
        if (words.IndexOf(">") is var redirected and >= 0)
            words = words[..redirected];
        if (words.Count == 0)
            yield break;
        var name = words[0];
        var quiet = _status;
        _status = 0;
        switch (name)
        {
            case "echo":
                yield return new ScriptStep(string.Join(' ', words.Skip(words.Count > 1 && words[1] is "-n" or "-e" ? 2 : 1)), TimeSpan.Zero);
                break;
            case "printf":
                yield return new ScriptStep(string.Join(' ', words.Skip(1)).Replace("\\n", "", StringComparison.Ordinal), TimeSpan.Zero);
                break;
            case "date":
                yield return new ScriptStep(clock.GetUtcNow().ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture), TimeSpan.Zero);
                break;
            case "sleep":
                yield return new ScriptStep(null, Duration(words.ElementAtOrDefault(1)));
                break;
            case "exit":
                _exited = true;
                _status = words.Count > 1 && int.TryParse(words[1], CultureInfo.InvariantCulture, out var code) ? code & 255 : quiet;
                break;
            case "true":
                break;
            case "false":
                _status = 1;
                break;
            case "[" or "test":
                _status = Test(words) ? 0 : 1;
                break;
            case "exec" or "command":
                foreach (var step in Command(words[1..], clock))
                    yield return step;
                break;
            case "tail" when words.Contains("-f"):
                yield return new ScriptStep(null, TimeSpan.FromDays(3650));
                break;
            case "cat" when words.Count > 1 && words[1].Contains("missing", StringComparison.Ordinal):
                _status = 1;
                yield return new ScriptStep($"cat: can't open '{words[1]}': No such file or directory", TimeSpan.Zero);
                break;
            default:
                if (name.IndexOf('=') is var equals and > 0)
                    _variables.Set(name[..equals], name[(equals + 1)..]);
                else if (!Silent.Contains(name))
                {
                    _status = 127;
                    yield return new ScriptStep($"sh: {name}: not found", TimeSpan.Zero);
                }
                break;
        }
    }

    private static bool Test(List<string> words)
    {
        List<string> inner = [.. words.Skip(1).Where(w => w != "]")];
        return inner switch
        {
            ["-z", var text] => text.Length == 0,
            ["-z"] => true,
            ["-n", var text] => text.Length > 0,
            ["-n"] => false,
            [var left, "=" or "==", var right] => left == right,
            [var left, "!=", var right] => left != right,
            ["-f" or "-d" or "-e", ..] => true,
            [var only] => only.Length > 0,
            _ => false,
        };
    }

    private int EndOfCommand(int at, int to)
    {
        while (at < to && _words[at] is not (";" or "&" or "&&" or "||"))
            at++;
        return at;
    }

    /// <summary>Where the word is that closes the construct begun at a place, inner ones left out; -1 for nowhere.</summary>
    private int Find(string word, int at, int to)
    {
        var depth = 0;
        for (var i = at + 1; i >= 1 && i < to; i++)
        {
            if (depth == 0 && _words[i] == word)
                return i;
            depth += _words[i] switch { "while" or "for" or "if" => 1, "done" or "fi" => -1, _ => 0 };
        }
        return -1;
    }

    private string Expand(string word) => _variables.Expand(word, _status);

    private static TimeSpan Duration(string? text)
    {
        if (text is "infinity")
            return TimeSpan.FromDays(3650);
        var (number, factor) = text switch
        {
            null or "" => ("0", 1.0),
            _ when text.EndsWith('m') => (text[..^1], 60.0),
            _ when text.EndsWith('h') => (text[..^1], 3600.0),
            _ when text.EndsWith('d') => (text[..^1], 86400.0),
            _ => (text.TrimEnd('s'), 1.0),
        };
        return double.TryParse(number, CultureInfo.InvariantCulture, out var value) && value is >= 0 and < 1e8
            ? TimeSpan.FromSeconds(Math.Min(value * factor, 3e8))
            : TimeSpan.Zero;
    }
}
