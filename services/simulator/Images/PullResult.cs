namespace Pipeline.Simulator.Images;

/// <summary>What a registry answers to a pull.</summary>
public abstract record PullResult
{
    private PullResult()
    {
    }

    /// <summary>The image.</summary>
    /// <param name="Digest">"sha256:…".</param>
    /// <param name="Bytes">Size on disk.</param>
    public sealed record Pulled(string Digest, long Bytes) : PullResult;

    /// <summary>No image.</summary>
    /// <param name="Message">As containerd words it.</param>
    public sealed record Refused(string Message) : PullResult;
}
