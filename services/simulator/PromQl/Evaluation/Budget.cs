namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>What a query may still cost.</summary>
internal sealed class Budget(long samples, CancellationToken cancellationToken)
{
    private long _left = samples;

    /// <summary>Books samples, and looks whether the time is up.</summary>
    /// <exception cref="QueryException">Too many, or too late.</exception>
    public void Spend(long count)
    {
        _left -= count;
        if (_left < 0)
        {
            throw new QueryException(
                QueryFailure.Execution, "query processing would load too many samples into memory in query execution");
        }
        if (cancellationToken.IsCancellationRequested)
            throw new QueryException(QueryFailure.Timeout, "query timed out in expression evaluation");
    }
}
