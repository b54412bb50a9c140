using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Tables;

namespace Pipeline.Simulator.Endpoints;

/// <summary>Serves <c>/exec</c> over WebSockets, kubectl's way since 1.30; older clients speak SPDY and are refused.</summary>
/// <param name="exec">What runs the commands.</param>
/// <remarks>
/// Each message begins with the number of its channel: 0 input, 1 output, 2 errors, 3 the end's Status, 4 size of the terminal; 255 closes the
/// channel named next (v5). The host must use the WebSocket middleware.
/// </remarks>
public sealed class PodExecEndpoint(IPodExec exec)
{
    private const int MostInput = 1 << 20;
    private const int LargestMessage = 32 << 10;

    private static readonly string[] Protocols = ["v5.channel.k8s.io", "v4.channel.k8s.io"];

    private enum StreamChannel : byte
    {
        Input = 0,
        Output = 1,
        Error = 2,
        Status = 3,
        Close = 255,
    }

    /// <summary>Answers a request to run a command in a pod.</summary>
    /// <exception cref="StatusException">It cannot be run; nothing was sent yet.</exception>
    public async Task ServeAsync(StoredObject pod, HttpContext context)
    {
        if (!context.WebSockets.IsWebSocketRequest)
            throw Refusal.BadRequest(context.Request.Headers.Upgrade.Count == 0 ? "Upgrade request required" : "unable to upgrade: only WebSockets are served");
        var query = context.Request.Query;
        var command = query["command"].OfType<string>().ToList();
        if (command.Count == 0)
            throw Refusal.BadRequest("you must specify at least one command for the container");
        var container = LoggedContainer.Of(pod.Root, query["container"] is [{ Length: > 0 } name, ..] ? name : null);
        if (pod.Root.Text("status", "phase") is "Succeeded" or "Failed")
            throw Refusal.BadRequest($"cannot exec into a container in a completed pod; current phase is {pod.Root.Text("status", "phase")}");
        if (!container.IsRunning)
            throw Refusal.Unexpected($"unable to upgrade connection: container not found (\"{container.Name}\")");
        var protocol = Protocols.FirstOrDefault(context.WebSockets.WebSocketRequestedProtocols.Contains)
            ?? throw Refusal.BadRequest("unable to upgrade: no subprotocol that is served");
        using var socket = await context.WebSockets.AcceptWebSocketAsync(protocol);
        var wantsInput = query["stdin"] is ["true" or "1", ..];
        var input = wantsInput ? await ReadInput(socket, context.RequestAborted) : "";
        await Answer(socket, exec.Run(pod, container.Name, command, input), context.RequestAborted);
    }

    private static async Task Answer(WebSocket socket, ExecResult result, CancellationToken cancellationToken)
    {
        await Send(socket, StreamChannel.Output, Encoding.UTF8.GetBytes(result.Output), cancellationToken);
        await Send(socket, StreamChannel.Error, Encoding.UTF8.GetBytes(result.Error), cancellationToken);
        await Send(socket, StreamChannel.Status, Encoding.UTF8.GetBytes(Status(result.ExitCode).ToJsonString(GoJson.Options)), cancellationToken);
        if (socket.State is WebSocketState.Open or WebSocketState.CloseReceived)
            await socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    private static async Task Send(WebSocket socket, StreamChannel channel, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        for (; bytes.Length > 0; bytes = bytes[Math.Min(LargestMessage, bytes.Length)..])
            await socket.SendAsync((byte[])[(byte)channel, .. bytes[..Math.Min(LargestMessage, bytes.Length)].Span], WebSocketMessageType.Binary, true, cancellationToken);
    }

    /// <summary>Reads until the client closes the input or has sent as much as is taken.</summary>
    private static async Task<string> ReadInput(WebSocket socket, CancellationToken cancellationToken)
    {
        var (input, message, buffer) = (new MemoryStream(), new MemoryStream(), new byte[LargestMessage]);
        while (input.Length < MostInput)
        {
            var received = await socket.ReceiveAsync(buffer, cancellationToken);
            if (received.MessageType == WebSocketMessageType.Close)
                break;
            message.Write(buffer, 0, received.Count);
            if (message.Length > MostInput)
                break;
            if (!received.EndOfMessage)
                continue;
            var bytes = message.ToArray();
            message.SetLength(0);
            if (bytes is [(byte)StreamChannel.Close, (byte)StreamChannel.Input])
                break;
            if (bytes is [(byte)StreamChannel.Input, ..])
                input.Write(bytes.AsSpan(1));
        }
        return Encoding.UTF8.GetString(input.ToArray());
    }

    private static JsonObject Status(int exitCode) => exitCode == 0
        ? new JsonObject { ["metadata"] = new JsonObject(), ["status"] = "Success" }
        : new JsonObject
        {
            ["metadata"] = new JsonObject(),
            ["status"] = "Failure",
            ["message"] = string.Create(CultureInfo.InvariantCulture, $"command terminated with non-zero exit code: exit status {exitCode}"),
            ["reason"] = "NonZeroExitCode",
            ["details"] = new JsonObject
            {
                ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ExitCode", ["message"] = exitCode.ToString(CultureInfo.InvariantCulture) }),
            },
        };
}
