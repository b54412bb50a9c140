using Pipeline.Kubernetes.Credentials;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Credentials;

public sealed class Asking_a_plugin : IAsyncLifetime
{
    private const string V1 = "client.authentication.k8s.io/v1";
    private readonly TemporaryFolder _folder = new();
    private readonly ManualClock _clock = new(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task Runs_it_once_for_many_and_again_when_the_token_has_expired()
    {
        var source = Plugin($$$"""
            echo run >> {{{_folder.Path}}}/runs
            n=$(wc -l < {{{_folder.Path}}}/runs)
            echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"expirationTimestamp":"2026-11-20T09:10:00Z","token":"t'$n'"}}'
            """);
        var credentials = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => source.GetAsync(default).AsTask()));
        Assert.Single(credentials.Distinct());
        Assert.Equal("Bearer t1", credentials[0].Authorization);
        _clock.Advance(TimeSpan.FromMinutes(10));
        Assert.Equal("Bearer t2", (await source.GetAsync(default)).Authorization);
    }

    [Fact]
    public async Task Runs_it_again_after_a_401_but_not_for_an_old_credential()
    {
        var source = Plugin($$$"""
            echo run >> {{{_folder.Path}}}/runs
            echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"token":"t'$(wc -l < {{{_folder.Path}}}/runs)'"}}'
            """);
        var first = await source.GetAsync(default);
        Assert.True(source.Refused(first));
        var second = await source.GetAsync(default);
        source.Refused(first);
        Assert.Same(second, await source.GetAsync(default));
        Assert.Equal("Bearer t2", second.Authorization);
    }

    [Fact]
    public async Task Gives_it_its_arguments_environment_and_what_it_must_know()
    {
        var source = Plugin($$$"""
            echo '{"kind":"ExecCredential","apiVersion":"{{{V1}}}","status":{"token":"'"$(echo "$1" | tr ' ' '+')-$COLOUR-$(echo $KUBERNETES_EXEC_INFO | tr -d '"{} ')"'"}}'
            """);
        Assert.Equal("Bearer a+b-red-kind:ExecCredential", (await source.GetAsync(default)).Authorization);
    }

    [Fact]
    public async Task Takes_a_client_certificate_from_it()
    {
        var (certificate, key) = new Certificates("test").Issue("me");
        File.WriteAllText(Path.Combine(_folder.Path, "answer"), System.Text.Json.JsonSerializer.Serialize(new
        {
            kind = "ExecCredential",
            apiVersion = V1,
            status = new { clientCertificateData = certificate, clientKeyData = key },
        }));
        var credential = await Plugin($"cat {_folder.Path}/answer").GetAsync(default);
        Assert.Null(credential.Authorization);
        Assert.NotNull(credential.Certificate);
    }

    [Theory]
    [InlineData("echo broken >&2; exit 3", "exited with 3: broken (get it at example.com)")]
    [InlineData("echo hello", "printed no JSON")]
    [InlineData("echo '{}'", "printed no ExecCredential")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1beta1","status":{"token":"x"}}'""", "answered in client.authentication.k8s.io/v1beta1, but")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1"}'""", "without a status")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{}}'""", "neither a token nor a client certificate")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"x"}}'""", "only one of")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"clientCertificateData":"x","clientKeyData":"y"}}'""", "cannot be used")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"a b"}}'""", "characters that no header takes")]
    [InlineData("""echo '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"a\u0007"}}'""", "characters that no header takes")]
    public async Task Says_what_was_wrong_with_its_answer(string script, string complaint)
    {
        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await Plugin(script).GetAsync(default));
        Assert.Contains(complaint, failure.Message, StringComparison.Ordinal);
        Assert.StartsWith("config: users[0].user.exec: ", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gives_up_on_one_that_hangs()
    {
        var waiting = Plugin($"touch {_folder.Path}/started; sleep 600").GetAsync(default).AsTask();
        await Eventually.HoldsAsync(() => File.Exists(Path.Combine(_folder.Path, "started")));
        _clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Contains("did not end within 60 s", (await Assert.ThrowsAsync<CredentialException>(() => waiting)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_so_when_there_is_no_such_program()
    {
        var source = new ExecCredential(Described("no-such-program-anywhere"), null, _clock);
        var failure = await Assert.ThrowsAsync<CredentialException>(async () => await source.GetAsync(default));
        Assert.Contains("cannot be started", failure.Message, StringComparison.Ordinal);
        Assert.Contains("get it at example.com", failure.Message, StringComparison.Ordinal);
    }

    private ExecCredential Plugin(string script)
    {
        var path = Path.Combine(_folder.Path, "plugin.sh");
        File.WriteAllText(path, "#!/bin/sh\n" + script + "\n");
        return new ExecCredential(Described("/bin/sh", path, "a b"), null, _clock);
    }

    private static ExecPlugin Described(string command, params string[] arguments) => new()
    {
        Field = "config: users[0].user.exec",
        ApiVersion = V1,
        Command = command,
        Arguments = arguments,
        Environment = [KeyValuePair.Create("COLOUR", "red")],
        InstallHint = "get it at example.com",
        Info = """{"kind":"ExecCredential"}""",
    };
}
