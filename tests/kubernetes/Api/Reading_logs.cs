using System.Text;
using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Reading_logs
{
    [Fact]
    public async Task A_log_of_any_bytes_is_read_up_to_its_limit()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Query.ContainsKey("previous"))
                context.Response.StatusCode = 204;
            else
                await context.Response.Body.WriteAsync((byte[])[.. "aÿb"u8, 0xFF, 0xFE, .. Encoding.UTF8.GetBytes(new string('x', 5000))]);
        });
        using var client = server.Client();
        var query = new LogQuery { Namespace = "shop", Pod = "cart-1", Container = "cart", TailLines = 5, Since = TimeSpan.FromSeconds(1.2), LimitBytes = 100, Timestamps = true };
        var log = await client.GetLogAsync(query, default);
        Assert.StartsWith("aÿb\uFFFD", log, StringComparison.Ordinal);
        Assert.InRange(log.Length, 50, 100);
        Assert.Equal("", await client.GetLogAsync(query with { Previous = true }, default));
        var tenInParis = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.FromHours(1));
        await client.GetLogAsync(new LogQuery { Namespace = "shop", Pod = "p", SinceTime = tenInParis, TrustAnyKubelet = true }, default);
        Assert.EndsWith(
            "/p/log?sinceTime=2026-11-20T09%3A00%3A00Z&limitBytes=1048576&insecureSkipTLSVerifyBackend=true", server.Requests.Last(), StringComparison.Ordinal);
        Assert.Equal("GET /api/v1/namespaces/shop/pods/cart-1/log?container=cart&tailLines=5&sinceSeconds=2&limitBytes=100&timestamps=true", server.Requests.First());
    }

    [Fact]
    public async Task A_followed_log_comes_line_by_line()
    {
        var go = new TaskCompletionSource();
        await using var server = await TestServer.StartAsync(async context =>
        {
            await context.Response.WriteAsync("one\r\ntw");
            await context.Response.Body.FlushAsync();
            await go.Task;
            await context.Response.WriteAsync("o\n\nlast");
        });
        using var client = server.Client();
        var lines = new List<string>();
        await foreach (var line in client.FollowLogAsync(new LogQuery { Namespace = "shop", Pod = "p" }, default))
        {
            lines.Add(line);
            go.TrySetResult();
        }
        Assert.Equal(["one", "two", "", "last"], lines);
    }
}
