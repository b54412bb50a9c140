using System.Threading.Channels;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;
using Pipeline.Simulator.Time;
using IPodLogs = Pipeline.Simulator.World.IPodLogs;
using LogLine = Pipeline.Simulator.World.LogLine;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Serves <c>/log</c> of pods, as an API server does that asks the pod's kubelet.</summary>
/// <param name="cluster">Where the pods are.</param>
/// <param name="logs">What their containers have written.</param>
/// <param name="loop">The world's clock and thread.</param>
/// <param name="wall">The clock by which a followed container is looked after.</param>
public sealed class PodLogEndpoint(ICluster cluster, IPodLogs logs, SimulationLoop loop, TimeProvider wall)
{
    private const int MostUnsentLines = 10_000;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    /// <summary>Answers a request for a pod's log.</summary>
    /// <exception cref="StatusException">The log cannot be had; nothing was sent yet.</exception>
    public async Task ServeAsync(StoredObject pod, HttpContext context)
    {
        var (response, cancellationToken) = (context.Response, context.RequestAborted);
        var options = PodLogOptions.Read(context.Request.Query, pod.Key.Name);
        var container = LoggedContainer.Of(pod.Root, options.Container);
        var node = pod.Root.Text("spec", "nodeName");
        if (node.Length == 0)
        {
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        if (cluster.Find(Kinds.Node, "", node) is { } host && Phrases.IsUnknown(host.Root, "Ready"))
            throw Unreachable(pod, container.Name, node, options, "i/o timeout");
        var following = new Following();
        var written = options is { Follow: true, Previous: false } && container.IsRunning
            ? await BeginToFollow(pod, container, following)
            : logs.Read(pod.Uid, container.Name, options.Previous);
        try
        {
            if (written is null)
            {
                throw container.Absence(pod.Key.Name, options.Previous) is { } why
                    ? Refusal.BadRequest(why)
                    : Unreachable(pod, container.Name, node, options, "connect: connection refused");
            }
            response.ContentType = "text/plain";
            var extract = new LogExtract(options, loop.GetUtcNow());
            foreach (var line in extract.Select(written))
            {
                await response.Body.WriteAsync(extract.Format(line), cancellationToken);
                if (extract.IsFull)
                    return;
            }
            if (following.Lines is { } lines)
                await Follow(pod, container, lines.Reader, extract, response, cancellationToken);
        }
        finally
        {
            following.Subscription?.Dispose();
        }
    }

    /// <summary>Reads what there is and subscribes to the rest in one piece of work of the loop, so that no line is missed or doubled.</summary>
    private Task<IReadOnlyList<LogLine>?> BeginToFollow(StoredObject pod, LoggedContainer container, Following following)
    {
        var begun = new TaskCompletionSource<IReadOnlyList<LogLine>?>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(() =>
        {
            try
            {
                var lines = Channel.CreateBounded<LogLine>(MostUnsentLines);
                var written = logs.Read(pod.Uid, container.Name, previous: false);
                following.Subscription = logs.Follow(pod.Uid, container.Name, line =>
                {
                    if (!lines.Writer.TryWrite(line))
                        lines.Writer.TryComplete(); // a client that does not read: its stream ends, as a broken connection would
                });
                following.Lines = lines;
                begun.SetResult(written is null ? null : [.. written]);
            }
            catch (Exception e)
            {
                begun.SetException(e);
            }
        });
        return begun.Task;
    }

    private async Task Follow(
        StoredObject pod, LoggedContainer container, ChannelReader<LogLine> lines, LogExtract extract, HttpResponse response, CancellationToken cancellationToken)
    {
        await response.Body.FlushAsync(cancellationToken);
        var next = lines.WaitToReadAsync(cancellationToken).AsTask();
        while (!extract.IsFull)
        {
            if (await Task.WhenAny(next, Task.Delay(Look, wall, cancellationToken)) != next)
            {
                if (!StillRuns(pod, container))
                    return;
                continue;
            }
            if (!await next)
                return;
            while (!extract.IsFull && lines.TryRead(out var line))
                await response.Body.WriteAsync(extract.Format(line), cancellationToken);
            await response.Body.FlushAsync(cancellationToken);
            next = lines.WaitToReadAsync(cancellationToken).AsTask();
        }
    }

    private bool StillRuns(StoredObject pod, LoggedContainer container) =>
        cluster.Find(Kinds.Pod, pod.Key.Namespace, pod.Key.Name) is { } now && now.Uid == pod.Uid
        && LoggedContainer.Of(now.Root, container.Name) is { IsRunning: true } state && state.Restarts == container.Restarts;

    private StatusException Unreachable(StoredObject pod, string container, string node, PodLogOptions options, string why)
    {
        var address = cluster.Find(Kinds.Node, "", node)?.Root.Items("status", "addresses")
            .Where(a => a.Text("type") == "InternalIP").Select(a => a.Text("address")).FirstOrDefault() ?? "127.0.0.1";
        return Refusal.Unexpected(
            $"Get \"https://{address}:10250/containerLogs/{pod.Key.Namespace}/{pod.Key.Name}/{container}{options.ToKubeletQuery()}\": dial tcp {address}:10250: {why}");
    }

    private sealed class Following
    {
        public Channel<LogLine>? Lines { get; set; }

        public IDisposable? Subscription { get; set; }
    }
}
