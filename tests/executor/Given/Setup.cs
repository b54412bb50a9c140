using Pipeline.Actions.Performing;
using Pipeline.Executor.Notifying;

namespace Pipeline.Executor.Tests.Given;

/// <summary>How an executor of a test is set up.</summary>
internal sealed record Setup
{
    public ExecutorOptions Executor { get; init; } = new();

    public NotifyOptions Notify { get; init; } = new();

    /// <summary>Actions beyond the built-in ones; each brings its own entry of the catalogue.</summary>
    public IReadOnlyList<IAction> Actions { get; init; } = [];

    /// <summary>The executor's own cluster.</summary>
    public string Cluster { get; init; } = Some.Cluster;

    public static Setup Posting(Uri webhook, bool honoursKeys = true) =>
        new() { Notify = new NotifyOptions { Url = webhook.ToString(), ReceiverHonoursKeys = honoursKeys } };
}
