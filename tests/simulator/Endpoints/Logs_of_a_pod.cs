using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;
using Pipeline.Simulator.World;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Endpoints;

public sealed class Logs_of_a_pod : IPodLogs, IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);
    private static readonly WriteOptions Kubelet = new("system:node:n1", "kubelet");

    private readonly ManualClock _wall = new(Start);
    private readonly Dictionary<(string Container, bool Previous), List<LogLine>> _lines = [];
    private readonly List<Action<LogLine>> _followers = [];
    private readonly SimulationLoop _loop;
    private readonly SimulatedCluster _cluster;

    public Logs_of_a_pod()
    {
        _loop = new SimulationLoop(Start, _wall);
        _cluster = new SimulatedCluster(new ObjectStore(), _loop);
        _lines[("app", false)] = [.. Enumerable.Range(1, 5).Select(i => new LogLine(Start.AddMinutes(i - 6), $"line {i}"))];
    }

    [Theory]
    [InlineData("", "line 1\nline 2\nline 3\nline 4\nline 5\n")]
    [InlineData("?tailLines=2", "line 4\nline 5\n")]
    [InlineData("?tailLines=0", "")]
    [InlineData("?sinceSeconds=130", "line 4\nline 5\n")]
    [InlineData("?sinceTime=2026-11-20T11:59:00Z", "line 5\n")]
    [InlineData("?limitBytes=10", "line 1\nlin")]
    [InlineData("?tailLines=1&timestamps=true", "2026-11-20T11:59:00.000000000Z line 5\n")]
    [InlineData("?container=app&tailLines=1", "line 5\n")]
    public async Task Come_in_the_part_that_was_asked_for(string query, string text) => Assert.Equal(text, await Read(Pod(Running), query));

    [Fact]
    public async Task Of_the_run_before_come_when_there_was_one()
    {
        _lines[("app", true)] = [new LogLine(Start, "dying")];
        Assert.Equal("dying\n", await Read(
            Pod("""{"name":"app","ready":false,"restartCount":1,"image":"i","imageID":"","lastState":{"terminated":{"exitCode":1}},"state":{"running":{}}}"""), "?previous=true"));
    }

    [Fact]
    public Task Of_the_run_before_are_refused_when_there_was_none() =>
        Refuses(Pod(Running), "?previous=true", 400, "previous terminated container \"app\" in pod \"p\" not found");

    [Theory]
    [InlineData("ContainerCreating", "container \"app\" in pod \"p\" is waiting to start: ContainerCreating")]
    [InlineData("ImagePullBackOff", "container \"app\" in pod \"p\" is waiting to start: trying and failing to pull image")]
    public async Task Are_refused_while_the_container_waits(string reason, string message)
    {
        _lines.Clear();
        await Refuses(Pod($$$$"""{"name":"app","ready":false,"restartCount":0,"image":"i","imageID":"","state":{"waiting":{"reason":"{{{{reason}}}}"}}}"""), "", 400, message);
    }

    [Theory]
    [InlineData("?container=nosuch", 400, "container nosuch is not valid for pod p")]
    [InlineData("?tailLines=-1", 422, "PodLogOptions \"p\" is invalid: tailLines: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("?limitBytes=0", 422, "PodLogOptions \"p\" is invalid: limitBytes: Invalid value: 0: must be greater than 0")]
    [InlineData("?tailLines=x", 400, "strconv.ParseInt: parsing \"x\": invalid syntax")]
    public Task Are_refused_with_the_servers_words(string query, int code, string message) => Refuses(Pod(Running), query, code, message);

    [Fact]
    public Task Need_a_container_where_there_are_several() => Refuses(
        Pod(Running, """{"name":"app","image":"i"},{"name":"two","image":"i"}"""), "", 400,
        "a container name must be specified for pod p, choose one of: [app two]");

    [Fact]
    public async Task Of_a_pod_that_is_nowhere_yet_are_empty()
    {
        var context = Context("");
        await Endpoint.ServeAsync(Pod(null, node: ""), context);
        Assert.Equal(204, context.Response.StatusCode);
    }

    [Fact]
    public async Task Cannot_be_had_from_a_silent_node()
    {
        var node = JsonNode.Parse("""{"apiVersion":"v1","kind":"Node","metadata":{"name":"n1"},"status":{"conditions":[{"type":"Ready","status":"Unknown"}],"addresses":[{"type":"InternalIP","address":"10.0.0.7"}]}}""")!;
        _cluster.Create(Kinds.Node, node.AsObject(), Kubelet);
        await Refuses(Pod(Running), "?tailLines=1", 500, "Get \"https://10.0.0.7:10250/containerLogs/default/p/app?tailLines=1\": dial tcp 10.0.0.7:10250: i/o timeout");
    }

    [Fact]
    public async Task Are_followed_until_the_container_ends_without_a_line_missed_or_doubled()
    {
        var pod = Pod(Running);
        var context = Context("?follow=true&tailLines=1");
        var following = Endpoint.ServeAsync(pod, context);
        _loop.Advance(TimeSpan.FromMilliseconds(1));
        await Eventually.ReadsAsync(_ => Task.FromResult(Text(context)), text => text == "line 5\n");
        foreach (var follower in _followers)
            follower(new LogLine(Start, "line 6"));
        await Eventually.ReadsAsync(_ => Task.FromResult(Text(context)), text => text == "line 5\nline 6\n");
        SetStatus("""{"name":"app","ready":false,"restartCount":0,"image":"i","imageID":"","state":{"terminated":{"exitCode":0}}}""");
        await Eventually.ReadsAsync(
            _ =>
            {
                _wall.Advance(TimeSpan.FromSeconds(1));
                return Task.FromResult(following.IsCompleted);
            },
            ended => ended);
        await following;
        Assert.Empty(_followers);
    }

    public void Dispose() => _cluster.Dispose();

    IReadOnlyList<LogLine>? IPodLogs.Read(string podUid, string container, bool previous) => _lines.GetValueOrDefault((container, previous));

    IDisposable IPodLogs.Follow(string podUid, string container, Action<LogLine> listener)
    {
        _followers.Add(listener);
        return new Ending(() => _followers.Remove(listener));
    }

    private const string Running = """{"name":"app","ready":true,"restartCount":0,"image":"i","imageID":"","state":{"running":{}}}""";

    private PodLogEndpoint Endpoint => new(_cluster, this, _loop, _wall);

    private StoredObject Pod(string? status, string containers = """{"name":"app","image":"i"}""", string node = "n1")
    {
        var spec = node.Length == 0 ? "" : $"\"nodeName\":\"{node}\",";
        var json = JsonNode.Parse($$$"""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","namespace":"default"},"spec":{{{{spec}}}"containers":[{{{containers}}}]}}""")!;
        _cluster.Create(Kinds.Pod, json.AsObject(), Kubelet);
        return status is null ? _cluster.Find(Kinds.Pod, "default", "p")! : SetStatus(status);
    }

    private StoredObject SetStatus(string containerStatus) => _cluster.Modify(Kinds.Pod, "default", "p", json =>
        json["status"] = new JsonObject { ["phase"] = "Running", ["containerStatuses"] = new JsonArray(JsonNode.Parse(containerStatus)) },
        Kubelet with { Subresource = "status" })!;

    private async Task<string> Read(StoredObject pod, string query)
    {
        var context = Context(query);
        await Endpoint.ServeAsync(pod, context);
        Assert.Equal("text/plain", context.Response.ContentType);
        return Text(context);
    }

    private async Task Refuses(StoredObject pod, string query, int code, string message)
    {
        var refusal = await Assert.ThrowsAsync<StatusException>(() => Endpoint.ServeAsync(pod, Context(query)));
        Assert.Equal((code, message), (refusal.Code, refusal.Message));
    }

    private static DefaultHttpContext Context(string query) => new() { Request = { QueryString = new QueryString(query) }, Response = { Body = new MemoryStream() } };

    private static string Text(DefaultHttpContext context) => Encoding.UTF8.GetString(((MemoryStream)context.Response.Body).ToArray());

    private sealed class Ending(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
