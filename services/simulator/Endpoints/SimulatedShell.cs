using System.Globalization;
using System.Text.Json;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;

namespace Pipeline.Simulator.Endpoints;

/// <summary>The few commands that people type to look around in a container; everything else is not installed in these images.</summary>
/// <param name="clock">The world's clock.</param>
public sealed class SimulatedShell(TimeProvider clock) : IPodExec
{
    private static readonly string[] Shells = ["sh", "/bin/sh", "bash", "/bin/bash"];

    /// <inheritdoc/>
    public ExecResult Run(StoredObject pod, string container, IReadOnlyList<string> command, string input) => command switch
    {
        [var shell, "-c", var script] when Shells.Contains(shell) => Script(pod, container, script, input),
        [var shell] when Shells.Contains(shell) => Script(pod, container, input, ""),
        _ => Program(pod, container, command, input),
    };

    /// <summary>Runs line by line, up to the first <c>exit</c>; quotes group words, and that is all the syntax there is.</summary>
    private ExecResult Script(StoredObject pod, string container, string script, string input)
    {
        var result = new ExecResult(0, "");
        foreach (var words in script.Split(['\n', ';']).Select(Words).Where(w => w.Count > 0))
        {
            if (words[0] == "exit")
                return result with { ExitCode = words.Count > 1 && int.TryParse(words[1], CultureInfo.InvariantCulture, out var code) ? code & 0xff : result.ExitCode };
            var next = Program(pod, container, words, input);
            if (next.ExitCode == 126)
                next = new ExecResult(127, "", $"sh: 1: {words[0]}: not found\n");
            result = new ExecResult(next.ExitCode, result.Output + next.Output, result.Error + next.Error);
        }
        return result;
    }

    private ExecResult Program(StoredObject pod, string container, IReadOnlyList<string> command, string input)
    {
        var name = command[0][(command[0].LastIndexOf('/') + 1)..];
        return (name, command.Skip(1).ToArray()) switch
        {
            ("true", _) => new ExecResult(0, ""),
            ("false", _) => new ExecResult(1, ""),
            ("echo", var words) => new ExecResult(0, string.Join(' ', words) + "\n"),
            ("hostname", _) => new ExecResult(0, Hostname(pod) + "\n"),
            ("whoami", _) => new ExecResult(0, "root\n"),
            ("id", _) => new ExecResult(0, "uid=0(root) gid=0(root) groups=0(root)\n"),
            ("pwd", _) => new ExecResult(0, "/\n"),
            ("date", _) => new ExecResult(0, clock.GetUtcNow().UtcDateTime.ToString("ddd MMM d HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture) + "\n"),
            ("env" or "printenv", var words) => Environment(pod, container, words),
            ("cat", []) => new ExecResult(0, input),
            ("cat", var files) => Files(pod, files),
            _ => new ExecResult(126, "", $"OCI runtime exec failed: exec failed: unable to start container process: exec: \"{command[0]}\": "
                + "executable file not found in $PATH: unknown"),
        };
    }

    private static ExecResult Environment(StoredObject pod, string container, string[] names)
    {
        var given = Container(pod, container).Items("env").Select(e => (Name: e.Text("name"), Value: e.Text("value")));
        var all = new[] { ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"), ("HOSTNAME", Hostname(pod)) }.Concat(given).ToList();
        if (names.Length == 0)
            return new ExecResult(0, string.Concat(all.Select(e => $"{e.Item1}={e.Item2}\n")));
        var wanted = all.Where(e => names.Contains(e.Item1)).ToList();
        return new ExecResult(wanted.Count == names.Length ? 0 : 1, string.Concat(wanted.Select(e => $"{e.Item2}\n")));
    }

    private static ExecResult Files(StoredObject pod, string[] files)
    {
        var (output, error) = ("", "");
        foreach (var file in files)
        {
            switch (file)
            {
                case "/etc/hostname":
                    output += Hostname(pod) + "\n";
                    break;
                case "/etc/resolv.conf":
                    output += $"search {pod.Key.Namespace}.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n";
                    break;
                case "/var/run/secrets/kubernetes.io/serviceaccount/namespace":
                    output += pod.Key.Namespace;
                    break;
                default:
                    error += $"cat: {file}: No such file or directory\n";
                    break;
            }
        }
        return new ExecResult(error.Length == 0 ? 0 : 1, output, error);
    }

    private static string Hostname(StoredObject pod) => pod.Root.Text("spec", "hostname").Or(pod.Key.Name);

    private static JsonElement Container(StoredObject pod, string name) =>
        pod.Root.Items("spec", "containers").Concat(pod.Root.Items("spec", "initContainers")).FirstOrDefault(c => c.Text("name") == name);

    private static List<string> Words(string line)
    {
        var (words, word, quote, open) = (new List<string>(), new System.Text.StringBuilder(), '\0', false);
        foreach (var c in line)
        {
            if (quote != '\0' ? c == quote : c is '\'' or '"')
                (quote, open) = (quote == '\0' ? c : '\0', true);
            else if (quote == '\0' && char.IsWhiteSpace(c))
                End();
            else
                word.Append(c);
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0 || open)
                words.Add(word.ToString());
            (word, open) = (word.Clear(), false);
        }
    }
}
