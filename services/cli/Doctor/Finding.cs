namespace Pipeline.Cli.Doctor;

/// <summary>How something that the pipeline needs is.</summary>
internal enum Health
{
    /// <summary>As it must be.</summary>
    Well,

    /// <summary>Not needed as things stand, or not to be told.</summary>
    Open,

    /// <summary>Something must be done.</summary>
    Wrong,
}

/// <summary>What was found out about one thing that the pipeline needs.</summary>
/// <param name="Subject">The thing: "database".</param>
/// <param name="Health">How it is.</param>
/// <param name="Detail">What was seen.</param>
/// <param name="WayOut">What to do; null when nothing.</param>
internal sealed record Finding(string Subject, Health Health, string Detail, string? WayOut = null)
{
    public static Finding Well(string subject, string detail) => new(subject, Health.Well, detail);

    public static Finding Open(string subject, string detail) => new(subject, Health.Open, detail);

    public static Finding Wrong(string subject, string detail, string wayOut) => new(subject, Health.Wrong, detail, wayOut);
}
