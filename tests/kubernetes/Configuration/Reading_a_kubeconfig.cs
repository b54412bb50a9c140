using System.Text;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Configuration;

public sealed class Reading_a_kubeconfig : IAsyncLifetime
{
    private static readonly Certificates Authority = new("test");
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<string, string> _variables = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task Gives_server_namespace_token_and_proxy()
    {
        var connection = Read("""
            apiVersion: v1
            kind: Config
            current-context: dev
            clusters:
            - name: c
              cluster: {server: "https://10.0.0.1:6443", tls-server-name: kubernetes, proxy-url: "socks5://127.0.0.1:1080"}
            users:
            - name: u
              user: {token: abc, as: jane, as-uid: "7", as-groups: [a, b], as-user-extra: {scopes: [x]}}
            contexts:
            - name: dev
              context: {cluster: c, user: u, namespace: shop}
            """);
        Assert.Equal(new Uri("https://10.0.0.1:6443"), connection.Server);
        Assert.Equal(("shop", "kubernetes"), (connection.Namespace, connection.TlsServerName));
        Assert.Equal("Bearer abc", (await connection.Credentials.GetAsync(default)).Authorization);
        Assert.Equal("socks5", connection.Proxy!.Scheme);
        Assert.Equal("jane", connection.ImpersonateAs!.User);
        Assert.Equal(["a", "b"], connection.ImpersonateAs.Groups);
        Assert.Equal(["x"], connection.ImpersonateAs.Extra["scopes"]);
    }

    [Fact]
    public void Is_JSON_as_well()
    {
        var connection = Read("""
            {"current-context":"d","clusters":[{"name":"c","cluster":{"server":"https://h"}}],"users":null,"contexts":[{"name":"d","context":{"cluster":"c"}}]}
            """);
        Assert.Equal("h", connection.Server.Host);
        Assert.Same(CredentialSource.None, connection.Credentials);
        Assert.Equal("default", connection.Namespace);
    }

    [Fact]
    public async Task Takes_files_relative_to_the_folder_of_the_kubeconfig_and_lets_data_win()
    {
        var (certificate, key) = Authority.Issue("me");
        Write("pki/ca.crt", Authority.AuthorityPem);
        Write("pki/me.crt", certificate);
        Write("pki/me.key", key);
        Write("pki/token", " secret\n");
        var connection = Read($$$"""
            current-context: d
            clusters: [{name: c, cluster: {server: "https://h", certificate-authority: pki/ca.crt}}]
            users: [{name: u, user: {client-certificate: /nowhere, client-certificate-data: {{{Base64(certificate)}}}, client-key: pki/me.key, tokenFile: pki/token, token: loses}}]
            contexts: [{name: d, context: {cluster: c, user: u}}]
            """);
        var credential = await connection.Credentials.GetAsync(default);
        Assert.Single(connection.Authorities!);
        Assert.Equal("Bearer secret", credential.Authorization);
        Assert.NotNull(credential.Certificate);
    }

    [Fact]
    public async Task Merges_several_files_as_kubectl_does()
    {
        Write("a", """
            clusters: [{name: c, cluster: {server: "https://first"}}]
            users: [{name: u, user: {token: one}}]
            contexts: [{name: x, context: {cluster: c, user: u}}]
            """);
        Write("b", """
            current-context: y
            clusters: [{name: c, cluster: {server: "https://second", tls-server-name: lost}}, {name: d, cluster: {server: "https://third"}}]
            contexts: [{name: y, context: {cluster: c, user: u}}, {name: z, context: {cluster: d}}]
            """);
        _variables["KUBECONFIG"] = string.Join(':', Path("a"), Path("missing"), Path("b"));
        var connection = ConnectionReader.Read(new ClusterChoice(), Environment, TimeProvider.System);
        Assert.Equal("first", connection.Server.Host);
        Assert.Null(connection.TlsServerName);
        Assert.Equal("Bearer one", (await connection.Credentials.GetAsync(default)).Authorization);
        Assert.Equal("third", ConnectionReader.Read(new ClusterChoice { Context = "z" }, Environment, TimeProvider.System).Server.Host);
        Assert.Equal(["x", "y", "z"], ConnectionReader.Contexts(new ClusterChoice(), Environment).Names.Order());
    }

    [Theory]
    [InlineData("clusters: [{name: c, cluster: {}}]", "clusters[0].cluster.server: is missing")]
    [InlineData("clusters: [{name: c, cluster: {server: 'ftp://x'}}]", "clusters[0].cluster.server: is \"ftp://x\", not a URL")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: '%%'}}]", "clusters[0].cluster.certificate-authority-data: is not base64")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority-data: aGVsbG8=}}]", "certificate-authority-data: holds no certificate")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', certificate-authority: nowhere.crt}}]", "clusters[0].cluster.certificate-authority: names ")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', insecure-skip-tls-verify: maybe}}]", "insecure-skip-tls-verify: is \"maybe\", not true or false")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', insecure-skip-tls-verify: true, certificate-authority-data: aGVsbG8=}}]", "insecure-skip-tls-verify: contradicts")]
    [InlineData("clusters: [{name: c, cluster: {server: 'https://x', proxy-url: 'quic://x'}}]", "proxy-url: is \"quic://x\"")]
    [InlineData("clusters: {}", "clusters: is not a list")]
    [InlineData("clusters: [{name: other, cluster: {server: 'https://x'}}]", "contexts[0].context.cluster: names the cluster \"c\", which does not exist")]
    [InlineData("kind: Pod", "kind: is \"Pod\", not Config")]
    [InlineData("clusters: [", "is not YAML")]
    [InlineData("- a", "is no kubeconfig")]
    public void Names_the_field_of_the_cluster_that_is_wrong(string yaml, string complaint) => Complains(
        yaml.StartsWith('-') ? yaml : $"{yaml}\ncurrent-context: d\ncontexts: [{{name: d, context: {{cluster: c, user: u}}}}]\nusers: [{{name: u, user: {{}}}}]", complaint);

    [Theory]
    [InlineData("client-certificate-data: '!'", "users[1].user.client-key", "users[1].user.client-certificate-data")]
    [InlineData("client-key-data: aGVsbG8=", "users[1].user.client-key-data: is a key without a client-certificate")]
    [InlineData("client-certificate: nowhere, client-key: nowhere", "users[1].user.client-certificate: names ")]
    [InlineData("tokenFile: nowhere", "users[1].user.tokenFile: names ")]
    [InlineData("token: 'a\tb'", "users[1].user.token: holds a character that no token has")]
    [InlineData("username: a, password: b, token: c", "users[1].user.username: contradicts")]
    [InlineData("auth-provider: {name: gcp}", "users[1].user.auth-provider: is not supported")]
    [InlineData("as-groups: [a]", "users[1].user.as: is missing")]
    [InlineData("exec: {command: x}", "users[1].user.exec.apiVersion: is missing")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1alpha1}", "users[1].user.exec.apiVersion: is \"client.authentication.k8s.io/v1alpha1\"")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1}", "users[1].user.exec.interactiveMode: is missing")]
    [InlineData("exec: {command: x, apiVersion: client.authentication.k8s.io/v1, interactiveMode: Always}", "users[1].user.exec.interactiveMode: is Always")]
    [InlineData("exec: {apiVersion: client.authentication.k8s.io/v1beta1}", "users[1].user.exec.command: is missing")]
    public void Names_the_field_of_the_user_that_is_wrong(string fields, params string[] complaints)
    {
        var message = Complains(
            $"current-context: d\nclusters: [{{name: c, cluster: {{server: 'https://x'}}}}]\ncontexts: [{{name: d, context: {{cluster: c, user: u}}}}]\n"
            + $"users: [{{name: other, user: {{}}}}, {{name: u, user: {{{fields}}}}}]");
        Assert.Contains(complaints, complaint => message.Contains(complaint, StringComparison.Ordinal));
    }

    [Fact]
    public void Says_which_contexts_there_are_when_the_wanted_one_is_not()
    {
        Write("config", "current-context: gone\ncontexts: [{name: a, context: {cluster: c}}, {name: b, context: {cluster: c}}]");
        Assert.Contains("current-context: names the context \"gone\", which does not exist (there are: a, b)", Failure(new ClusterChoice { Kubeconfig = Path("config") }), StringComparison.Ordinal);
        Assert.Contains("there is no context \"x\" (there are: a, b)", Failure(new ClusterChoice { Kubeconfig = Path("config"), Context = "x" }), StringComparison.Ordinal);
    }

    [Fact]
    public void Says_what_was_looked_for_when_there_is_nothing()
    {
        Assert.Contains(".kube/config, KUBECONFIG is not set", Failure(new ClusterChoice()), StringComparison.Ordinal);
        Assert.Contains("there is no such kubeconfig", Failure(new ClusterChoice { Kubeconfig = Path("none") }), StringComparison.Ordinal);
        _variables["KUBECONFIG"] = Path("none");
        Assert.Contains("of which no file exists", Failure(new ClusterChoice()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.0.0.1", "https://10.0.0.1:6443/")]
    [InlineData("fd00::1", "https://[fd00::1]:6443/")]
    public async Task Falls_back_to_the_service_account_of_the_pod(string host, string server)
    {
        (_variables["KUBERNETES_SERVICE_HOST"], _variables["KUBERNETES_SERVICE_PORT"]) = (host, "6443");
        Write("account/token", "first");
        Write("account/ca.crt", Authority.AuthorityPem);
        Write("account/namespace", "shop\n");
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        var connection = ConnectionReader.Read(new ClusterChoice(), Environment, clock);
        Assert.Equal(server, connection.Server.AbsoluteUri);
        Assert.Equal("shop", connection.Namespace);
        Assert.Equal("Bearer first", (await connection.Credentials.GetAsync(default)).Authorization);
        Write("account/token", "second");
        Assert.Equal("Bearer first", (await connection.Credentials.GetAsync(default)).Authorization);
        clock.Advance(TimeSpan.FromMinutes(1));
        var fresh = await connection.Credentials.GetAsync(default);
        Assert.Equal("Bearer second", fresh.Authorization);
        Write("account/token", "third");
        Assert.True(connection.Credentials.Refused(fresh));
        Assert.Equal("Bearer third", (await connection.Credentials.GetAsync(default)).Authorization);
    }

    private KubeEnvironment Environment => new(_variables.GetValueOrDefault, Path("home"), Path("account"));

    private ClusterConnection Read(string yaml)
    {
        Write("config", yaml);
        return ConnectionReader.Read(new ClusterChoice { Kubeconfig = Path("config") }, Environment, TimeProvider.System);
    }

    private string Complains(string yaml, string complaint = "")
    {
        Write("config", yaml);
        var message = Failure(new ClusterChoice { Kubeconfig = Path("config") });
        Assert.StartsWith(Path("config") + ": ", message, StringComparison.Ordinal);
        Assert.Contains(complaint, message, StringComparison.Ordinal);
        return message;
    }

    private string Failure(ClusterChoice choice) =>
        Assert.Throws<ConfigurationException>(() => ConnectionReader.Read(choice, Environment, TimeProvider.System)).Message;

    private string Path(string name) => System.IO.Path.Combine(_folder.Path, name);

    private void Write(string name, string content)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path(name))!);
        File.WriteAllText(Path(name), content);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
