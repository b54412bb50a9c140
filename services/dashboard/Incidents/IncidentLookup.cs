using Pipeline.Dashboard.Errors;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>Finds the one incident that a person means: by its id, or by the first digits of it.</summary>
public sealed class IncidentLookup(IncidentDirectory directory)
{
    private const int ShortestPrefix = 4;

    /// <summary>Looks it up.</summary>
    /// <param name="idOrPrefix">A whole id, or at least four of its first characters.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The incident, or the problem with what was asked.</returns>
    public async Task<(IncidentSummary? Found, ApiProblem? Problem)> FindAsync(string idOrPrefix, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(idOrPrefix, out var id))
        {
            return await directory.FindAsync(id, cancellationToken) is { } found
                ? (found, null)
                : (null, ApiProblem.NotFound($"There is no incident {id}."));
        }

        var prefix = idOrPrefix.ToLowerInvariant();
        if (prefix.Length is < ShortestPrefix or > 36 || prefix.Any(c => !char.IsAsciiHexDigitLower(c) && c != '-'))
            return (null, ApiProblem.Invalid($"\"{ListQuery.Clip(idOrPrefix)}\" is no incident id. Give the whole id, or at least its first {ShortestPrefix} digits."));
        var candidates = await directory.FindByPrefixAsync(prefix, cancellationToken);
        return candidates switch
        {
            [var only] => (only, null),
            [] => (null, ApiProblem.NotFound($"There is no incident whose id begins with {prefix}.")),
            _ => (null, ApiProblem.Invalid($"Several incidents begin with {prefix}: {string.Join(", ", candidates.Select(c => c.Id))}. Give more digits.")),
        };
    }
}
