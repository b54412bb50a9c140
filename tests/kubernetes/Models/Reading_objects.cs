using System.Text.Json;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Tests.Models;

public sealed class Reading_objects
{
    [Fact]
    public void A_pod_says_why_its_container_does_not_run()
    {
        var pod = Read<Pod>("""
            {"apiVersion":"v1","kind":"Pod","metadata":{"name":"cart-1","namespace":"shop","uid":"u1","resourceVersion":"7",
             "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{…}","team":"a"},"managedFields":[{"manager":"x"}],
             "ownerReferences":[{"apiVersion":"v1","kind":"X","name":"x","uid":"x"},
               {"apiVersion":"apps/v1","kind":"ReplicaSet","name":"cart","uid":"r1","controller":true,"blockOwnerDeletion":true}]},
             "spec":{"nodeName":"n1","containers":[{"name":"cart","image":"cart:1","ports":[{"containerPort":80}],"env":null,
               "resources":{"limits":{"cpu":"500m","memory":"128Mi"}},"livenessProbe":{"httpGet":{"path":"/","port":"http"}}}]},
             "status":{"phase":"Running","startTime":"2026-11-20T09:00:00Z","podIP":"10.0.0.1","containerStatuses":[{"name":"cart","ready":false,
               "restartCount":3,"state":{"waiting":{"reason":"CrashLoopBackOff"}},
               "lastState":{"terminated":{"reason":"OOMKilled","exitCode":137,"finishedAt":"2026-11-20T09:41:58Z"}}}]}}
            """);
        var container = Assert.Single(pod.Status.ContainerStatuses);
        Assert.Equal("CrashLoopBackOff", container.State.Waiting!.Reason);
        Assert.Equal((137, "OOMKilled"), (container.LastState.Terminated!.ExitCode, container.LastState.Terminated.Reason));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 41, 58, TimeSpan.Zero), container.LastState.Terminated.FinishedAt);
        Assert.Equal("r1", pod.Metadata.Controller!.Uid);
        Assert.Equal(["team"], pod.Metadata.Annotations.Keys);
        Assert.Equal(0.5m, pod.Spec.Containers[0].Resources.Limits["cpu"].Value);
        Assert.Equal("http", pod.Spec.Containers[0].LivenessProbe!.HttpGet!.Port);
        Assert.Equal(80, pod.Spec.Containers[0].Ports[0].Number);
        Assert.Empty(pod.Spec.Containers[0].Env);
        Assert.Equal("10.0.0.1", pod.Status.PodIP);
    }

    [Fact]
    public void Null_is_the_same_as_absent()
    {
        var deployment = Read<Deployment>("""
            {"metadata":{"name":null,"labels":null,"ownerReferences":null,"creationTimestamp":null,"generation":null},
             "spec":{"replicas":null,"selector":null,"paused":null,"strategy":{"rollingUpdate":{"maxSurge":"25%","maxUnavailable":1}}},"status":null}
            """);
        Assert.Equal("", deployment.Metadata.Name);
        Assert.Empty(deployment.Metadata.Labels);
        Assert.Empty(deployment.Metadata.OwnerReferences);
        Assert.Null(deployment.Spec.Replicas);
        Assert.False(deployment.Spec.Paused);
        Assert.Equal(0, deployment.Status.Replicas);
        Assert.Equal(3, deployment.Spec.Strategy.RollingUpdate!.MaxSurge!.Value.Of(10, roundUp: true));
        Assert.Equal((IntOrString)1, deployment.Spec.Strategy.RollingUpdate.MaxUnavailable);
    }

    [Theory]
    [InlineData("""{"lastTimestamp":"2026-11-20T10:00:00Z","count":4,"eventTime":null}""", "10:00", 4)]
    [InlineData("""{"eventTime":"2026-11-20T10:01:00.123456Z","count":null,"lastTimestamp":null}""", "10:01", 1)]
    [InlineData("""{"eventTime":"2026-11-20T10:01:00Z","series":{"count":9,"lastObservedTime":"2026-11-20T10:05:00.000001Z"}}""", "10:05", 9)]
    [InlineData("""{"deprecatedLastTimestamp":"2026-11-20T10:02:00Z","deprecatedCount":2}""", "10:02", 2)]
    [InlineData("{}", "09:00", 1)]
    public void An_event_has_the_time_and_the_count_that_count(string fields, string lastSeen, int count)
    {
        var json = JsonNode.Parse(fields)!.AsObject();
        json["metadata"] = JsonNode.Parse("""{"name":"e","creationTimestamp":"2026-11-20T09:00:00Z"}""");
        var happened = Read<KubernetesEvent>(json.ToJsonString());
        Assert.Equal(lastSeen, $"{happened.LastSeen:HH:mm}");
        Assert.Equal(count, happened.Count);
    }

    [Fact]
    public void Both_forms_of_an_event_read_the_same()
    {
        var core = Read<KubernetesEvent>("""
            {"metadata":{"name":"e"},"involvedObject":{"kind":"Pod","name":"p","namespace":"shop","uid":"u","fieldPath":"spec.containers{c}"},
             "reason":"BackOff","message":"Back-off","type":"Warning","source":{"component":"kubelet","host":"n1"},"reportingComponent":""}
            """);
        var events = Read<KubernetesEvent>("""
            {"metadata":{"name":"e"},"regarding":{"kind":"Pod","name":"p","namespace":"shop","uid":"u","fieldPath":"spec.containers{c}"},
             "reason":"BackOff","note":"Back-off","type":"Warning","deprecatedSource":{"component":"kubelet","host":"n1"}}
            """);
        Assert.Equal(core with { Metadata = events.Metadata }, events);
        Assert.True(core.IsWarning);
        Assert.Equal(("kubelet", "n1"), (core.Reporter, core.ReportingHost));
    }

    [Fact]
    public void A_config_map_keeps_marks_of_its_values_only()
    {
        var before = Read<ConfigMap>("""{"metadata":{"name":"c"},"data":{"a":"1","b":"\"x\""},"binaryData":{"k":"AAA="}}""");
        var after = Read<ConfigMap>("""{"metadata":{"name":"c"},"data":{"a":"1","b":"\"y\""}}""");
        Assert.True(before.Has("k"));
        Assert.Equal(3, before.Data["b"].Length);
        Assert.Equal(before.Data["a"], after.Data["a"]);
        Assert.NotEqual(before.Data["b"], after.Data["b"]);
    }

    [Fact]
    public void What_nobody_here_knows_survives_an_edit()
    {
        const string Json = """{"apiVersion":"argoproj.io/v1","kind":"Rollout","metadata":{"name":"r","x":1},"spec":{"new":{"deep":[1.50,true]},"replicas":1}}""";
        var edited = KubernetesObject.Parse(Json).Edit(json => json["spec"]!["replicas"] = 2);
        Assert.Equal(Json.Replace("\"replicas\":1", "\"replicas\":2", StringComparison.Ordinal), edited.Raw.GetRawText());
        Assert.Equal(("Rollout", "r"), (edited.Kind, edited.Metadata.Name));
        Assert.Equal(2, edited.At("spec", "replicas")!.Value.GetInt32());
        Assert.Null(edited.At("spec", "replicas", "none"));
    }

    [Fact]
    public void A_selector_with_expressions_picks_by_labels()
    {
        var selector = JsonSerializer.Deserialize<LabelSelector>(
            """{"matchLabels":{"app":"cart"},"matchExpressions":[{"key":"tier","operator":"NotIn","values":["db"]},{"key":"old","operator":"DoesNotExist"}]}""",
            KubernetesJson.Options)!;
        Assert.True(selector.Matches(new Dictionary<string, string> { ["app"] = "cart" }));
        Assert.False(selector.Matches(new Dictionary<string, string> { ["app"] = "cart", ["tier"] = "db" }));
        Assert.False(selector.Matches(new Dictionary<string, string> { ["app"] = "cart", ["old"] = "" }));
        Assert.Equal("app=cart,tier notin (db),!old", selector.ToString());
    }

    private static T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, KubernetesJson.Options)!;
}
