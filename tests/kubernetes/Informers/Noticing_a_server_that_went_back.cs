using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Informers;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Informers;

/// <summary>A server that comes back with a shorter history accepts a watch from the future and says nothing, for ever.</summary>
public sealed class Noticing_a_server_that_went_back : IAsyncLifetime
{
    private static readonly InformerOptions Hasty = new()
    {
        FirstPause = TimeSpan.FromMilliseconds(1),
        LongestPause = TimeSpan.FromMilliseconds(4),
        ShortestWatch = TimeSpan.Zero,
        LongestSilence = TimeSpan.FromSeconds(60),
    };

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Seconds = TimeSpan.FromSeconds(4);

    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
    private readonly CancellationTokenSource _stop = new();
    private readonly ScriptedCluster _before = new();
    private readonly ScriptedCluster _after = new();
    private Func<HttpContext, Task> _answer = null!;
    private TestServer _server = null!;
    private KubernetesClient _client = null!;
    private Task _run = Task.CompletedTask;

    public async Task InitializeAsync()
    {
        for (var i = 0; i < 9; i++)
            _before.Put($"old-{i}");
        _after.Put("new");
        _answer = _before.AnswerAsync;
        _server = await TestServer.StartAsync(context => _answer(context));
    }

    public async Task DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        _client.Dispose();
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    [Theory]
    [InlineData(nameof(Cut.Reset))]
    [InlineData(nameof(Cut.End))]
    public async Task By_asking_when_a_watch_broke_though_no_connection_was_refused(string how)
    {
        var informer = await WatchingAsync();
        _answer = _after.AnswerAsync;
        _before.Cuts = () => Enum.Parse<Cut>(how);
        _before.Put("never-heard-of");
        await EventuallyAsync(() => Names(informer) == "new", Moment);
        Assert.Equal((2, InformerTrouble.None), (informer.State.Lists, informer.State.Trouble));
        _after.Put("newer");
        await EventuallyAsync(() => Names(informer) == "new newer", Moment);
    }

    [Fact]
    public async Task By_asking_when_a_watch_ended_well_but_too_early()
    {
        var shutDown = new TaskCompletionSource();
        _before.InsteadOfWatch = async context =>
        {
            await context.Response.Body.FlushAsync();
            await shutDown.Task;
        };
        var informer = await WatchingAsync();
        _answer = _after.AnswerAsync;
        shutDown.SetResult();
        await EventuallyAsync(() => Names(informer) == "new", Moment);
    }

    [Fact]
    public async Task By_asking_when_a_watch_was_silent_for_long()
    {
        _answer = context => context.Request.Query.ContainsKey("watch") ? _after.AnswerAsync(context) : _before.AnswerAsync(context);
        var informer = await WatchingAsync();
        _answer = _after.AnswerAsync;
        await EventuallyAsync(() => Names(informer) == "new", Seconds);
    }

    [Fact]
    public async Task And_a_quiet_one_that_did_not_is_asked_for_one_object_not_for_all()
    {
        var informer = await WatchingAsync();
        await EventuallyAsync(() => informer.State.Watches > 2, Seconds);
        Assert.Equal((1, 9, InformerTrouble.None), (informer.State.Lists, informer.Cache.Count, informer.State.Trouble));
        Assert.Contains(_server.Requests, request => request.EndsWith("?limit=1&resourceVersion=9&resourceVersionMatch=NotOlderThan", StringComparison.Ordinal));
        _before.Put("old-9");
        await Eventually.HoldsAsync(() => informer.Cache.Count == 10);
    }

    [Fact]
    public async Task While_a_list_is_throttled_the_state_says_so()
    {
        _answer = context => context.SayAsync(429, "Too many requests, please try again later.", "text/plain", retryAfter: 20);
        var informer = Start();
        var state = await Eventually.ReadsAsync(() => informer.State, state => state.Trouble != InformerTrouble.None);
        Assert.Equal((InformerTrouble.Unavailable, false), (state.Trouble, state.IsSynced));
        Assert.Contains("429", state.Problem, StringComparison.Ordinal);
        Assert.Contains("please try again later", state.Problem, StringComparison.Ordinal);
        _answer = _before.AnswerAsync;
        await EventuallyAsync(() => informer.State is { IsSynced: true, Trouble: InformerTrouble.None, Problem: null }, Seconds);
    }

    /// <summary>Waits while time goes on: slowly enough for what is on its way to arrive in time.</summary>
    private Task EventuallyAsync(Func<bool> condition, TimeSpan step) => Eventually.HoldsAsync(() =>
    {
        _clock.Advance(step);
        return condition();
    });

    private Informer<Pod> Start()
    {
        _client = _server.Client(clock: _clock);
        var informer = new Informer<Pod>(_client, ResourceTypes.Pods, ListQuery.Everything, Hasty, _clock, new RecordedLog());
        _run = Task.Run(() => informer.RunAsync(_stop.Token));
        return informer;
    }

    private async Task<Informer<Pod>> WatchingAsync()
    {
        var informer = Start();
        await informer.WaitForSyncAsync(default);
        await Eventually.HoldsAsync(() => _server.Requests.Any(request => request.Contains("watch=true", StringComparison.Ordinal)));
        return informer;
    }

    private static string Names(Informer<Pod> informer) =>
        string.Join(' ', informer.Cache.All.Select(pod => pod.Metadata.Name).Order(StringComparer.Ordinal));
}
