using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Images;

/// <summary>Where an image is: registry, repository and tag or digest, as containerd completes a short name.</summary>
/// <param name="Registry">"docker.io" unless the name says another.</param>
/// <param name="Repository">"library/nginx".</param>
/// <param name="Tag">"latest" when the name says neither tag nor digest; empty with a digest alone.</param>
/// <param name="Digest">"sha256:…"; empty for none.</param>
public sealed partial record ImageReference(string Registry, string Repository, string Tag, string Digest)
{
    /// <summary>Registry and repository: what versions of one image have in common.</summary>
    public string Name => $"{Registry}/{Repository}";

    /// <summary>The reference of a name as pods write it; null when the name is malformed.</summary>
    public static ImageReference? Parse(string image)
    {
        var match = Form().Match(image);
        if (!match.Success)
            return null;
        var (name, tag, digest) = (match.Groups["name"].Value, match.Groups["tag"].Value, match.Groups["digest"].Value);
        var slash = name.IndexOf('/');
        var first = slash < 0 ? "" : name[..slash];
        var hasRegistry = first.Contains('.') || first.Contains(':') || first == "localhost";
        var repository = hasRegistry ? name[(slash + 1)..] : slash < 0 ? $"library/{name}" : name;
        return new ImageReference(
            hasRegistry ? first : "docker.io", repository, tag.Length == 0 && digest.Length == 0 ? "latest" : tag, digest);
    }

    public override string ToString() => (Tag, Digest) switch
    {
        (_, "") => $"{Name}:{Tag}",
        ("", _) => $"{Name}@{Digest}",
        _ => $"{Name}:{Tag}@{Digest}",
    };

    [GeneratedRegex(
        @"^(?<name>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]+)?/)?[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}))?(?:@(?<digest>sha256:[0-9a-f]{64}))?$",
        RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Form();
}
