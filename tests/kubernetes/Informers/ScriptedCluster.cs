using System.Globalization;
using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Informers;

/// <summary>Pods with a history, served as an API server does: lists with a version, watches from one; and it breaks what it is told to break.</summary>
internal sealed class ScriptedCluster
{
    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, string> _pods = new(StringComparer.Ordinal);
    private readonly List<(int Version, string Type, string Json)> _log = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _kept;

    public int Version { get; private set; }

    /// <summary>Called before each event is sent; says whether the connection is cut in the middle of it, and how.</summary>
    public Func<Cut> Cuts { get; set; } = () => Cut.None;

    /// <summary>Waits until the client has taken a version in: a connection is reset only then, since a reset destroys what is on its way.</summary>
    public Func<int, CancellationToken, Task> Reaches { get; set; } = (_, _) => Task.CompletedTask;

    /// <summary>What to answer instead of a watch; null: nothing instead.</summary>
    public Func<HttpContext, Task?> InsteadOfWatch { get; set; } = _ => null;

    public IReadOnlyList<(int Version, string Type, string Name)> Log
    {
        get
        {
            lock (_lock)
                return [.. _log.Select(entry => (entry.Version, entry.Type, NameOf(entry.Json)))];
        }
    }

    public IReadOnlyCollection<string> Names
    {
        get
        {
            lock (_lock)
                return [.. _pods.Keys];
        }
    }

    public void Put(string name) => Change(name, version => Answers.Pod(name, Text(version)), _pods.ContainsKey(name) ? "MODIFIED" : "ADDED");

    public void Delete(string name) => Change(name, version => Answers.Pod(name, Text(version)), "DELETED");

    /// <summary>Changes so far can no longer be watched.</summary>
    public void Compact()
    {
        lock (_lock)
            _kept = Version;
    }

    public Task AnswerAsync(HttpContext context) =>
        context.Request.Query.ContainsKey("watch") ? WatchAsync(context) : ListAsync(context);

    private void Change(string name, Func<int, string> json, string type)
    {
        lock (_lock)
        {
            var text = json(++Version);
            if (type == "DELETED")
                _pods.Remove(name);
            else
                _pods[name] = text;
            _log.Add((Version, type, text));
            _changed.SetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private Task ListAsync(HttpContext context)
    {
        if (int.TryParse(context.Request.Query["resourceVersion"], CultureInfo.InvariantCulture, out var least) && least > Version)
            return context.SayAsync(504, $$$"""
                {"kind":"Status","status":"Failure","message":"Timeout: Too large resource version: {{{least}}}, current: {{{Version}}}","reason":"Timeout",
                "details":{"causes":[{"reason":"ResourceVersionTooLarge","message":"Too large resource version"}],"retryAfterSeconds":1},"code":504}
                """, retryAfter: 1);
        string json;
        lock (_lock)
            json = Answers.List(Text(Version), _pods.Values);
        return context.SayAsync(200, json);
    }

    private async Task WatchAsync(HttpContext context)
    {
        if (InsteadOfWatch(context) is { } instead)
        {
            await instead;
            return;
        }
        var seen = int.Parse(context.Request.Query["resourceVersion"]!, CultureInfo.InvariantCulture);
        context.Response.ContentType = "application/json";
        await context.Response.Body.FlushAsync();
        while (!context.RequestAborted.IsCancellationRequested)
        {
            Task changed;
            List<(int Version, string Type, string Json)> news;
            lock (_lock)
            {
                if (seen < _kept)
                {
                    news = [(_kept, "ERROR", """{"kind":"Status","status":"Failure","message":"too old resource version","reason":"Expired","code":410}""")];
                    seen = int.MaxValue;
                }
                else
                    news = [.. _log.Where(entry => entry.Version > seen)];
                changed = _changed.Task;
            }
            foreach (var (version, type, json) in news)
            {
                var line = $$"""{"type":"{{type}}","object":{{json}}}""" + "\n";
                if (Cuts() is var cut and not Cut.None)
                {
                    await context.Response.WriteAsync(line[..(line.Length / 2)]);
                    await context.Response.Body.FlushAsync();
                    if (cut == Cut.Reset)
                    {
                        await Reaches(seen, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                        context.Abort();
                    }
                    return;
                }
                await context.Response.WriteAsync(line);
                seen = Math.Max(seen, version);
            }
            await context.Response.Body.FlushAsync();
            if (seen == int.MaxValue)
                return;
            await changed.WaitAsync(context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string NameOf(string json) => System.Text.Json.JsonDocument.Parse(json).RootElement.GetProperty("metadata").GetProperty("name").GetString()!;

    private static string Text(int version) => version.ToString(CultureInfo.InvariantCulture);
}
