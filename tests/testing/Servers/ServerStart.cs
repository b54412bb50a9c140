using Pipeline.Processes;

namespace Pipeline.Testing.Servers;

/// <summary>Waits for a server that has just been started.</summary>
internal static class ServerStart
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    /// <exception cref="InvalidOperationException">It ended instead of getting ready, or took too long; with its output.</exception>
    public static async Task WaitUntilAsync(ChildProcess server, string name, Func<Task<bool>> isReady)
    {
        var start = TimeProvider.System.GetTimestamp();
        while (!await isReady())
        {
            if (server.HasExited || TimeProvider.System.GetElapsedTime(start) > Patience)
            {
                await server.DisposeAsync(); // after it, the output is complete
                throw new InvalidOperationException($"{name} did not get ready. Its last output:\n{server.OutputTail}");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System);
        }
    }
}
