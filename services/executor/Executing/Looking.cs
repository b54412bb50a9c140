using Microsoft.Extensions.Options;
using Polly;
using Polly.Timeout;

namespace Pipeline.Executor.Executing;

/// <summary>Bounds what only looks and touches nothing. What takes too long throws, and the message is tried again.</summary>
public sealed class Looking
{
    private readonly ResiliencePipeline _pipeline;

    /// <summary>With the configured time.</summary>
    public Looking(IOptions<ExecutorOptions> options, TimeProvider clock) =>
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(options.Value.LookTimeout).Build();

    /// <summary>What <paramref name="look"/> finds.</summary>
    /// <exception cref="TimeoutRejectedException">It took longer than Executor:LookTimeout.</exception>
    public async Task<T> WithinAsync<T>(Func<CancellationToken, Task<T>> look, CancellationToken cancellationToken) =>
        await _pipeline.ExecuteAsync(async token => await look(token), cancellationToken);
}
