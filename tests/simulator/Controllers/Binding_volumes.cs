using System.Text.Json.Nodes;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Binding_volumes : IDisposable
{
    private readonly ControlledWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Takes_the_smallest_volume_that_suits()
    {
        CreateVolume("large", "10Gi", "");
        CreateVolume("fitting", "2Gi", "");
        CreateVolume("small", "500Mi", "");
        CreateClaim("data", "1Gi", "");
        _world.Advance(2);
        Assert.Equal(("fitting", "Bound"), BindingOf("data"));
        Assert.Equal("2Gi", _world.Get(Kinds.PersistentVolumeClaim, "data").Status.At("capacity").Text("storage"));
        Assert.Equal("Bound", _world.Get(Kinds.PersistentVolume, "fitting").Status.Text("phase"));
        Assert.Equal("Available", _world.Get(Kinds.PersistentVolume, "large").Status.Text("phase"));
    }

    [Theory]
    [InlineData("gone", "ProvisioningFailed: storageclass.storage.k8s.io \"gone\" not found")]
    [InlineData("", "FailedBinding: no persistent volumes available for this claim and no storage class is set")]
    [InlineData("later", "WaitForFirstConsumer: waiting for first consumer to be created before binding")]
    [InlineData("manual", "ProvisioningFailed: no volume plugin matched name: kubernetes.io/no-provisioner")]
    public void Says_why_a_claim_is_pending(string storage, string why)
    {
        CreateClass("later", "rancher.io/local-path", "WaitForFirstConsumer");
        CreateClass("manual", "kubernetes.io/no-provisioner", "Immediate");
        CreateClaim("data", "1Gi", storage);
        _world.Advance(40);
        Assert.Equal("Pending", _world.Get(Kinds.PersistentVolumeClaim, "data").Status.Text("phase"));
        Assert.Equal(why, Assert.Single(_world.EventsOf("data")));
    }

    [Fact]
    public void Makes_a_volume_at_once_for_a_class_that_does_not_wait()
    {
        CreateClass("fast", "ebs.csi.aws.com", "Immediate");
        CreateClaim("data", "1Gi", "fast");
        _world.Advance(5);
        var (volume, phase) = BindingOf("data");
        Assert.Equal("Bound", phase);
        Assert.StartsWith("pvc-", volume, StringComparison.Ordinal);
        _world.Delete(Kinds.PersistentVolumeClaim, "data");
        _world.Advance(5);
        Assert.Empty(_world.All(Kinds.PersistentVolumeClaim));
        Assert.Empty(_world.All(Kinds.PersistentVolume));
    }

    [Fact]
    public void Holds_a_pod_back_until_its_claim_is_bound()
    {
        CreateClaim("data", "1Gi", "");
        _world.Create(Kinds.Pod, Some.Pod("db", """
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
            """));
        _world.Advance(2);
        Assert.Equal(
            "0/3 nodes are available: pod has unbound immediate PersistentVolumeClaims. preemption: 0/3 nodes are available: 3 Preemption is not helpful for scheduling.",
            _world.Get(Kinds.Pod, "db").Status.Condition("PodScheduled").Text("message"));
        CreateVolume("disk", "1Gi", "");
        _world.Advance(20);
        Assert.Equal("Running", _world.Get(Kinds.Pod, "db").Status.Text("phase"));
    }

    [Fact]
    public void Brings_a_pod_to_the_node_of_its_volume()
    {
        CreateClass("manual", "kubernetes.io/no-provisioner", "WaitForFirstConsumer");
        CreateVolume("disk", "1Gi", "manual", "node-c");
        CreateClaim("data", "1Gi", "manual");
        _world.Create(Kinds.Pod, Some.Pod("db", """
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
            """));
        _world.Advance(5);
        Assert.Equal("node-c", _world.Get(Kinds.Pod, "db").Spec.Text("nodeName"));
        Assert.Equal(("disk", "Bound"), BindingOf("data"));
    }

    [Fact]
    public void Keeps_a_claim_while_a_pod_uses_it()
    {
        CreateVolume("disk", "1Gi", "");
        CreateClaim("data", "1Gi", "");
        _world.Create(Kinds.Pod, Some.Pod("db", """
            "volumes": [{"name": "data", "persistentVolumeClaim": {"claimName": "data"}}]
            """));
        _world.Advance(15);
        _world.Delete(Kinds.PersistentVolumeClaim, "data");
        _world.Advance(5);
        Assert.True(_world.Get(Kinds.PersistentVolumeClaim, "data").IsBeingDeleted);
        _world.Delete(Kinds.Pod, "db");
        _world.Advance(10);
        Assert.Null(_world.Find(Kinds.PersistentVolumeClaim, "data"));
        Assert.Equal("Released", _world.Get(Kinds.PersistentVolume, "disk").Status.Text("phase"));
    }

    private (string?, string?) BindingOf(string claim)
    {
        var view = _world.Get(Kinds.PersistentVolumeClaim, claim);
        return (view.Spec.Text("volumeName"), view.Status.Text("phase"));
    }

    private void CreateClaim(string name, string size, string storage) => _world.Create(Kinds.PersistentVolumeClaim, Some.Of(Kinds.PersistentVolumeClaim, name, $$"""
        {"accessModes": ["ReadWriteOnce"], "storageClassName": "{{storage}}", "resources": {"requests": {"storage": "{{size}}"} } }
        """));

    private void CreateVolume(string name, string size, string storage, string? node = null)
    {
        var volume = Some.Of(Kinds.PersistentVolume, name, $$"""
            {"capacity": {"storage": "{{size}}"}, "accessModes": ["ReadWriteOnce"], "storageClassName": "{{storage}}", "hostPath": {"path": "/data"}, "persistentVolumeReclaimPolicy": "Retain"}
            """);
        if (node is not null)
        {
            volume["spec"]!["nodeAffinity"] = JsonNode.Parse($$"""
                {"required": {"nodeSelectorTerms": [{"matchExpressions": [{"key": "kubernetes.io/hostname", "operator": "In", "values": ["{{node}}"]}]}]} }
                """);
        }
        _world.Create(Kinds.PersistentVolume, volume);
    }

    private void CreateClass(string name, string provisioner, string mode)
    {
        var storage = Some.Object(Kinds.StorageClass, "", name);
        (storage["provisioner"], storage["volumeBindingMode"], storage["reclaimPolicy"]) = (provisioner, mode, "Delete");
        _world.Create(Kinds.StorageClass, storage);
    }
}
