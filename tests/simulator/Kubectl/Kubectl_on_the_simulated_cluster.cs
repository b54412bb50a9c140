using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.World;

namespace Pipeline.Simulator.Tests.Kubectl;

public sealed class Kubectl_on_the_simulated_cluster(KubectlFixture kubectl) : IClassFixture<KubectlFixture>
{
    [Fact]
    public async Task Applies_from_the_client_and_merges_lists_by_their_keys()
    {
        Assert.Equal("deployment.apps/applied created\n", await kubectl.RunAsync("apply -f -", Manifests.Deployment("applied")));
        Assert.Equal("deployment.apps/applied unchanged\n", await kubectl.RunAsync("apply -f -", Manifests.Deployment("applied")));
        await kubectl.RunAsync("set env deployment/applied EXTRA=1");
        Assert.Equal("deployment.apps/applied configured\n", await kubectl.RunAsync("apply -f -", Manifests.Deployment("applied", "shop:2")));
        Assert.Equal("shop:2 MODE EXTRA", (await kubectl.RunAsync(
            "get deployment applied -o jsonpath={.spec.template.spec.containers[0].image}{\"\\u0020\"}{.spec.template.spec.containers[0].env[*].name}"))
            .Replace("EXTRA MODE", "MODE EXTRA", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Applies_on_the_server_and_is_told_of_conflicts()
    {
        Assert.Equal("deployment.apps/owned serverside-applied\n", await kubectl.RunAsync("apply --server-side -f -", Manifests.Deployment("owned")));
        var (code, _, error) = await kubectl.TryAsync("apply --server-side --field-manager=other -f -", Manifests.Deployment("owned", "shop:9"));
        Assert.Equal(1, code);
        Assert.Contains("conflict", error, StringComparison.Ordinal);
        await kubectl.RunAsync("apply --server-side --field-manager=other --force-conflicts -f -", Manifests.Deployment("owned", "shop:9"));
    }

    [Fact]
    public async Task Refuses_a_misspelt_field()
    {
        var (code, _, error) = await kubectl.TryAsync(
            "apply -f -", Manifests.Deployment("misspelt").Replace("replicas:", "replicsa:", StringComparison.Ordinal));
        Assert.Equal(1, code);
        Assert.Contains("replicsa", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Creates_objects_of_its_own_making()
    {
        await kubectl.RunAsync("create namespace making");
        await kubectl.RunAsync("create deployment made --image=nginx -n making");
        await kubectl.RunAsync("create configmap settings --from-literal=a=b -n making");
        await kubectl.RunAsync("create secret generic key --from-literal=a=b -n making");
        await kubectl.RunAsync("create quota q --hard=pods=3 -n making");
        await kubectl.RunAsync("create job once --image=busybox -n making");
        await kubectl.RunAsync("create role reader --verb=get --resource=pods -n making");
        await kubectl.RunAsync("create serviceaccount robot -n making");
        Assert.Contains("made", await kubectl.RunAsync("get deploy -n making"), StringComparison.Ordinal);
        Assert.Equal("b", await kubectl.RunAsync("get cm settings -n making -o jsonpath={.data.a}"));
    }

    [Fact]
    public async Task Gets_tables_with_columns_of_each_kind_and_follows_changes()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("tabled", replicas: 3));
        var table = await kubectl.RunAsync("get deployments tabled -o wide");
        Assert.Matches(@"^NAME +READY +UP-TO-DATE +AVAILABLE +AGE +CONTAINERS +IMAGES +SELECTOR\ntabled +0/3 +0 +0 +\d+s +app +shop:1 +app=tabled\n$", table);
        Assert.Contains("tabled", await kubectl.RunAsync("get all"), StringComparison.Ordinal);
        var watch = kubectl.TryAsync("get deployment tabled --watch --request-timeout=4s");
        await kubectl.RunAsync("scale deployment tabled --replicas=5");
        Assert.Contains("tabled   0/5", (await watch).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Describes_with_events()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("described"));
        var deployment = kubectl.Cluster.Find(Kinds.Deployment, "default", "described")!;
        kubectl.Cluster.Create(Kinds.Event, JsonNode.Parse($$$"""
            {"apiVersion":"v1","kind":"Event","metadata":{"name":"described.1","namespace":"default"},"type":"Normal","reason":"ScalingReplicaSet",
             "message":"Scaled up","count":1,"firstTimestamp":"2026-11-20T12:00:00Z","lastTimestamp":"2026-11-20T12:00:00Z","source":{"component":"deployment-controller"},
             "involvedObject":{"apiVersion":"apps/v1","kind":"Deployment","namespace":"default","name":"described","uid":"{{{deployment.Uid}}}"}}
            """)!.AsObject(), new WriteOptions("system:kube-controller-manager", "kube-controller-manager"));
        var text = await kubectl.RunAsync("describe deployment described");
        Assert.Contains("Replicas:               2 desired", text, StringComparison.Ordinal);
        Assert.Contains("ScalingReplicaSet", text, StringComparison.Ordinal);
        Assert.Contains("Scaled up", await kubectl.RunAsync("get events --field-selector involvedObject.name=described"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Explains_fields()
    {
        Assert.Contains("replicas", await kubectl.RunAsync("explain deployment.spec"), StringComparison.Ordinal);
        Assert.Contains("livenessProbe", await kubectl.RunAsync("explain pods.spec.containers"), StringComparison.Ordinal);
        Assert.Contains("behavior", await kubectl.RunAsync("explain hpa.spec --api-version=autoscaling/v2"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Labels_annotates_patches_and_deletes()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("touched"));
        await kubectl.RunAsync("label deployment touched tier=front");
        await kubectl.RunAsync("annotate deployment touched note=hello");
        await kubectl.RunAsync("set image deployment/touched app=shop:7");
        await kubectl.RunAsync("set resources deployment touched --limits=cpu=200m");
        await kubectl.RunAsync("""patch deployment touched -p {"spec":{"minReadySeconds":7}}""");
        await kubectl.RunAsync("""patch deployment touched --type=merge -p {"spec":{"paused":true}}""");
        Assert.Equal("front hello shop:7 200m 7 true", await kubectl.RunAsync(
            "get deployment touched -o jsonpath={.metadata.labels.tier}{\"\\u0020\"}{.metadata.annotations.note}{\"\\u0020\"}"
            + "{.spec.template.spec.containers[0].image}{\"\\u0020\"}{.spec.template.spec.containers[0].resources.limits.cpu}{\"\\u0020\"}"
            + "{.spec.minReadySeconds}{\"\\u0020\"}{.spec.paused}"));
        Assert.Contains("touched", await kubectl.RunAsync("get deployments -l tier=front -o name"), StringComparison.Ordinal);
        Assert.Equal("deployment.apps \"touched\" deleted\n", (await kubectl.RunAsync("delete deployment touched")).Replace(" from default namespace", "", StringComparison.Ordinal));
        Assert.Equal(1, (await kubectl.TryAsync("get deployment touched")).Code);
    }

    [Fact]
    public async Task Restarts_a_rollout()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Deployment("restarted"));
        Assert.Equal("deployment.apps/restarted restarted\n", await kubectl.RunAsync("rollout restart deployment restarted"));
        Assert.Contains("restartedAt", await kubectl.RunAsync("get deployment restarted -o yaml"), StringComparison.Ordinal);
        Assert.Contains("restarted", await kubectl.RunAsync("rollout pause deployment restarted"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Asks_what_it_may_do()
    {
        Assert.Equal("yes\n", await kubectl.RunAsync("auth can-i delete pods"));
        var (code, output, _) = await kubectl.TryAsync("auth can-i delete pods --context simulated-nobody");
        Assert.Equal((1, "no\n"), (code, output));
        Assert.Contains("*.*", await kubectl.RunAsync("auth can-i --list"), StringComparison.Ordinal);
        var (refused, _, error) = await kubectl.TryAsync("get pods --context simulated-nobody");
        Assert.Equal(1, refused);
        Assert.Contains("User \"nobody\" cannot list resource \"pods\"", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_logs_runs_commands_and_shows_what_is_used()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Node("n-logs"));
        kubectl.RunPod("logged", "n-logs");
        kubectl.World.Lines["app"] = [.. Enumerable.Range(1, 3).Select(i => new LogLine(DateTimeOffset.UnixEpoch, $"line {i}"))];
        Assert.Equal("line 2\nline 3\n", await kubectl.RunAsync("logs logged --tail=2"));
        Assert.Equal(1, (await kubectl.TryAsync("logs logged --previous")).Code);
        Assert.Matches(@"NAME +CPU\(cores\) +MEMORY\(bytes\) *\n(.*\n)*logged +250m +64Mi", await kubectl.RunAsync("top pods"));
        Assert.Matches(@"n-logs +1500m +37% +1024Mi +12%", await kubectl.RunAsync("top nodes"));
        Assert.Matches(@"logged +1/1 +Running +0 +\d+s +10\.1\.0\.9 +n-logs", await kubectl.RunAsync("get pod logged -o wide"));
    }

    [Fact]
    public async Task Cordons_and_drains_a_node()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Node("n-drained"));
        Assert.Equal("node/n-drained cordoned\n", await kubectl.RunAsync("cordon n-drained"));
        Assert.Matches(@"n-drained +Ready,SchedulingDisabled +<none>", await kubectl.RunAsync("get nodes"));
        Assert.Contains("drained", await kubectl.RunAsync("drain n-drained --ignore-daemonsets --timeout=30s"), StringComparison.Ordinal);
        Assert.Equal("node/n-drained uncordoned\n", await kubectl.RunAsync("uncordon n-drained"));
    }

    [Fact]
    public async Task Works_with_custom_resources()
    {
        await kubectl.RunAsync("apply -f -", Manifests.Widgets);
        const string Widget = "apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\nspec: {size: 3}\n";
        await kubectl.RunAsync("apply -f -", Widget);
        await kubectl.RunAsync("apply -f -", Widget.Replace('3', '4'));
        Assert.Matches(@"^NAME +SIZE\nw +4\n$", await kubectl.RunAsync("get wd"));
        Assert.Contains("How large it is", await kubectl.RunAsync("explain widgets.spec.size"), StringComparison.Ordinal);
        await kubectl.RunAsync("delete crd widgets.example.com");
    }

    [Fact]
    public async Task Lists_what_there_is()
    {
        var resources = await kubectl.RunAsync("api-resources");
        Assert.Matches(@"deployments +deploy +apps/v1 +true +Deployment", resources);
        Assert.Contains("metrics.k8s.io/v1beta1", await kubectl.RunAsync("api-versions"), StringComparison.Ordinal);
        Assert.Contains("v1.32", await kubectl.RunAsync("version"), StringComparison.Ordinal);
    }
}
