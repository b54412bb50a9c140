using System.Diagnostics;
using Pipeline.Testing.Servers;

namespace Pipeline.Simulator.Tests.Kubectl;

/// <summary>A real kubectl: the one that PIPELINE_KUBECTL names, else the first on the PATH; Debian's 1.20 or any newer.</summary>
/// <param name="kubeconfig">Its cluster.</param>
/// <param name="home">Where it keeps what it has discovered.</param>
internal sealed class KubectlProgram(string kubeconfig, string home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private static readonly string Program = Environment.GetEnvironmentVariable("PIPELINE_KUBECTL") ?? OnPath();

    /// <summary>Runs kubectl; it must succeed.</summary>
    /// <returns>What it wrote to its standard output.</returns>
    public async Task<string> RunAsync(string arguments, string? input = null)
    {
        var (code, output, error) = await TryAsync(arguments, input);
        Assert.True(code == 0, $"kubectl {arguments}: exit code {code}\n{output}\n{error}");
        return output;
    }

    /// <summary>Runs kubectl.</summary>
    /// <param name="arguments">Separated by spaces; quotes are not known.</param>
    /// <param name="input">Its standard input.</param>
    public async Task<(int Code, string Output, string Error)> TryAsync(string arguments, string? input = null)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var info = new ProcessStartInfo(Program, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["KUBECONFIG"] = kubeconfig, ["HOME"] = home },
        };
        using var process = Process.Start(info)!;
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(deadline.Token), process.StandardError.ReadToEndAsync(deadline.Token));
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
            await process.WaitForExitAsync(deadline.Token);
            return (process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"kubectl {arguments} did not end.");
        }
    }

    private static string OnPath() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(p => Path.Combine(p, "kubectl")).FirstOrDefault(File.Exists)
        ?? throw new MissingServerException("kubectl", "kubernetes-client");
}
