namespace Pipeline.Collector.Queries;

/// <summary>What single queries owe, because they failed for a while when the others did not.</summary>
internal sealed class QueryBacklog
{
    private readonly Dictionary<QueryDefinition, (DateTimeOffset After, DateTimeOffset UpTo)> _owed = [];

    /// <summary>Where the query must begin to be complete from <paramref name="after"/> on, not before <paramref name="oldest"/>.</summary>
    public DateTimeOffset StartOf(QueryDefinition query, DateTimeOffset after, DateTimeOffset oldest)
    {
        lock (_owed)
        {
            if (!_owed.TryGetValue(query, out var owed) || owed.After >= after)
                return after;
            return owed.After > oldest ? owed.After : oldest;
        }
    }

    /// <summary>The query gave what lies between.</summary>
    public void Paid(QueryDefinition query, DateTimeOffset after, DateTimeOffset upTo)
    {
        lock (_owed)
        {
            if (_owed.TryGetValue(query, out var owed) && after <= owed.After && upTo >= owed.UpTo)
                _owed.Remove(query);
        }
    }

    /// <summary>The query failed for what lies between.</summary>
    /// <returns>Since when it has been failing.</returns>
    public DateTimeOffset Owe(QueryDefinition query, DateTimeOffset after, DateTimeOffset upTo)
    {
        lock (_owed)
        {
            if (_owed.TryGetValue(query, out var owed))
                (after, upTo) = (owed.After < after ? owed.After : after, owed.UpTo > upTo ? owed.UpTo : upTo);
            _owed[query] = (after, upTo);
            return after;
        }
    }
}
