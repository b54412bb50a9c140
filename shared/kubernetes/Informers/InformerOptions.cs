namespace Pipeline.Kubernetes.Informers;

/// <summary>How an informer keeps in contact. The defaults are client-go's.</summary>
public sealed record InformerOptions
{
    public static InformerOptions Default { get; } = new();

    /// <summary>Objects per page of a list.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>A watch is asked for at least this long, and at most twice as long: not all informers come back at once.</summary>
    public TimeSpan WatchLasts { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The first pause after a failure; each next one is twice as long, and up to once more by chance.</summary>
    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(800);

    /// <summary>What pauses grow to; by chance one is up to twice as long. 30 seconds by default.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>After so long without a failure pauses are short again.</summary>
    public TimeSpan Calm { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>A watch that ends sooner and brought nothing counts as a failure.</summary>
    public TimeSpan ShortestWatch { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A watch that brings neither event nor bookmark for so long may be one for ever: the server is asked whether it still knows the
    /// place. Servers send a bookmark about every minute, but not before something has happened, so that silence alone proves nothing.
    /// </summary>
    public TimeSpan LongestSilence { get; init; } = TimeSpan.FromMinutes(3);

    /// <summary>After so many failures in a row at one place, garbage included, the list is made anew.</summary>
    public int FailuresBeforeList { get; init; } = 5;
}
