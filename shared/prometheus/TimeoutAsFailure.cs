using Polly;
using Polly.Timeout;

namespace Pipeline.Prometheus;

/// <summary>Turns the end of one attempt's patience into the failure that the retry understands.</summary>
internal sealed class TimeoutAsFailure(TimeSpan patience) : ResilienceStrategy
{
    protected override async ValueTask<Outcome<TResult>> ExecuteCore<TResult, TState>(
        Func<ResilienceContext, TState, ValueTask<Outcome<TResult>>> callback, ResilienceContext context, TState state)
    {
        var outcome = await callback(context, state);
        return outcome.Exception is TimeoutRejectedException e
            ? Outcome.FromException<TResult>(new PrometheusException(
                PrometheusFailure.Timeout, $"no answer within {patience.TotalSeconds:0.#} s", inner: e))
            : outcome;
    }
}
