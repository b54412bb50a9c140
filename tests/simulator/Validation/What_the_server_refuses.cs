using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Tests.Validation;

/// <summary>Rules beyond the recorded ones, in the words of the real server.</summary>
public sealed class What_the_server_refuses
{
    private readonly SimulatedCluster _cluster = new(
        new ObjectStore(), new SimulationLoop(new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), TimeProvider.System));

    [Theory]
    [InlineData("services", """{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}""",
        "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767")]
    [InlineData("services", """{"ports":[{"port":80,"targetPort":"a_b"}]}""",
        "spec.ports[0].targetPort: Invalid value: \"a_b\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)")]
    [InlineData("networkpolicies", """{"podSelector":{},"ingress":[{"from":[{}]}]}""", "spec.ingress[0].from[0]: Required value: must specify a peer")]
    [InlineData("networkpolicies", """{"podSelector":{},"egress":[{"ports":[{"port":0}]}]}""",
        "spec.egress[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive")]
    [InlineData("limitranges", """{"limits":[{"type":"Pod","max":{"cpu":"1"},"min":{"cpu":"2"}}]}""",
        "spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1")]
    [InlineData("daemonsets", """{"updateStrategy":{"type":"RollingUpdate","rollingUpdate":{"maxUnavailable":0}},"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i"}]}}}""",
        "spec.updateStrategy.rollingUpdate.maxUnavailable: Required value: cannot be 0 when maxSurge is 0")]
    [InlineData("deployments", """{"strategy":{"rollingUpdate":{"maxUnavailable":"120%"}},"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i"}]}}}""",
        "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: \"120%\": must not be greater than 100%")]
    [InlineData("pods", """{"hostNetwork":true,"containers":[{"name":"a","image":"i","ports":[{"containerPort":80,"hostPort":81}]}]}""",
        "spec.containers[0].ports[0].containerPort: Invalid value: 80: must match `hostPort` when `hostNetwork` is true")]
    [InlineData("resourcequotas", """{"hard":{"foo":"1"}}""", "spec.hard[foo]: Invalid value: \"foo\": must be a standard resource for quota")]
    [InlineData("resourcequotas", """{"hard":{"services":"1"},"scopes":["BestEffort"]}""",
        "spec.scopes: Invalid value: []core.ResourceQuotaScope{\"BestEffort\"}: unsupported scope applied to resource")]
    [InlineData("resourcequotas", """{"hard":{"pods":"1"},"scopes":["NotBestEffort","BestEffort"]}""",
        "spec.scopes: Invalid value: []core.ResourceQuotaScope{\"NotBestEffort\", \"BestEffort\"}: conflicting scopes")]
    [InlineData("horizontalpodautoscalers", """{"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d"},"metrics":[{"type":"Resource"}]}""",
        "spec.metrics[0].resource: Required value: must populate information for the given metric source")]
    [InlineData("horizontalpodautoscalers", """{"maxReplicas":2,"scaleTargetRef":{"kind":"Deployment","name":"d"},"metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization"}}}]}""",
        "spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target raw value or a target utilization")]
    public void Of_a_spec(string plural, string spec, string problem) => Refuses(plural, $$"""{"spec":{{spec}} }""", problem);

    [Theory]
    [InlineData("secrets", """{"type":"kubernetes.io/basic-auth"}""", "[data[username]: Required value, data[password]: Required value]")]
    [InlineData("secrets", """{"type":"kubernetes.io/ssh-auth"}""", "data[ssh-privatekey]: Required value")]
    [InlineData("secrets", """{"type":"kubernetes.io/dockerconfigjson","data":{".dockerconfigjson":"eA=="}}""",
        "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": invalid character 'x' looking for beginning of value")]
    [InlineData("priorityclasses", """{"value":2000000000}""", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("storageclasses", """{"provisioner":"p","reclaimPolicy":"X"}""", "reclaimPolicy: Unsupported value: \"X\": supported values: \"Delete\", \"Retain\"")]
    [InlineData("validatingwebhookconfigurations", """{"webhooks":[{"name":"a.b.c","admissionReviewVersions":["v1"],"clientConfig":{"url":"https://a.b"}}]}""",
        "webhooks[0].sideEffects: Required value: must specify one of None, NoneOnDryRun")]
    public void Of_another_object(string plural, string json, string problem) => Refuses(plural, json, problem);

    [Fact]
    public void A_node_port_that_another_service_has()
    {
        Create("services", "first", """{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""");
        Refuses("services", """{"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30080}]}}""",
            "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated");
    }

    [Theory]
    [InlineData("""["bad"]""", "metadata.finalizers[0]: Invalid value: \"bad\": name is neither a standard finalizer name nor is it fully qualified")]
    [InlineData("""["orphan","foregroundDeletion"]""",
        "metadata.finalizers: Invalid value: []string{\"orphan\", \"foregroundDeletion\"}: finalizer orphan and foregroundDeletion cannot be both set")]
    public void Of_finalizers(string finalizers, string problem)
    {
        var json = JsonNode.Parse($$"""{"metadata":{"name":"x","namespace":"default","finalizers":{{finalizers}} } }""")!.AsObject();
        var refusal = Assert.Throws<StatusException>(() => _cluster.Create(Kinds.ConfigMap, json, new WriteOptions("test", "test")));
        Assert.Equal($"ConfigMap \"x\" is invalid: {problem}", refusal.Message);
    }

    [Fact]
    public void Webhook_configurations_are_completed()
    {
        var made = Create("validatingwebhookconfigurations", "hooks", """
            {"webhooks":[{"name":"a.b.c","sideEffects":"None","admissionReviewVersions":["v1"],"clientConfig":{"service":{"name":"s","namespace":"n"}},
             "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["CREATE"],"resources":["pods"]}]}]}
            """).ToJson()["webhooks"]![0]!;
        Assert.Equal(("Fail", "Equivalent", 10, 443, "*"), (
            (string)made["failurePolicy"]!, (string)made["matchPolicy"]!, (int)made["timeoutSeconds"]!, (int)made["clientConfig"]!["service"]!["port"]!,
            (string)made["rules"]![0]!["scope"]!));
    }

    private void Refuses(string plural, string json, string problem)
    {
        var refusal = Assert.Throws<StatusException>(() => Create(plural, "x", json));
        Assert.Equal(422, refusal.Code);
        Assert.EndsWith($"is invalid: {problem}", refusal.Message, StringComparison.Ordinal);
    }

    private StoredObject Create(string plural, string name, string json)
    {
        var kind = Kinds.All.Single(k => k.Plural == plural);
        var node = JsonNode.Parse(json)!.AsObject();
        node["metadata"] = new JsonObject { ["name"] = name };
        if (kind.Namespaced)
            node["metadata"]!["namespace"] = "default";
        return _cluster.Create(kind, node, new WriteOptions("test", "test"));
    }
}
