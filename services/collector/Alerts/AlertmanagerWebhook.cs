using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Pipeline.Collector.Watching;
using Pipeline.Hosting;
using Pipeline.Masking;

namespace Pipeline.Collector.Alerts;

/// <summary>Takes Alertmanager's notifications: what is answered with 200 is durable.</summary>
/// <remarks>
/// 503 makes Alertmanager try again soon; any 4xx makes it give up until the group's next notification, so 400 is only for
/// what can never be read. An unreadable alert does not hold up the others of its notification.
/// </remarks>
public sealed class AlertmanagerWebhook(
    IOptions<PipelineOptions> pipeline, IOptions<CollectorOptions> collector, IAlertIntake intake, Masker masker, SeenOwners owners,
    TimeProvider clock, ILogger<AlertmanagerWebhook> log)
{
    private readonly AlertmanagerOptions _options = collector.Value.Alertmanager;
    private readonly AlertReports _reports = new(pipeline.Value.Cluster, collector.Value.Alertmanager.Name, masker, owners);

    /// <summary>Answers one notification.</summary>
    public async Task<IResult> TakeAsync(HttpContext context)
    {
        if (await ReadBodyAsync(context) is not { } body)
            return Results.Problem(
                $"The body is larger than {_options.LargestBody:N0} bytes: lower max_alerts of the receiver, group alerts finer, or raise collector:alertmanager:largestBody.",
                statusCode: StatusCodes.Status413PayloadTooLarge);
        try
        {
            return await KeepAsync(NotificationReader.Read(body), context.RequestAborted);
        }
        catch (NotificationException e)
        {
            return Results.Problem(e.Message, statusCode: StatusCodes.Status400BadRequest);
        }
    }

    private async Task<IResult> KeepAsync(Notification notification, CancellationToken cancellationToken)
    {
        foreach (var problem in notification.Problems)
            log.AlertLeftOut(_options.Name, masker.Text(problem));
        if (notification.Truncated > 0)
            log.AlertsTruncated(_options.Name, notification.Truncated);
        if (notification is { Alerts: [], Problems: [var first, ..] })
            return Results.Problem($"None of the alerts can be read: {first}", statusCode: StatusCodes.Status400BadRequest);
        var now = clock.GetUtcNow();
        var arrivals = notification.Alerts
            .Where(alert => !AlertClass.IsHeartbeat(alert) && !AlertClass.IsDevice(alert))
            .Select(alert => new AlertArrival(_reports.DedupKeyOf(alert), _reports.Of(alert, now)))
            .DistinctBy(arrival => arrival.DedupKey)
            .ToList();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(_options.Patience);
        try
        {
            if (arrivals.Count > 0)
                await intake.KeepAsync(arrivals, patience.Token);
            if (notification.Alerts.Any(alert => AlertClass.IsHeartbeat(alert) && !alert.IsResolved))
                await BeatAsync(patience.Token);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested) // whatever it is, nothing was confirmed
        {
            log.IntakeRefuses(e, _options.Name);
            return Results.Problem("The alerts cannot be stored now; send them again.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
        log.AlertsKept(_options.Name, arrivals.Count);
        return Results.Ok(new { kept = arrivals.Count, leftOut = notification.Problems, truncated = notification.Truncated });
    }

    private async Task BeatAsync(CancellationToken cancellationToken)
    {
        await intake.BeatAsync(_options.Name, cancellationToken);
        log.Heartbeat(_options.Name);
    }

    /// <returns>Null when it is larger than allowed.</returns>
    private async Task<ReadOnlyMemory<byte>?> ReadBodyAsync(HttpContext context)
    {
        if (context.Request.ContentLength > _options.LargestBody)
            return null;
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
            limit.MaxRequestBodySize = null; // counted below, so that the answer explains itself
        using var body = new MemoryStream();
        var buffer = new byte[32 << 10];
        while (await context.Request.Body.ReadAsync(buffer, context.RequestAborted) is var read && read > 0)
        {
            if (body.Length + read > _options.LargestBody)
                return null;
            body.Write(buffer, 0, read);
        }
        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }
}
