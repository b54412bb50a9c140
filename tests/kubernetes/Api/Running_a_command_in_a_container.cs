using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Running_a_command_in_a_container
{
    private static readonly ExecQuery Query = new() { Namespace = "shop", Pod = "cart-1", Container = "cart", Command = ["ls", "-l", "a b"] };

    [Theory]
    [InlineData("v5.channel.k8s.io")]
    [InlineData("v4.channel.k8s.io")]
    public async Task Gives_what_it_prints_and_how_it_ends(string protocol)
    {
        var offered = "";
        await using var server = await StartAsync(protocol, async (context, socket) =>
        {
            offered = $"{context.Request.Headers["Impersonate-User"]} {string.Join(' ', context.WebSockets.WebSocketRequestedProtocols)}";
            await SendAsync(socket, 1, "");
            await SendAsync(socket, 1, "one ");
            await SendAsync(socket, 2, "trouble");
            await SendAsync(socket, 1, "two");
            await SendAsync(socket, 3, """{"metadata":{},"status":"Failure","message":"command terminated with non-zero exit code: exit status 3","reason":"NonZeroExitCode","details":{"causes":[{"reason":"ExitCode","message":"3"}]}}""");
        });
        using var client = server.Client(c => c with { ImpersonateAs = new Impersonation("jane") });
        Assert.Equal(new ExecAnswer(3, "one two", "trouble", IsCut: false), await client.ExecAsync(Query, default));
        Assert.Equal("jane v5.channel.k8s.io v4.channel.k8s.io", offered);
        Assert.Equal("GET /api/v1/namespaces/shop/pods/cart-1/exec?command=ls&command=-l&command=a%20b&container=cart&stdout=true&stderr=true", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task Keeps_only_as_much_as_it_should()
    {
        await using var server = await StartAsync("v5.channel.k8s.io", async (_, socket) =>
        {
            await SendAsync(socket, 1, new string('x', 200_000));
            await SendAsync(socket, 3, """{"metadata":{},"status":"Success"}""");
        });
        using var client = server.Client();
        var answer = await client.ExecAsync(Query with { LimitBytes = 1000 }, default);
        Assert.Equal((0, 1000, true), (answer.ExitCode, answer.Output.Length, answer.IsCut));
    }

    [Fact]
    public async Task A_connection_that_ends_too_early_leaves_the_outcome_open()
    {
        await using var server = await StartAsync("v5.channel.k8s.io", (_, socket) => SendAsync(socket, 1, "one"));
        using var client = server.Client();
        Assert.True((await Assert.ThrowsAsync<BrokenConnectionException>(() => client.ExecAsync(Query, default))).MayHaveTakenEffect);
    }

    [Fact]
    public async Task What_the_server_says_in_closing_is_passed_on()
    {
        await using var server = await StartAsync("v5.channel.k8s.io", (_, socket) =>
            socket.CloseOutputAsync(WebSocketCloseStatus.InternalServerError, "the kubelet is gone", default));
        using var client = server.Client();
        var failure = await Assert.ThrowsAsync<BrokenConnectionException>(() => client.ExecAsync(Query, default));
        Assert.EndsWith("(1011: the kubelet is gone)", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_argument_is_one_and_each_group_has_a_line()
    {
        string[] groups = [];
        await using var server = await StartAsync("v5.channel.k8s.io", (context, socket) =>
        {
            groups = [.. context.Request.Headers["Impersonate-Group"].Select(group => group!)];
            return SendAsync(socket, 3, """{"metadata":{},"status":"Success"}""");
        });
        using var client = server.Client(c => c with { ImpersonateAs = new Impersonation("jane") { Groups = ["a", "b, c"] } });
        await client.ExecAsync(Query with { Command = ["printf", ""] }, default);
        Assert.Equal(["a", "b, c"], groups);
        Assert.Contains("?command=printf&command=&", Assert.Single(server.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_that_does_not_end_is_given_up()
    {
        await using var server = await StartAsync("v5.channel.k8s.io", async (context, _) =>
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing));
        using var client = server.Client();
        await Assert.ThrowsAsync<RequestTimeoutException>(() => client.ExecAsync(Query with { Timeout = TimeSpan.FromMilliseconds(300) }, default));
    }

    [Fact]
    public async Task A_refusal_is_sorted_like_any_other()
    {
        await using var server = await TestServer.StartAsync(context => context.FailAsync(403, "Forbidden"));
        using var client = server.Client();
        await Assert.ThrowsAsync<ForbiddenException>(() => client.ExecAsync(Query, default));
    }

    private static Task<TestServer> StartAsync(string protocol, Func<HttpContext, WebSocket, Task> session) => TestServer.StartAsync(async context =>
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        await session(context, socket);
        if (socket.State == WebSocketState.Open)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, default);
    });

    private static async Task SendAsync(WebSocket socket, byte channel, string text) =>
        await socket.SendAsync((byte[])[channel, .. Encoding.UTF8.GetBytes(text)], WebSocketMessageType.Binary, endOfMessage: true, default);
}
