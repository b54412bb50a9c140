using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Acting_as_somebody_else
{
    private static readonly Certificates Authority = new("test");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_group_and_each_extra_value_has_a_line_of_its_own(bool overTls)
    {
        Dictionary<string, string[]> headers = [];
        await using var server = await TestServer.StartAsync(
            context =>
            {
                headers = context.Request.Headers.Where(h => h.Key.StartsWith("Impersonate-", StringComparison.OrdinalIgnoreCase))
                    .ToDictionary(h => h.Key, h => h.Value.Select(value => value!).ToArray(), StringComparer.OrdinalIgnoreCase);
                return context.SayAsync(200, Answers.Pod("a"));
            },
            overTls ? Authority.ForServer("127.0.0.1") : null);
        using var client = server.Client(c => c with
        {
            Authorities = Authority.Authorities,
            ImpersonateAs = new Impersonation("jane")
            {
                Uid = "7",
                Groups = ["dev", "ops, night"],
                Extra = new Dictionary<string, IReadOnlyList<string>> { ["acme.com/scopes"] = ["x", "ÿ"] },
            },
        });
        await client.GetAsync<Pod>("shop", "a", default);
        Assert.Equal(["jane"], headers["Impersonate-User"]);
        Assert.Equal(["7"], headers["Impersonate-Uid"]);
        Assert.Equal(["dev", "ops, night"], headers["Impersonate-Group"]);
        Assert.Equal(["x", "ÿ"], headers["Impersonate-Extra-acme.com%2Fscopes"]);
    }

    [Fact]
    public async Task A_name_cannot_bring_a_header_along()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(200, Answers.Pod("a")));
        using var client = server.Client(c => c with { ImpersonateAs = new Impersonation("jane\r\nX-Evil: 1") });
        await Assert.ThrowsAsync<ArgumentException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.Empty(server.Requests);
    }
}
