using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Informers;

/// <summary>An informer of any kind, to run and to look at.</summary>
public interface IInformer
{
    ResourceType Type { get; }

    InformerState State { get; }

    /// <summary>Keeps the cache up to date until cancelled; failures of the server never end it.</summary>
    Task RunAsync(CancellationToken cancellationToken);

    /// <summary>Until the first whole list has been read.</summary>
    Task WaitForSyncAsync(CancellationToken cancellationToken);
}
