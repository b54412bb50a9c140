using System.Collections.Concurrent;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Informers;

/// <summary>An informer of pods at work, and what it told of.</summary>
internal sealed class InformerRun : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly KubernetesClient _client;
    private readonly Task _task;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private TestServer? _own;

    private InformerRun(TestServer server, InformerOptions options, TimeProvider clock)
    {
        _client = server.Client(clock: clock);
        Informer = new Informer<Pod>(_client, ResourceTypes.Pods, ListQuery.Everything, options, clock, Log);
        Informer.Subscribe(change =>
        {
            if (!change.FromList || Informer.State.IsSynced)
                Changes.Enqueue(change);
            Interlocked.Exchange(ref _next, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
        });
        _task = Task.Run(() => Informer.RunAsync(_stop.Token));
    }

    public Informer<Pod> Informer { get; }

    public RecordedLog Log { get; } = new();

    /// <summary>All but the first list.</summary>
    public ConcurrentQueue<ObjectChange<Pod>> Changes { get; } = new();

    /// <summary>Completes with the next change that is told from now on.</summary>
    public Task NextChange => Volatile.Read(ref _next).Task;

    public static async Task<InformerRun> StartAsync(ScriptedCluster cluster, InformerOptions options)
    {
        var server = await TestServer.StartAsync(cluster.AnswerAsync);
        var run = Start(server, options);
        run._own = server;
        await run.Informer.WaitForSyncAsync(default);
        return run;
    }

    public static InformerRun Start(TestServer server, InformerOptions options, TimeProvider? clock = null) => new(server, options, clock ?? TimeProvider.System);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task;
        _client.Dispose();
        if (_own is not null)
            await _own.DisposeAsync();
        _stop.Dispose();
    }
}
