using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Pipeline.EventStore;
using Pipeline.EventStore.Auditing;
using Pipeline.Hosting.Workers;

namespace Pipeline.Hosting.Auditing;

/// <summary>Signs a checkpoint over the new events every interval, and once more when the process stops.</summary>
internal sealed partial class AuditAnchoring(
    IServiceProvider services, PostgresEventStore store, IOptions<AuditOptions> options, TimeProvider clock, ILogger<AuditAnchoring> log)
    : PipelineWorker(services)
{
    private static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    protected override bool NeedsBus => false;

    protected override async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (options.Value is not { KeyFile: { } keyFile, AnchorFile: { } anchorFile })
            return;
        using var key = AuditKeyFile.OpenOrCreate(keyFile);
        var anchor = new AuditAnchor(store, key, anchorFile, clock);
        using var timer = new PeriodicTimer(options.Value.Interval, clock);
        try
        {
            do
                await AnchorAsync(anchor, cancellationToken);
            while (await timer.WaitForNextTickAsync(cancellationToken));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            using var patience = new CancellationTokenSource(LastPatience, clock);
            await AnchorAsync(anchor, patience.Token);
        }
    }

    private async Task AnchorAsync(AuditAnchor anchor, CancellationToken cancellationToken)
    {
        try
        {
            await anchor.RunAsync(cancellationToken);
        }
        catch (AuditAnchorException e) // the record contradicts itself: people must hear of it, the incidents go on
        {
            LogContradiction(log, e.Message);
        }
    }

    [LoggerMessage(161, LogLevel.Critical, "The audit record does not hold: {Reason} Run `pipeline audit verify`.")]
    private static partial void LogContradiction(ILogger logger, string reason);
}
