using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Tests.World;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Nodes;

public sealed class A_pod_on_its_node
{
    private readonly TestWorld _world = new();

    [Fact]
    public void Comes_up_with_the_events_and_the_status_of_a_real_one()
    {
        var pod = _world.Pod("\"image\":\"nginx:1.27\",\"ports\":[{\"containerPort\":80}]");
        _world.Advance(20);
        Assert.Equal("Running", _world.State());
        Assert.Equal("Running", _world.Status().Text("phase"));
        Assert.Equal(["Pulling image \"nginx:1.27\""], _world.Events("Pulling"));
        Assert.StartsWith("Successfully pulled image \"nginx:1.27\" in ", Assert.Single(_world.Events("Pulled")));
        Assert.Equal(["Created container: app"], _world.Events("Created"));
        Assert.Equal(["Started container app"], _world.Events("Started"));
        foreach (var condition in new[] { "PodReadyToStartContainers", "Initialized", "ContainersReady", "Ready" })
            Assert.Equal("True", _world.Condition(condition));
        Assert.Equal("BestEffort", _world.Status().Text("qosClass"));
        Assert.StartsWith("10.244.0.", _world.Status().Text("podIP"));
        Assert.True(_world.Container().IsTrue("started"));
        Assert.Contains("ready for start up", Assert.Single(_world.Log(pod)));
    }

    [Fact]
    public void Is_written_only_when_its_status_changes()
    {
        _world.Pod("\"image\":\"nginx:1.27\"");
        _world.Advance(30);
        var version = _world.Cluster.Find(Kinds.Pod, "shop", "web")!.ResourceVersion;
        _world.Advance(600);
        Assert.Equal(version, _world.Cluster.Find(Kinds.Pod, "shop", "web")!.ResourceVersion);
    }

    [Fact]
    public void Backs_off_from_an_image_that_does_not_exist_and_comes_up_once_it_is_corrected()
    {
        _world.Pod("\"image\":\"nginx:does-not-exist\"");
        _world.Until(() => _world.State() == "ErrImagePull", 20, "ErrImagePull");
        Assert.Equal("rpc error: code = NotFound desc = failed to pull and unpack image \"docker.io/library/nginx:does-not-exist\": failed to resolve reference "
            + "\"docker.io/library/nginx:does-not-exist\": docker.io/library/nginx:does-not-exist: not found", _world.Container().Text("state", "waiting", "message"));
        _world.Until(() => _world.State() == "ImagePullBackOff", 20, "ImagePullBackOff");
        Assert.Contains("Back-off pulling image \"nginx:does-not-exist\"", _world.Events("BackOff"));
        Assert.Contains("Error: ImagePullBackOff", _world.Events("Failed"));
        _world.Change(Kinds.Pod, "web", pod => pod["spec"]!["containers"]![0]!["image"] = "nginx:1.27");
        _world.Until(() => _world.State() == "Running", 400, "Running");
    }

    [Theory]
    [InlineData("ngnix:1.27", "pull access denied, repository does not exist or may require authorization")]
    [InlineData("registry.nowhere.example/app:1", "no such host")]
    public void Says_why_a_registry_gives_no_image(string image, string why)
    {
        _world.Pod($"\"image\":\"{image}\"");
        _world.Until(() => _world.State() == "ImagePullBackOff", 30, "ImagePullBackOff");
        Assert.Contains(why, _world.Container().Text("state", "waiting", "message"));
    }

    [Fact]
    public void Does_not_pull_a_malformed_name_or_against_its_policy()
    {
        _world.Pod("\"image\":\"Nginx::1\"", name: "malformed");
        _world.Pod("\"image\":\"nginx:1.27\",\"imagePullPolicy\":\"Never\"", name: "never");
        _world.Advance(5);
        Assert.Equal("InvalidImageName", _world.State("malformed"));
        Assert.Equal("ErrImageNeverPull", _world.State("never"));
    }

    [Fact]
    public void Crashes_with_a_back_off_that_doubles_to_five_minutes()
    {
        var pod = _world.Pod("\"image\":\"busybox:1.36\",\"command\":[\"sh\",\"-c\",\"echo hello $NAME; sleep 1; exit 3\"],\"env\":[{\"name\":\"NAME\",\"value\":\"world\"}]");
        _world.Until(() => _world.State() == "CrashLoopBackOff", 30, "CrashLoopBackOff");
        Assert.Equal($"back-off 10s restarting failed container=app pod=web_shop({pod.Uid})", _world.Container().Text("state", "waiting", "message"));
        Assert.Equal(3, _world.Container().Integer("lastState", "terminated", "exitCode"));
        Assert.Equal("Error", _world.Container().Text("lastState", "terminated", "reason"));
        Assert.Equal(1, _world.Container().Integer("restartCount"));
        Assert.Contains($"Back-off restarting failed container app in pod web_shop({pod.Uid})", _world.Events("BackOff"));
        Assert.Equal(["hello world"], _world.Log(pod));
        Assert.Equal(["hello world"], _world.Log(pod, previous: true));
        Assert.Equal("False", _world.Condition("Ready"));
        Assert.Equal("Running", _world.Status().Text("phase"));
        _world.Advance(3600);
        _world.Until(() => _world.State() == "CrashLoopBackOff", 30, "CrashLoopBackOff");
        Assert.StartsWith("back-off 5m0s ", _world.Container().Text("state", "waiting", "message"));
        Assert.InRange(_world.Container().Integer("restartCount")!.Value, 14, 18);
    }

    [Theory]
    [InlineData("Never", "exit 0", "Succeeded", "Completed")]
    [InlineData("OnFailure", "exit 0", "Succeeded", "Completed")]
    [InlineData("Never", "exit 2", "Failed", "Error")]
    public void Ends_with_its_containers_unless_they_are_restarted(string policy, string script, string phase, string reason)
    {
        _world.Pod($"\"image\":\"busybox:1.36\",\"command\":[\"sh\",\"-c\",\"{script}\"]", $"\"restartPolicy\":\"{policy}\"");
        _world.Advance(20);
        Assert.Equal(phase, _world.Status().Text("phase"));
        Assert.Equal(reason, _world.State());
        Assert.Equal("False", _world.Condition("Ready"));
    }

    [Theory]
    [InlineData("\"envFrom\":[{\"configMapRef\":{\"name\":\"app-settings\"}}]", "configmap \"app-settings\" not found")]
    [InlineData("\"env\":[{\"name\":\"P\",\"valueFrom\":{\"secretKeyRef\":{\"name\":\"db\",\"key\":\"p\"}}}]", "secret \"db\" not found")]
    [InlineData("\"env\":[{\"name\":\"P\",\"valueFrom\":{\"configMapKeyRef\":{\"name\":\"present\",\"key\":\"p\"}}}]", "couldn't find key p in ConfigMap shop/present")]
    public void Waits_for_its_settings_and_starts_when_they_are_there(string settings, string message)
    {
        _world.Create(Kinds.ConfigMap, "{\"metadata\":{\"name\":\"present\",\"namespace\":\"shop\"},\"data\":{}}");
        _world.Pod($"\"image\":\"nginx:1.27\",{settings}");
        _world.Until(() => _world.State() == "CreateContainerConfigError", 20, "CreateContainerConfigError");
        Assert.Equal(message, _world.Container().Text("state", "waiting", "message"));
        Assert.Contains($"Error: {message}", _world.Events("Failed"));
        _world.Create(Kinds.ConfigMap, "{\"metadata\":{\"name\":\"app-settings\",\"namespace\":\"shop\"},\"data\":{}}");
        _world.Create(Kinds.Secret, "{\"metadata\":{\"name\":\"db\",\"namespace\":\"shop\"},\"data\":{\"p\":\"cQ==\"}}");
        _world.Change(Kinds.ConfigMap, "present", map => map["data"] = new System.Text.Json.Nodes.JsonObject { ["p"] = "q" });
        _world.Until(() => _world.State() == "Running", 30, "Running");
    }

    [Fact]
    public void Cannot_mount_what_is_not_there()
    {
        _world.Pod("\"image\":\"nginx:1.27\"", "\"volumes\":[{\"name\":\"cfg\",\"configMap\":{\"name\":\"app-settings\"}}]");
        _world.Advance(30);
        Assert.Equal("ContainerCreating", _world.State());
        Assert.Contains("MountVolume.SetUp failed for volume \"cfg\" : configmap \"app-settings\" not found", _world.Events("FailedMount"));
        _world.Create(Kinds.ConfigMap, "{\"metadata\":{\"name\":\"app-settings\",\"namespace\":\"shop\"},\"data\":{}}");
        _world.Until(() => _world.State() == "Running", 130, "Running");
    }

    [Fact]
    public void Fails_to_start_a_command_that_the_image_does_not_have()
    {
        _world.Pod("\"image\":\"nginx:1.27\",\"command\":[\"ngix\",\"-g\",\"daemon off;\"]");
        _world.Until(() => _world.State() == "CrashLoopBackOff", 40, "CrashLoopBackOff");
        Assert.Equal("StartError", _world.Container().Text("lastState", "terminated", "reason"));
        Assert.Equal(128, _world.Container().Integer("lastState", "terminated", "exitCode"));
        Assert.Contains("exec: \"ngix\": executable file not found in $PATH: unknown", _world.Container().Text("lastState", "terminated", "message"));
    }

    [Fact]
    public void Is_killed_by_its_liveness_probe_and_restarted()
    {
        _world.Pod("\"image\":\"nginx:1.27\",\"ports\":[{\"containerPort\":80}],\"livenessProbe\":{\"httpGet\":{\"path\":\"/nowhere\",\"port\":80},\"periodSeconds\":5}");
        _world.Until(() => _world.Container().Integer("restartCount") == 1, 60, "a restart");
        Assert.Contains("Liveness probe failed: HTTP probe failed with statuscode: 404", _world.Events("Unhealthy"));
        Assert.Contains("Container app failed liveness probe, will be restarted", _world.Events("Killing"));
    }

    [Fact]
    public void Is_ready_when_its_readiness_probe_says_so()
    {
        _world.Pod("\"image\":\"nginx:1.27\",\"ports\":[{\"containerPort\":80}],\"readinessProbe\":{\"tcpSocket\":{\"port\":81},\"periodSeconds\":5}", name: "never");
        _world.Pod("\"image\":\"nginx:1.27\",\"ports\":[{\"containerPort\":80}],\"readinessProbe\":{\"httpGet\":{\"path\":\"/\",\"port\":80}}", name: "soon");
        _world.Advance(60);
        Assert.Equal("True", _world.Condition("Ready", "soon"));
        Assert.Equal("False", _world.Condition("Ready", "never"));
        Assert.Equal(0, _world.Container("never").Integer("restartCount"));
        Assert.All(_world.Events("Unhealthy", "never"), m => Assert.Matches(@"^Readiness probe failed: dial tcp 10\.244\.0\.\d+:81: connect: connection refused$", m));
    }

    [Fact]
    public void Runs_its_init_containers_one_after_the_other_before_the_others()
    {
        _world.Pod("\"image\":\"nginx:1.27\"",
            "\"initContainers\":[{\"name\":\"one\",\"image\":\"busybox:1.36\",\"command\":[\"sleep\",\"5\"]},{\"name\":\"two\",\"image\":\"busybox:1.36\",\"command\":[\"sleep\",\"5\"]}]");
        _world.Advance(5);
        Assert.Equal("PodInitializing", _world.State());
        Assert.Equal("False", _world.Condition("Initialized"));
        Assert.Equal("Pending", _world.Status().Text("phase"));
        _world.Until(() => _world.State() == "Running", 60, "Running");
        Assert.Equal(["Completed", "Completed"], _world.Status().Items("initContainerStatuses").Select(s => s.Text("state", "terminated", "reason")));
        Assert.Equal("True", _world.Condition("Initialized"));
    }

    [Fact]
    public void Keeps_a_sidecar_running_beside_its_containers()
    {
        _world.Pod("\"image\":\"nginx:1.27\"",
            "\"initContainers\":[{\"name\":\"proxy\",\"image\":\"traefik:v3\",\"restartPolicy\":\"Always\",\"startupProbe\":{\"tcpSocket\":{\"port\":80},\"periodSeconds\":1}}]");
        _world.Until(() => _world.State() == "Running", 60, "Running");
        Assert.True(_world.Status().Items("initContainerStatuses").First().Has("state", "running"));
        Assert.Equal("True", _world.Condition("Ready"));
    }

    [Fact]
    public void Never_leaves_a_failed_init_container_behind_with_restart_policy_Never()
    {
        _world.Pod("\"image\":\"nginx:1.27\"",
            "\"restartPolicy\":\"Never\",\"initContainers\":[{\"name\":\"migrate\",\"image\":\"busybox:1.36\",\"command\":[\"false\"]}]");
        _world.Advance(20);
        Assert.Equal("Failed", _world.Status().Text("phase"));
        Assert.Equal("PodInitializing", _world.State());
    }

    [Fact]
    public void Is_killed_for_memory_beyond_its_limit_and_the_node_says_so()
    {
        _world.Model.Images.Publish("ghcr.io/shop/leaky:1", new() { Process = "java", LeakBytesPerSecond = 1 << 20 });
        _world.Pod("\"image\":\"ghcr.io/shop/leaky:1\",\"resources\":{\"limits\":{\"memory\":\"96Mi\"}}");
        _world.Until(() => _world.Container().Integer("restartCount") >= 1, 200, "a restart");
        Assert.Equal("OOMKilled", _world.Container().Text("lastState", "terminated", "reason"));
        Assert.Equal(137, _world.Container().Integer("lastState", "terminated", "exitCode"));
        Assert.Contains("(java)", Assert.Single(_world.Events("OOMKilling", "worker-1")));
    }

    [Fact]
    public void Gives_its_containers_their_grace_when_it_is_deleted_and_then_goes()
    {
        _world.Pod("\"image\":\"busybox:1.36\",\"command\":[\"sh\",\"-c\",\"sleep 1000\"]", "\"terminationGracePeriodSeconds\":30");
        _world.Advance(20);
        _world.Cluster.Delete(Kinds.Pod, "shop", "web", new("test", GracePeriodSeconds: 20));
        _world.Advance(15);
        Assert.Contains("Stopping container app", _world.Events("Killing"));
        Assert.Equal("Running", _world.State());
        _world.Until(() => _world.Cluster.Find(Kinds.Pod, "shop", "web") is null, 10, "gone");
    }

    [Fact]
    public void Restarts_a_container_whose_image_is_changed_in_place()
    {
        _world.Pod("\"image\":\"nginx:1.26\"");
        _world.Advance(20);
        _world.Change(Kinds.Pod, "web", pod => pod["spec"]!["containers"]![0]!["image"] = "nginx:1.27");
        _world.Advance(20);
        Assert.Contains("Container app definition changed, will be restarted", _world.Events("Killing"));
        Assert.Equal("nginx:1.27", _world.Container().Text("image"));
        Assert.Equal("Running", _world.State());
    }
}
