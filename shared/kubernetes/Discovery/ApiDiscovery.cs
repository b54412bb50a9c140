using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Discovery;

/// <summary>Knows what the server serves; looks again when asked for what it does not know, since kinds are added while we run.</summary>
public sealed class ApiDiscovery(IKubernetesClient client, TimeProvider clock)
{
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(30);
    private readonly Lock _lock = new();
    private Task<Look>? _look;

    /// <summary>What is served, at most ten minutes old.</summary>
    public async Task<ApiCatalogue> CatalogueAsync(CancellationToken cancellationToken) => (await LookAsync(Lasts, cancellationToken)).Catalogue;

    /// <summary>What is served, as fresh as is wanted.</summary>
    public async Task<ApiCatalogue> CatalogueAsync(TimeSpan notOlderThan, CancellationToken cancellationToken) =>
        (await LookAsync(notOlderThan, cancellationToken)).Catalogue;

    /// <summary>Where objects live that name their kind so; null when the server does not serve it.</summary>
    public async Task<ResourceType?> FindAsync(string apiVersion, string kind, CancellationToken cancellationToken)
    {
        foreach (var known in ResourceTypes.BuiltIn)
            if (known.Kind == kind && known.ApiVersion == apiVersion)
                return known;
        return (await FindAsync(catalogue => catalogue.OfKind(apiVersion, kind), cancellationToken))?.Type;
    }

    /// <summary>Looks for something in the catalogue, in a fresh one if need be.</summary>
    public async Task<DiscoveredResource?> FindAsync(
        Func<ApiCatalogue, DiscoveredResource?> find, CancellationToken cancellationToken)
    {
        var look = await LookAsync(Lasts, cancellationToken);
        return find(look.Catalogue) ?? find((await LookAsync(BetweenLooks, cancellationToken)).Catalogue);
    }

    private Task<Look> LookAsync(TimeSpan notOlderThan, CancellationToken cancellationToken)
    {
        Task<Look> look;
        lock (_lock)
        {
            var isUsable = _look is { IsCompleted: false }
                || (_look is { IsCompletedSuccessfully: true } done && clock.GetElapsedTime(done.Result.At) < notOlderThan);
            if (!isUsable)
                _look = Task.Run(LookAsync, CancellationToken.None);
            look = _look!;
        }
        return look.WaitAsync(cancellationToken);
    }

    private async Task<Look> LookAsync() => new(await CatalogueReader.ReadAsync(client, CancellationToken.None), clock.GetTimestamp());

    private sealed record Look(ApiCatalogue Catalogue, long At);
}
