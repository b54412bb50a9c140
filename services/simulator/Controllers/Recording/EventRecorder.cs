using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Controllers.Recording;

/// <summary>Writes Events as the components of a real cluster do: a repeated one is counted, not written anew.</summary>
/// <remarks>On the loop only. What the API refuses (a namespace that is going away) is dropped, as in reality.</remarks>
public sealed class EventRecorder(ICluster cluster, SimulationLoop loop)
{
    private const int CacheSize = 4096;
    private const int LongestMessage = 1024;
    private static readonly TimeSpan SeriesEndsAfter = TimeSpan.FromMinutes(6);
    private readonly EventCorrelator _correlator = new();
    private readonly RecentlyUsed<(EventSource Source, string Type, string Reason, string Message), Written> _written = new(CacheSize);
    private long _lastNumber;

    /// <summary>Records what happened to an object.</summary>
    /// <param name="type">"Normal" or "Warning".</param>
    /// <param name="reason">One word: "FailedCreate".</param>
    /// <param name="message">For people; cut after 1024 characters.</param>
    /// <param name="component">Who says it: "kubelet".</param>
    /// <param name="host">The component's node; empty for the control plane's.</param>
    /// <param name="fieldPath">Part of the object: "spec.containers{app}".</param>
    public void Record(StoredObject about, string type, string reason, string message, string component, string host = "", string? fieldPath = null)
    {
        var source = SourceOf(about, component, host, fieldPath);
        if (_correlator.Admit(source, type, reason, message, loop.GetUtcNow()) is not { } admitted)
            return;
        admitted = Cut(admitted);
        var now = Timestamps.Seconds(loop.GetUtcNow());
        var count = 1;
        if (_written.TryGet((source, type, reason, admitted), out var written))
        {
            count = ++written.Count;
            if (Repeat(written, component, host, json =>
            {
                json["count"] = count;
                json["lastTimestamp"] = now;
            }))
                return;
        }
        Write(about, source, type, reason, admitted, count, json =>
        {
            json["source"] = host.Length == 0 ? new JsonObject { ["component"] = component } : new JsonObject { ["component"] = component, ["host"] = host };
            json["firstTimestamp"] = now;
            json["lastTimestamp"] = now;
            json["count"] = count;
            json["type"] = type;
            json["eventTime"] = null;
            json["reportingComponent"] = component;
            json["reportingInstance"] = host;
        });
    }

    /// <summary>Records in the newer form, with an action and a series instead of a count: what the scheduler does.</summary>
    /// <param name="action">What was being done: "Scheduling".</param>
    public void RecordAction(StoredObject about, string type, string reason, string action, string message, string component)
    {
        var source = SourceOf(about, component, "", null);
        message = Cut(message);
        var now = loop.GetUtcNow();
        if (_written.TryGet((source, type, reason, message), out var written) && now - written.Last < SeriesEndsAfter)
        {
            written.Last = now;
            var count = ++written.Count;
            if (Repeat(written, component, "", json =>
                json["series"] = new JsonObject { ["count"] = count, ["lastObservedTime"] = Timestamps.Micros(now) }))
                return;
        }
        Write(about, source, type, reason, message, 1, json =>
        {
            json["source"] = new JsonObject();
            json["firstTimestamp"] = null;
            json["lastTimestamp"] = null;
            json["type"] = type;
            json["eventTime"] = Timestamps.Micros(now);
            json["action"] = action;
            json["reportingComponent"] = component;
            json["reportingInstance"] = $"{component}-control-plane";
        });
    }

    private static EventSource SourceOf(StoredObject about, string component, string host, string? fieldPath) =>
        new(component, host, about.Kind.Kind, about.Key.Namespace, about.Key.Name, about.Uid, fieldPath ?? "");

    private static string Cut(string message) => message.Length <= LongestMessage ? message : message[..LongestMessage];

    private static WriteOptions As(string component, string host) => component switch
    {
        "kubelet" => new($"system:node:{host}", "kubelet"),
        "default-scheduler" => new("system:kube-scheduler", "kube-scheduler"),
        _ => new($"system:serviceaccount:kube-system:{component}", "kube-controller-manager"),
    };

    private bool Repeat(Written written, string component, string host, Action<JsonObject> change)
    {
        try
        {
            return cluster.Modify(Kinds.Event, written.Namespace, written.Name, change, As(component, host)) is not null;
        }
        catch (StatusException)
        {
            return false;
        }
    }

    private void Write(
        StoredObject about, EventSource source, string type, string reason, string message, int count, Action<JsonObject> complete)
    {
        var ns = about.Key.Namespace.Length == 0 ? "default" : about.Key.Namespace;
        var name = $"{about.Key.Name}.{NextNumber():x16}";
        var involved = new JsonObject { ["kind"] = about.Kind.Kind };
        if (about.Key.Namespace.Length > 0)
            involved["namespace"] = about.Key.Namespace;
        involved["name"] = about.Key.Name;
        involved["uid"] = about.Uid;
        involved["apiVersion"] = about.Kind.ApiVersion;
        involved["resourceVersion"] = about.ResourceVersion.ToString(CultureInfo.InvariantCulture);
        if (source.FieldPath.Length > 0)
            involved["fieldPath"] = source.FieldPath;
        var json = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Event",
            ["metadata"] = new JsonObject { ["name"] = name, ["namespace"] = ns },
            ["involvedObject"] = involved,
            ["reason"] = reason,
            ["message"] = message,
        };
        complete(json);
        try
        {
            cluster.Create(Kinds.Event, json, As(source.Component, source.Host));
            _written.Set((source, type, reason, message), new Written(ns, name, count, loop.GetUtcNow()));
        }
        catch (StatusException)
        {
            // no event is worth a failure
        }
    }

    /// <summary>The nanosecond of now that no event was named after yet.</summary>
    private long NextNumber() => _lastNumber = Math.Max(Timestamps.UnixNanoseconds(loop.GetUtcNow()), _lastNumber + 1);

    private sealed class Written(string ns, string name, int count, DateTimeOffset last)
    {
        public string Namespace { get; } = ns;

        public string Name { get; } = name;

        public int Count { get; set; } = count;

        public DateTimeOffset Last { get; set; } = last;
    }
}
