using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Errors;
using Polly;
using Polly.Retry;

namespace Pipeline.Kubernetes.Transport;

/// <summary>When a request is sent again: reads when it may help, writes only when the server certainly did nothing.</summary>
internal static class RetryRules
{
    public static readonly ResiliencePropertyKey<ApiRequest> Request = new("request");
    public static readonly ResiliencePropertyKey<long> Start = new("start");

    public static ResiliencePipeline Build(TransportOptions options, TimeProvider clock, ILogger log) =>
        new ResiliencePipelineBuilder { TimeProvider = clock }
            .AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = int.MaxValue, // ShouldHandle counts: patience with throttling is measured in time
                Delay = options.RetryDelay,
                MaxDelay = options.MaxRetryDelay,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldHandle = arguments => new(ShouldRetry(arguments, options, clock)),
                DelayGenerator = arguments => new((arguments.Outcome.Exception as KubernetesException)?.RetryAfter),
                OnRetry = arguments =>
                {
                    if (arguments.Outcome.Exception is KubernetesException e)
                        RequestOf(arguments.Context).Waiting?.Invoke(e, arguments.RetryDelay);
                    log.Retrying(RequestOf(arguments.Context).Name, arguments.AttemptNumber + 2, arguments.RetryDelay, arguments.Outcome.Exception?.Message);
                    return default;
                },
            })
            .Build();

    private static bool ShouldRetry(RetryPredicateArguments<object> arguments, TransportOptions options, TimeProvider clock)
    {
        if (arguments.Outcome.Exception is not KubernetesException e || !RequestOf(arguments.Context).MayRetry)
            return false;
        var isWrite = RequestOf(arguments.Context).IsWrite;
        var waited = clock.GetElapsedTime(arguments.Context.Properties.GetValue(Start, 0));
        var patient = waited + (e.RetryAfter ?? TimeSpan.Zero) <= options.ThrottlePatience;
        return e switch
        {
            DisruptionBudgetException => false, // an answer, not a hindrance
            TooManyRequestsException => e.RetryAfter is not null ? patient : !isWrite && arguments.AttemptNumber < options.Retries,
            UnreachableException { IsCertificateProblem: true } => false,
            UnreachableException => arguments.AttemptNumber < options.Retries,
            _ when isWrite || e.Status is { IsBehind: true } => false, // the server has waited already whether it would catch up
            ServerErrorException when e.RetryAfter is not null => patient,
            ServerErrorException or RequestTimeoutException or BrokenConnectionException => arguments.AttemptNumber < options.Retries,
            _ => false,
        };
    }

    private static ApiRequest RequestOf(ResilienceContext context) => context.Properties.GetValue(Request, null!);
}
