using System.ComponentModel;
using System.Diagnostics;

namespace Pipeline.Kubernetes.Credentials;

/// <summary>One run of a credential plugin: no shell, no stdin, bounded in time and output.</summary>
internal static class ExecRun
{
    private const int LongestOutput = 1 << 20;
    private const int LongestQuote = 1000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <returns>What the plugin printed.</returns>
    /// <exception cref="CredentialException">It cannot be started, failed, hangs or prints without end.</exception>
    public static async Task<string> OutputAsync(ExecPlugin plugin, TimeProvider clock, CancellationToken cancellationToken)
    {
        using var process = Start(plugin);
        using var deadline = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        try
        {
            process.StandardInput.Close();
            var output = ReadAsync(process.StandardOutput, either.Token);
            var errors = ReadAsync(process.StandardError, either.Token);
            await process.WaitForExitAsync(either.Token);
            if (process.ExitCode != 0)
                throw Failed(plugin, $"exited with {process.ExitCode}{Quoted(await errors)}{Hint(plugin)}");
            var text = await output;
            return text.Length <= LongestOutput ? text : throw Failed(plugin, "prints without end");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Failed(plugin, $"did not end within {Patience.TotalSeconds:F0} s");
        }
        finally
        {
            Kill(process);
        }
    }

    private static Process Start(ExecPlugin plugin)
    {
        var start = new ProcessStartInfo(plugin.Command, plugin.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var (name, value) in plugin.Environment)
            start.Environment[name] = value;
        start.Environment["KUBERNETES_EXEC_INFO"] = plugin.Info;
        try
        {
            return Process.Start(start)!;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException)
        {
            throw new CredentialException($"{plugin.Field}: {plugin.Command} cannot be started: {e.Message}{Hint(plugin)}", e);
        }
    }

    /// <summary>Reads to the end, so that the plugin never waits for a full pipe, but keeps a bounded part.</summary>
    private static async Task<string> ReadAsync(StreamReader reader, CancellationToken cancellationToken)
    {
        var kept = new System.Text.StringBuilder();
        var buffer = new char[4096];
        while (await reader.ReadAsync(buffer, cancellationToken) is var read and > 0)
            if (kept.Length <= LongestOutput)
                kept.Append(buffer, 0, read);
        return kept.ToString();
    }

    private static void Kill(Process process)
    {
        try
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // it ended in between
        }
    }

    private static CredentialException Failed(ExecPlugin plugin, string what) => new($"{plugin.Field}: {plugin.Command} {what}");

    private static string Quoted(string errors) =>
        errors.Trim() is { Length: > 0 } text ? $": {(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…")}" : " and said nothing";

    private static string Hint(ExecPlugin plugin) => plugin.InstallHint is { Length: > 0 } hint ? $" ({hint.Trim()})" : "";
}
