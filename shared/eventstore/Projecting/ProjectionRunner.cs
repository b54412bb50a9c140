using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Streams;

namespace Pipeline.EventStore.Projecting;

/// <summary>Brings projections up to date. Several runners do no harm: each page is applied once.</summary>
/// <param name="pageSize">Events per transaction, 1 to 10 000.</param>
public sealed class ProjectionRunner(PostgresEventStore store, int pageSize = 500)
{
    /// <summary>Applies all events that are safe to apply, from the checkpoint on.</summary>
    /// <returns>The position reached in the global order.</returns>
    /// <exception cref="ProjectionNewerException">The view is of a newer program.</exception>
    public async Task<long> CatchUpAsync(IProjection projection, CancellationToken cancellationToken)
    {
        var position = await PositionAsync(projection, cancellationToken);
        while (true)
        {
            var page = await store.ReadAllAsync(position, pageSize, cancellationToken);
            if (page.Position == position)
                return position;
            var transaction = new StoreTransaction();
            transaction.Execute(
                "select {schema}.pipeline_advance_projection($1, $2, $3, $4)", StoreParameter.Text(projection.Name),
                StoreParameter.Bigint(projection.Version), StoreParameter.Bigint(position), StoreParameter.Bigint(page.Position));
            if (page.Events.Count > 0)
                await projection.ApplyAsync(page.Events, transaction, cancellationToken);
            position = await TryCommitAsync(transaction, cancellationToken)
                ? page.Position
                : await PositionAsync(projection, cancellationToken);
        }
    }

    /// <summary>Empties the view and puts the checkpoint at the start; the next catch-up makes it again.</summary>
    public Task ResetAsync(IProjection projection, CancellationToken cancellationToken)
    {
        var transaction = new StoreTransaction();
        transaction.Execute(
            """
            insert into {schema}.pipeline_projections (name, version, position) values ($1, $2, 0)
            on conflict (name) do update set version = excluded.version, position = 0, updated_at = now()
            """,
            StoreParameter.Text(projection.Name), StoreParameter.Bigint(projection.Version));
        projection.Reset(transaction);
        return store.CommitAsync(transaction, cancellationToken);
    }

    private async Task<long> PositionAsync(IProjection projection, CancellationToken cancellationToken)
    {
        var rows = await store.Database.QueryAsync(
            "select version, position from {schema}.pipeline_projections where name = $1",
            row => (Version: row.GetInt32(0), Position: row.GetInt64(1)), cancellationToken, StoreParameter.Text(projection.Name));
        if (rows is [var stored] && stored.Version >= projection.Version)
            return stored.Version == projection.Version
                ? stored.Position
                : throw new ProjectionNewerException(projection.Name, stored.Version, projection.Version);
        await ResetAsync(projection, cancellationToken);
        return 0;
    }

    private async Task<bool> TryCommitAsync(StoreTransaction transaction, CancellationToken cancellationToken)
    {
        try
        {
            await store.CommitAsync(transaction, cancellationToken);
            return true;
        }
        catch (ProjectionMovedException)
        {
            return false; // another runner applied the page; go on from where it is
        }
    }
}
