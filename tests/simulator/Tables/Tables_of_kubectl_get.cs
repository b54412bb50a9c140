using System.Buffers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tables;
using Pipeline.Testing;

namespace Pipeline.Simulator.Tests.Tables;

public sealed class Tables_of_kubectl_get
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-20T12:00:00Z", System.Globalization.CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("""{"phase":"Pending"}""", "0/2 Pending 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"restartCount":0,"state":{"running":{}}},{"name":"b","ready":true,"restartCount":0,"state":{"running":{}}}]}""",
        "2/2 Running 0")]
    [InlineData("""{"phase":"Running","containerStatuses":[{"name":"a","ready":true,"restartCount":1,"state":{"running":{}}},{"name":"b","ready":false,"restartCount":4,"lastState":{"terminated":{"finishedAt":"2026-11-20T11:57:00Z"}},"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""",
        "1/2 CrashLoopBackOff 5 (3m ago)")]
    [InlineData("""{"phase":"Pending","containerStatuses":[{"name":"a","ready":false,"restartCount":0,"state":{"waiting":{"reason":"ImagePullBackOff"}}}]}""", "0/2 ImagePullBackOff 0")]
    [InlineData("""{"phase":"Failed","reason":"Evicted"}""", "0/2 Evicted 0")]
    [InlineData("""{"phase":"Succeeded","containerStatuses":[{"name":"a","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""", "0/2 Completed 0")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"a","restartCount":0,"state":{"terminated":{"exitCode":137,"reason":"OOMKilled"}}}]}""", "0/2 OOMKilled 0")]
    [InlineData("""{"phase":"Failed","containerStatuses":[{"name":"a","restartCount":0,"state":{"terminated":{"exitCode":3}}}]}""", "0/2 ExitCode:3 0")]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"a","ready":true,"restartCount":0,"state":{"running":{}}},{"name":"b","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}}]}""",
        "1/2 NotReady 0")]
    [InlineData("""{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"a","restartCount":0,"state":{"terminated":{"exitCode":0,"reason":"Completed"}}},{"name":"b","ready":true,"restartCount":0,"state":{"running":{}}}]}""",
        "1/2 NotReady 0")]
    [InlineData("""{"phase":"Pending","conditions":[{"type":"PodScheduled","status":"False","reason":"SchedulingGated"}]}""", "0/2 SchedulingGated 0")]
    public void Say_in_one_word_how_a_pod_is(string status, string expected) => Assert.Equal(expected, PodCells(status));

    [Theory]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":0,"state":{"running":{}}}]}""", "0/2 Init:0/1 0")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":2,"state":{"terminated":{"exitCode":1,"reason":"Error"}}}]}""", "0/2 Init:Error 2")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":2,"state":{"waiting":{"reason":"CrashLoopBackOff"}}}]}""", "0/2 Init:CrashLoopBackOff 2")]
    [InlineData("""{"phase":"Pending","initContainerStatuses":[{"name":"i","restartCount":0,"state":{"terminated":{"exitCode":0}}}],"containerStatuses":[{"name":"a","restartCount":0,"state":{"waiting":{"reason":"PodInitializing"}}}]}""",
        "0/2 PodInitializing 0")]
    public void Say_how_far_the_init_containers_are(string status, string expected) =>
        Assert.Equal(expected, PodCells(status, """, "initContainers":[{"name":"i"}]"""));

    [Fact]
    public void Count_a_sidecar_among_the_containers() => Assert.Equal(
        "2/3 Running 0",
        PodCells(
            """{"phase":"Running","initContainerStatuses":[{"name":"i","restartCount":0,"ready":true,"started":true,"state":{"running":{}}}],"containerStatuses":[{"name":"a","ready":true,"restartCount":0,"state":{"running":{}}},{"name":"b","ready":false,"restartCount":0,"state":{"running":{}}}]}""",
            """, "initContainers":[{"name":"i","restartPolicy":"Always"}]"""));

    [Fact]
    public void Say_that_a_deleted_pod_ends() => Assert.Equal(
        "0/2 Terminating 0", PodCells("""{"phase":"Running"}""", metadata: """, "deletionTimestamp":"2026-11-20T11:59:00Z" """));

    [Fact]
    public void Show_a_deployment_with_its_wide_columns() => Assert.Equal(
        ["web", "1/3", 2, 1, "5d3h", "app,log", "shop:1,log:2", "app=web,tier in (a,b)"],
        Cells(Kinds.Deployment, """
            {"metadata":{"name":"web","creationTimestamp":"2026-11-15T08:10:00Z"},
             "spec":{"replicas":3,"selector":{"matchLabels":{"app":"web"},"matchExpressions":[{"key":"tier","operator":"In","values":["b","a"]}]},
              "template":{"spec":{"containers":[{"name":"app","image":"shop:1"},{"name":"log","image":"log:2"}]}}},
             "status":{"readyReplicas":1,"updatedReplicas":2,"availableReplicas":1}}
            """));

    [Fact]
    public void Show_a_node_that_takes_no_pods_with_its_roles() => Assert.Equal(
        ["n1", "NotReady,SchedulingDisabled", "control-plane,db", "2d", "v1.32.1", "10.0.0.1", "<none>", "Debian", "6.1", "containerd://2.0"],
        Cells(Kinds.Node, """
            {"metadata":{"name":"n1","creationTimestamp":"2026-11-18T12:00:00Z","labels":{"node-role.kubernetes.io/control-plane":"","kubernetes.io/role":"db"}},
             "spec":{"unschedulable":true},
             "status":{"conditions":[{"type":"Ready","status":"Unknown"}],"addresses":[{"type":"InternalIP","address":"10.0.0.1"}],
              "nodeInfo":{"kubeletVersion":"v1.32.1","osImage":"Debian","kernelVersion":"6.1","containerRuntimeVersion":"containerd://2.0"}}}
            """));

    [Fact]
    public void Show_what_an_autoscaler_measures() => Assert.Equal(
        ["web", "Deployment/web", "cpu: 71%/50%, <unknown>/10 + 1 more...", "2", 10, 4, "60s"],
        Cells(Kinds.HorizontalPodAutoscaler, """
            {"metadata":{"name":"web","creationTimestamp":"2026-11-20T11:59:00Z"},
             "spec":{"scaleTargetRef":{"kind":"Deployment","name":"web"},"minReplicas":2,"maxReplicas":10,"metrics":[
              {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":50}}},
              {"type":"Pods","pods":{"target":{"averageValue":"10"}}},{"type":"Pods","pods":{"target":{"averageValue":"10"}}}]},
             "status":{"currentReplicas":4,"currentMetrics":[{"type":"Resource","resource":{"name":"cpu","current":{"averageUtilization":71}}}]}}
            """));

    [Fact]
    public void Show_events_of_the_newer_kind() => Assert.Equal(
        ["10s", "Warning", "BackOff", "pod/web-1", "spec.containers{app}", "kubelet, n1", "Back-off", "5m", 8, "web-1.17"],
        Cells(Kinds.Event, """
            {"metadata":{"name":"web-1.17"},"involvedObject":{"kind":"Pod","name":"web-1","fieldPath":"spec.containers{app}"},"type":"Warning","reason":"BackOff",
             "message":" Back-off ","source":{"component":"kubelet","host":"n1"},"eventTime":"2026-11-20T11:55:00.000000Z",
             "series":{"count":7,"lastObservedTime":"2026-11-20T11:59:50.000000Z"}}
            """));

    [Fact]
    public void Show_ports_addresses_and_quotas_as_kubectl_users_know_them()
    {
        Assert.Equal(["s", "NodePort", "10.0.0.9", "<none>", "80:30080/TCP,53/UDP", "<unknown>", "app=web"], Cells(Kinds.Service, """
            {"metadata":{"name":"s"},"spec":{"type":"NodePort","clusterIP":"10.0.0.9","ports":[{"port":80,"nodePort":30080,"protocol":"TCP"},{"port":53,"protocol":"UDP"}],"selector":{"app":"web"}}}
            """));
        Assert.Equal(["s", "10.1.0.1:80,10.1.0.2:80,10.1.0.3:80 + 1 more...", "<unknown>"], Cells(Kinds.Endpoints, """
            {"metadata":{"name":"s"},"subsets":[{"addresses":[{"ip":"10.1.0.1"},{"ip":"10.1.0.2"},{"ip":"10.1.0.3"},{"ip":"10.1.0.4"}],"ports":[{"port":80}]}]}
            """));
        Assert.Equal(["q", "pods: 1/3, requests.cpu: 100m/1", "limits.cpu: 0/2", "<unknown>"], Cells(Kinds.ResourceQuota, """
            {"metadata":{"name":"q"},"status":{"hard":{"requests.cpu":"1","pods":"3","limits.cpu":"2"},"used":{"pods":"1","requests.cpu":"100m"}}}
            """));
    }

    [Fact]
    public void Show_custom_objects_by_their_printer_columns()
    {
        var definition = CustomResources.Read(JsonNode.Parse("""
            {"spec":{"group":"example.com","scope":"Namespaced","names":{"plural":"widgets","kind":"Widget"},"versions":[{"name":"v1","served":true,"storage":true,
             "additionalPrinterColumns":[{"name":"Size","type":"integer","jsonPath":".spec.size"},
              {"name":"Ready","type":"string","jsonPath":".status.conditions[?(@.type==\"Ready\")].status"},
              {"name":"Age","type":"date","jsonPath":".metadata.creationTimestamp"},{"name":"Labels","type":"string","jsonPath":".metadata.labels['a.b/c']","priority":1}]}]}}
            """)!.AsObject()).Single();
        Assert.Equal(["w", 3L, "True", "2h", "x"], TableLayouts.Of(definition).Cells(JsonElement.Parse("""
            {"metadata":{"name":"w","creationTimestamp":"2026-11-20T10:00:00Z","labels":{"a.b/c":"x"}},"spec":{"size":3},
             "status":{"conditions":[{"type":"Ready","status":"True"},{"type":"Other","status":"False"}]}}
            """), Now).Select(c => c is "120m" ? "2h" : c));
    }

    [Fact]
    public void Come_with_the_metadata_of_each_object()
    {
        var json = Write(Kinds.ConfigMap, """{"metadata":{"name":"c","uid":"u"},"data":{"a":"1"}}""", new TableFormat("v1"), withColumns: false);
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse("""
            {"kind":"Table","apiVersion":"meta.k8s.io/v1","metadata":{"resourceVersion":"7"},"columnDefinitions":null,
             "rows":[{"cells":["c",1,"<unknown>"],"object":{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":{"name":"c","uid":"u"}}}]}
            """), json), json.ToJsonString());
    }

    [Fact]
    public void Describe_as_many_columns_as_each_row_has_cells()
    {
        foreach (var definition in BuiltInResources.All.Where(d => !d.IsVirtual))
        {
            var layout = TableLayouts.Of(definition);
            Assert.True(layout.Columns.Count == layout.Cells(JsonElement.Parse("""{"metadata":{"name":"x"}}"""), Now).Length, definition.Kind.Kind);
        }
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(599, "9m59s")]
    [InlineData(601, "10m")]
    [InlineData(3 * 3600, "3h")]
    [InlineData((3 * 3600) + 300, "3h5m")]
    [InlineData(9 * 3600, "9h")]
    [InlineData(49 * 3600, "2d1h")]
    [InlineData(400L * 86400, "400d")]
    [InlineData(800L * 86400, "2y70d")]
    [InlineData(-5, "<invalid>")]
    public void Show_times_as_people_say_them(long seconds, string text) => Assert.Equal(text, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));

    private static string PodCells(string status, string spec = "", string metadata = "") => string.Join(' ', Cells(Kinds.Pod,
        $$"""{"metadata":{"name":"p"{{metadata}}},"spec":{"containers":[{"name":"a"},{"name":"b"}]{{spec}}},"status":{{status}}}""").Skip(1).Take(3));

    private static object?[] Cells(ResourceKind kind, string json) =>
        [.. TableLayouts.Of(Definition(kind)).Cells(JsonElement.Parse(json), Now).Select(c => c is long number ? (int)number : c)];

    private static JsonNode Write(ResourceKind kind, string json, TableFormat format, bool withColumns)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            new TableWriter(new ManualClock(Now)).Write(
                writer, Definition(kind), [JsonElement.Parse(json)], format, metadata => metadata.WriteString("resourceVersion", "7"), withColumns);
        }
        return JsonNode.Parse(buffer.WrittenSpan)!;
    }

    private static ResourceDefinition Definition(ResourceKind kind) => BuiltInResources.All.First(d => d.Kind == kind);
}
