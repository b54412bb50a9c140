namespace Pipeline.Simulator.PromQl;

/// <summary>A query that was understood and cannot be carried out.</summary>
/// <param name="failure">Why.</param>
/// <param name="message">As Prometheus words it.</param>
public sealed class QueryException(QueryFailure failure, string message) : Exception(message)
{
    /// <summary>Why.</summary>
    public QueryFailure Failure { get; } = failure;
}

/// <summary>Why a query has no answer.</summary>
public enum QueryFailure
{
    /// <summary>The request is wrong.</summary>
    BadData,

    /// <summary>The data do not allow it.</summary>
    Execution,

    /// <summary>It took too long.</summary>
    Timeout,
}
