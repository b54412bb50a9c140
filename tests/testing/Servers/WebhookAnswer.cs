namespace Pipeline.Testing.Servers;

/// <summary>What the <see cref="WebhookReceiver"/> does with a request that it has recorded.</summary>
public abstract record WebhookAnswer
{
    private WebhookAnswer()
    {
    }

    /// <param name="Status">The HTTP status.</param>
    /// <param name="Body">Sent as it is.</param>
    public sealed record Respond(int Status, string Body = "") : WebhookAnswer
    {
        public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();
    }

    /// <summary>Keeps the caller waiting until the test completes the task; a caller that gives up is let go.</summary>
    public sealed record Hold(Task Until, WebhookAnswer Then) : WebhookAnswer;

    /// <summary>Closes the connection without an answer: the caller cannot know what became of its request.</summary>
    public sealed record DropConnection : WebhookAnswer;
}
