using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Endpoints;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tests.Kubectl;

namespace Pipeline.Simulator.Tests.Endpoints;

public sealed class Commands_in_a_pod(KubectlFixture server) : IClassFixture<KubectlFixture>
{
    [Fact]
    public async Task Answer_on_channels_and_end_with_a_status()
    {
        Pod("exec-ok");
        Assert.Equal(
            (1, "hello\n"), (await Run("exec-ok", "command=echo&command=hello&stdout=true"))[0]);
        Assert.Contains(await Run("exec-ok", "command=true&stdout=true"), m => m.Channel == 3 && m.Text.Contains("Success", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Say_with_which_code_they_end()
    {
        Pod("exec-code");
        var status = (await Run("exec-code", "command=sh&command=-c&command=exit%203&stdout=true")).Single(m => m.Channel == 3).Text;
        Assert.Equal("3", (string?)JsonNode.Parse(status)!["details"]!["causes"]![0]!["message"]);
    }

    [Fact]
    public async Task Read_what_is_sent_to_them()
    {
        Pod("exec-input");
        Assert.Equal((1, "typed"), (await Run("exec-input", "command=cat&stdin=true&stdout=true", "typed"))[0]);
    }

    [Fact]
    public async Task Need_an_upgrade_of_the_connection()
    {
        var pod = Pod("exec-plain");
        var refusal = await Assert.ThrowsAsync<StatusException>(
            () => new PodExecEndpoint(new SimulatedShell(TimeProvider.System)).ServeAsync(pod, new DefaultHttpContext()));
        Assert.Equal((400, "Upgrade request required"), (refusal.Code, refusal.Message));
    }

    private async Task<List<(int Channel, string Text)>> Run(string pod, string query, string? input = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("v5.channel.k8s.io");
        socket.Options.SetRequestHeader("Authorization", "Bearer admin-token");
        using var invoker = new HttpMessageInvoker(new SocketsHttpHandler { SslOptions = { CertificateChainPolicy = server.Trust } });
        var address = new UriBuilder(server.Address) { Scheme = "wss", Path = $"/api/v1/namespaces/default/pods/{pod}/exec", Query = query }.Uri;
        await socket.ConnectAsync(address, invoker, CancellationToken.None);
        if (input is not null)
        {
            await socket.SendAsync((byte[])[0, .. Encoding.UTF8.GetBytes(input)], WebSocketMessageType.Binary, true, CancellationToken.None);
            await socket.SendAsync((byte[])[255, 0], WebSocketMessageType.Binary, true, CancellationToken.None);
        }
        var (messages, buffer) = (new List<(int, string)>(), new byte[65536]);
        while (await socket.ReceiveAsync(buffer, CancellationToken.None) is { MessageType: WebSocketMessageType.Binary } received)
            messages.Add((buffer[0], Encoding.UTF8.GetString(buffer, 1, received.Count - 1)));
        return messages;
    }

    private StoredObject Pod(string name) => server.RunPod(name, "n-exec");
}
