using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using Pipeline.Collector.Watching;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Simulator;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Simulated;

/// <summary>The demo shop on the simulated cluster, behind its API over TLS; the way to it can be cut.</summary>
public sealed class SimulatedApi : IAsyncLifetime
{
    private static readonly TimeSpan Past = TimeSpan.FromMinutes(10);

    private static readonly (string Group, string Resources)[] Everything =
    [
        ("", "pods, nodes, namespaces, events, services, persistentvolumeclaims, persistentvolumes, configmaps, secrets, resourcequotas, pods/log"),
        ("apps", "*"), ("batch", "*"), ("discovery.k8s.io", "*"), ("networking.k8s.io", "*"), ("storage.k8s.io", "*"), ("autoscaling", "*"),
        ("policy", "*"), ("admissionregistration.k8s.io", "*"), ("rbac.authorization.k8s.io", "*"), ("metrics.k8s.io", "*"),
    ];

    private readonly TemporaryFolder _folder = new();
    private readonly HttpClient _http = new();
    private SimulatorServer? _server;
    private Wire? _wire;
    private KubernetesClient? _administrator;

    /// <summary>As an administrator, over a line that is never cut.</summary>
    public KubernetesClient Administrator => _administrator!;

    internal Wire Wire => _wire!;

    private SimulatorAddresses Addresses => _server!.Addresses;

    public async Task InitializeAsync()
    {
        _server = await Task.Run(() => SimulatorServer.StartAsync(
            new SimulatorOptions { Past = Past }, _folder.Path, TimeProvider.System, NullLoggerFactory.Instance, default)); // its life is none of the test runner's threads'
        _wire = new Wire(Addresses.Api.Port);
        _administrator = Connect(Addresses.Kubeconfig);
    }

    public async Task DisposeAsync()
    {
        _administrator?.Dispose();
        if (_wire is not null)
            await _wire.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _http.Dispose();
        await _folder.DisposeAsync();
    }

    /// <summary>A kubeconfig that leads over the line, as a user who may see everything but some resources.</summary>
    /// <param name="user">Name of the user.</param>
    /// <param name="unseen">Of the core group: "nodes".</param>
    public async Task<string> KubeconfigAsync(string user, params string[] unseen)
    {
        await GrantAsync(user, unseen);
        var text = await File.ReadAllTextAsync(Addresses.Kubeconfig);
        text = text.Replace($":{Addresses.Api.Port}", $":{Wire.Port}", StringComparison.Ordinal)
            .Replace("    token: ", $"    as: {user}\n    token: ", StringComparison.Ordinal);
        var file = _folder.Combine($"{user}.kubeconfig");
        await File.WriteAllTextAsync(file, text);
        return file;
    }

    /// <summary>Lets a user see everything but some resources of the core group, from now on.</summary>
    public async Task GrantAsync(string user, params string[] unseen)
    {
        var rules = Everything.Select(rule => $$"""
            {"apiGroups":["{{rule.Group}}"],"resources":[{{string.Join(',', rule.Resources.Split(", ").Except(unseen).Select(r => $"\"{r}\""))}}],"verbs":["get","list","watch"]}
            """);
        await ApplyAsync(ResourceTypes.ClusterRoles, null, $$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRole","metadata":{"name":"{{user}}"},"rules":[{{string.Join(',', rules)}}]}
            """);
        await ApplyAsync(ResourceTypes.ClusterRoleBindings, null, $$"""
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"ClusterRoleBinding","metadata":{"name":"{{user}}"},
            "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"{{user}}"},
            "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"{{user}}"}]}
            """);
    }

    /// <summary>A pod that no node fits: it waits for ever, and its condition says so at once.</summary>
    public Task CreateHomelessPodAsync(string name) => ApplyAsync(ResourceTypes.Pods, "shop", $$$"""
        {"apiVersion":"v1","kind":"Pod","metadata":{"name":"{{{name}}}","namespace":"shop"},
        "spec":{"nodeSelector":{"kind":"nowhere"},"containers":[{"name":"c","image":"nginx:1.27"}]}}
        """);

    public Task DeletePodAsync(string name) =>
        Administrator.DeleteAsync(new ObjectPath(ResourceTypes.Pods, "shop", name), new DeleteOptions { GracePeriodSeconds = 0 }, default);

    /// <summary>Begins a fault of the simulator.</summary>
    public async Task BeginFaultAsync(string fault, string target, string id)
    {
        using var answer = await _http.PostAsJsonAsync(new Uri(Addresses.Metrics, "faults"), new { fault, target, id });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task EndFaultAsync(string id)
    {
        using var answer = await _http.DeleteAsync(new Uri(Addresses.Metrics, $"faults/{id}"));
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>A client over the line.</summary>
    internal static KubernetesClient Connect(string kubeconfig) =>
        KubernetesAccess.Connect(new KubernetesOptions { Kubeconfig = kubeconfig }, TimeProvider.System, NullLoggerFactory.Instance);

    private Task<KubernetesObject> ApplyAsync(ResourceType type, string? ns, string json)
    {
        var wanted = JsonNode.Parse(json)!.AsObject();
        return Administrator.PatchAsync(
            new ObjectPath(type, ns, (string)wanted["metadata"]!["name"]!), Patch.Apply(wanted), new WriteOptions { FieldManager = "tests" }, default);
    }
}
