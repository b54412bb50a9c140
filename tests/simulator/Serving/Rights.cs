using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Serving;

public sealed class Rights
{
    private const string Roles = "/apis/rbac.authorization.k8s.io/v1/namespaces/default/roles";

    [Fact]
    public async Task Cannot_be_granted_by_who_does_not_have_them()
    {
        await using var server = await TestServer.StartAsync();
        Bind(server, """{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"author"}""");
        server.Make(Kinds.Role, """
            {"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"namespace":"default","name":"author"},
             "rules":[{"apiGroups":["rbac.authorization.k8s.io"],"resources":["roles"],"verbs":["create"]},{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}
            """);
        var (status, body, _) = await server.SendAsync("POST", Roles, Role("more", "pods", "delete"), token: TestServer.NobodyToken);
        Assert.Equal(403, status);
        Assert.Contains("attempting to grant RBAC permissions not currently held:\n{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\"]}", (string?)body!["message"], StringComparison.Ordinal);
        Assert.Equal(201, (await server.SendAsync("POST", Roles, Role("same", "pods", "get"), token: TestServer.NobodyToken)).Status);
    }

    [Fact]
    public async Task Of_a_cluster_role_hold_in_the_namespace_of_its_binding_only()
    {
        await using var server = await TestServer.StartAsync();
        Bind(server, """{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"view"}""");
        Assert.Equal(200, (await server.SendAsync("GET", "/api/v1/namespaces/default/pods", token: TestServer.NobodyToken)).Status);
        Assert.Equal(403, (await server.SendAsync("GET", "/api/v1/namespaces/kube-system/pods", token: TestServer.NobodyToken)).Status);
        Assert.Equal(403, (await server.SendAsync("GET", "/api/v1/namespaces/default/secrets", token: TestServer.NobodyToken)).Status);
        Assert.Equal(403, (await server.SendAsync("DELETE", "/api/v1/namespaces/default/pods/x", token: TestServer.NobodyToken)).Status);
    }

    [Fact]
    public async Task Are_those_of_a_service_account_for_its_token_until_the_account_goes()
    {
        await using var server = await TestServer.StartAsync();
        server.Make(Kinds.ServiceAccount, """{"apiVersion":"v1","kind":"ServiceAccount","metadata":{"namespace":"default","name":"bot"}}""");
        var (_, issued, _) = await server.SendAsync(
            "POST", "/api/v1/namespaces/default/serviceaccounts/bot/token", """{"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","spec":{}}""");
        var token = (string)issued!["status"]!["token"]!;
        var (_, review, _) = await server.SendAsync(
            "POST", "/apis/authentication.k8s.io/v1/selfsubjectreviews", """{"apiVersion":"authentication.k8s.io/v1","kind":"SelfSubjectReview"}""", token: token);
        Assert.Equal("system:serviceaccount:default:bot", (string?)review!["status"]!["userInfo"]!["username"]);
        server.Cluster.Delete(Kinds.ServiceAccount, "default", "bot", new("test"));
        Assert.Equal(401, (await server.SendAsync("GET", "/version", token: token)).Status);
        Assert.Equal(401, (await server.SendAsync("GET", "/version", token: token[..^2])).Status);
    }

    private static void Bind(TestServer server, string role) => server.Make(
        Kinds.RoleBinding,
        """{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"RoleBinding","metadata":{"namespace":"default","name":"b"},"subjects":[{"kind":"User","name":"nobody"}],"roleRef":ROLE}"""
            .Replace("ROLE", role, StringComparison.Ordinal));

    private static string Role(string name, string resource, string verb) =>
        $$"""{"apiVersion":"rbac.authorization.k8s.io/v1","kind":"Role","metadata":{"name":"{{name}}"},"rules":[{"apiGroups":[""],"resources":["{{resource}}"],"verbs":["{{verb}}"]}]}""";
}
