using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>The query API of a Prometheus 2, over the simulated history.</summary>
/// <param name="monitoring">What is asked.</param>
/// <param name="wall">For the patience with a query, which passes in real time.</param>
internal sealed class QueryApi(Monitoring monitoring, TimeProvider wall)
{
    private const int MostPoints = 11_000;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>/api/v1/query.</summary>
    public Task QueryAsync(HttpContext context) => AnswerAsync(context, async parameters =>
    {
        var time = parameters.Time("time", monitoring.Clock.GetUtcNow().ToUnixTimeMilliseconds());
        QueryResult result;
        try
        {
            result = await RunAsync(
                context, parameters, cancellationToken => monitoring.Queries.Instant(parameters.Text("query"), time, cancellationToken));
        }
        catch (SyntaxException e)
        {
            throw ApiException.Parameter("query", e.Message); // range queries say it without naming the parameter
        }
        return answer => answer.WriteAsync(result);
    });

    /// <summary>/api/v1/query_range.</summary>
    public Task QueryRangeAsync(HttpContext context) => AnswerAsync(context, async parameters =>
    {
        var start = parameters.Time("start", null);
        var end = parameters.Time("end", null);
        if (end < start)
            throw ApiException.Parameter("end", "end timestamp must not be before start time");
        var step = parameters.RequiredDuration("step");
        if (step <= 0)
            throw ApiException.Parameter("step", "zero or negative query resolution step widths are not accepted. Try a positive integer");
        if ((end - start) / step > MostPoints)
        {
            throw ApiException.BadData(
                "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)");
        }
        var result = await RunAsync(
            context, parameters, cancellationToken => monitoring.Queries.Range(parameters.Text("query"), start, end, step, cancellationToken));
        return answer => answer.WriteAsync(result);
    });

    /// <summary>/api/v1/series.</summary>
    public Task SeriesAsync(HttpContext context) => AnswerAsync(context, parameters =>
    {
        var selectors = parameters.Selectors();
        if (selectors.Count == 0)
            throw ApiException.BadData("no match[] parameter provided");
        var found = Find(parameters, selectors);
        var limit = parameters.Limit() ?? int.MaxValue;
        return Task.FromResult<Func<AnswerWriter, Task>>(answer => answer.WriteAsync(found.Take(limit)));
    });

    /// <summary>/api/v1/labels.</summary>
    public Task LabelsAsync(HttpContext context) => AnswerAsync(context, parameters =>
    {
        var names = Find(parameters, parameters.Selectors()).SelectMany(l => l.Pairs()).Select(p => p.Name);
        return Task.FromResult(Distinct(names, parameters));
    });

    /// <summary>/api/v1/label/{name}/values.</summary>
    public Task LabelValuesAsync(HttpContext context) => AnswerAsync(context, parameters =>
    {
        var name = (string?)context.GetRouteValue("name") ?? "";
        if (!PromQl.Evaluation.LabelFunctions.IsLabelName(name))
            throw ApiException.BadData($"invalid label name: {GoString.Quote(name)}");
        var values = Find(parameters, parameters.Selectors()).Select(l => l[name]).Where(v => v.Length > 0);
        return Task.FromResult(Distinct(values, parameters));
    });

    /// <summary>/api/v1/metadata.</summary>
    public Task MetadataAsync(HttpContext context) => AnswerAsync(context, parameters =>
    {
        var metric = parameters.Text("metric");
        var families = monitoring.History.Families
            .Where(f => metric.Length == 0 || f.Name == metric)
            .Take(parameters.Limit() ?? int.MaxValue)
            .ToDictionary(
                f => f.Name,
                f => new[] { new { type = f.Type.ToString().ToLowerInvariant(), help = f.Help, unit = "" } },
                StringComparer.Ordinal);
        return Task.FromResult<Func<AnswerWriter, Task>>(answer => answer.WriteAsync(families));
    });

    /// <summary>/api/v1/targets: one per series of "up", as the newest scrape saw it.</summary>
    public Task TargetsAsync(HttpContext context) => AnswerAsync(context, parameters =>
    {
        var now = monitoring.History.Newest ?? monitoring.Clock.GetUtcNow();
        var ups = (QueryResult.Vector)monitoring.Queries.Instant("up", now.ToUnixTimeMilliseconds(), context.RequestAborted);
        var active = ups.Elements.Select(up => new
        {
            discoveredLabels = new Dictionary<string, string>(),
            labels = up.Labels.Pairs().Where(p => p.Name != LabelSet.MetricName).ToDictionary(p => p.Name, p => p.Value, StringComparer.Ordinal),
            scrapePool = up.Labels["job"],
            scrapeUrl = $"http://{up.Labels["instance"]}{(up.Labels["metrics_path"] is { Length: > 0 } path ? path : "/metrics")}",
            health = up.Sample.Value == 1 ? "up" : "down",
            lastError = up.Sample.Value == 1 ? "" : "context deadline exceeded",
            lastScrape = now,
            scrapeInterval = DurationText.Write((long)monitoring.History.Options.Interval.TotalMilliseconds),
        });
        object data = parameters.Text("state") == "dropped"
            ? new { activeTargets = Array.Empty<object>(), droppedTargets = Array.Empty<object>() }
            : new { activeTargets = active.ToList(), droppedTargets = Array.Empty<object>() };
        return Task.FromResult<Func<AnswerWriter, Task>>(answer => answer.WriteAsync(data));
    });

    /// <summary>Answers that are always the same.</summary>
    public static Task ConstantAsync(HttpContext context, object data) =>
        AnswerAsync(context, _ => Task.FromResult<Func<AnswerWriter, Task>>(answer => answer.WriteAsync(data)));

    private IReadOnlyList<LabelSet> Find(ApiParameters parameters, IReadOnlyList<IReadOnlyList<PromQl.Matching.LabelMatcher>> selectors)
    {
        var (start, end) = (parameters.Time("start", 0), parameters.Time("end", long.MaxValue));
        return
        [
            .. (selectors.Count == 0 ? [[]] : selectors)
                .SelectMany(matchers => monitoring.History.Find(matchers, start, end))
                .Distinct(),
        ];
    }

    private static Func<AnswerWriter, Task> Distinct(IEnumerable<string> texts, ApiParameters parameters)
    {
        var limit = parameters.Limit() ?? int.MaxValue;
        var sorted = texts.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Take(limit).ToList();
        return answer => answer.WriteAsync(sorted);
    }

    private async Task<QueryResult> RunAsync(HttpContext context, ApiParameters parameters, Func<CancellationToken, QueryResult> run)
    {
        var patience = parameters.Duration("timeout") is { } timeout && timeout < Patience.TotalMilliseconds
            ? TimeSpan.FromMilliseconds(Math.Max(0, timeout))
            : Patience;
        using var deadline = new CancellationTokenSource(patience, wall);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, context.RequestAborted);
        try
        {
            await monitoring.QueryPlaces.WaitAsync(either.Token);
        }
        catch (OperationCanceledException)
        {
            throw new ApiException(StatusCodes.Status503ServiceUnavailable, "timeout", "query timed out in query queue");
        }
        try
        {
            return run(either.Token);
        }
        finally
        {
            monitoring.QueryPlaces.Release();
        }
    }

    private static async Task AnswerAsync(HttpContext context, Func<ApiParameters, Task<Func<AnswerWriter, Task>>> compute)
    {
        Func<AnswerWriter, Task> write;
        try
        {
            write = await compute(await ApiParameters.ReadAsync(context.Request, context.RequestAborted));
        }
        catch (SyntaxException e)
        {
            await AnswerWriter.FailAsync(context, ApiException.BadData(e.Message));
            return;
        }
        catch (QueryException e)
        {
            await AnswerWriter.FailAsync(context, Sorted(e));
            return;
        }
        catch (ApiException e)
        {
            await AnswerWriter.FailAsync(context, e);
            return;
        }
        await AnswerWriter.SucceedAsync(context, write);
    }

    private static ApiException Sorted(QueryException e) => e.Failure switch
    {
        QueryFailure.BadData => ApiException.BadData(e.Message),
        QueryFailure.Timeout => new ApiException(StatusCodes.Status503ServiceUnavailable, "timeout", e.Message),
        _ => new ApiException(StatusCodes.Status422UnprocessableEntity, "execution", e.Message),
    };
}
