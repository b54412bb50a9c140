using Pipeline.Cli.Api;

namespace Pipeline.Cli.Incidents.Watching;

/// <summary>Where the stream of changes stands now.</summary>
internal static class Present
{
    private const int Newest = 500;

    /// <summary>The position of the newest event of the incidents that were opened last; 0 when there are none.</summary>
    /// <remarks>Never beyond the present: an older incident that goes on makes that some of its past is shown, nothing is left out.</remarks>
    public static async Task<long> PositionAsync(ApiClient api, CancellationToken cancellationToken)
    {
        var latest = await api.ListAsync(new IncidentQuery(), Newest, cancellationToken)
            .OrderByDescending(incident => incident.UpdatedAt).FirstOrDefaultAsync(cancellationToken);
        return latest is null ? 0 : (await api.EventsAsync(latest.Id.ToString(), cancellationToken)).Max(e => e.Position);
    }
}
