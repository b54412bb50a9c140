using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;

namespace Pipeline.Simulator.Images;

/// <summary>All registries of the simulated world: which images there are and what is in them.</summary>
/// <remarks>
/// Published images are exactly what they are. Beyond them the public registries hold the usual names (nginx, redis …) under any
/// tag that looks like one. Runs on the loop.
/// </remarks>
public sealed partial class ImageCatalogue
{
    private static readonly HashSet<string> PublicRegistries = new(StringComparer.Ordinal)
    {
        "docker.io", "ghcr.io", "quay.io", "gcr.io", "registry.k8s.io", "mcr.microsoft.com", "public.ecr.aws", "localhost:5000",
    };

    private readonly Dictionary<string, ImageProgram> _published = new(StringComparer.Ordinal);
    private readonly HashSet<string> _publishedNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> _private = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unreachable = new(StringComparer.Ordinal);

    /// <summary>Puts an image into its registry, or another program into an image.</summary>
    public void Publish(string image, ImageProgram program)
    {
        var reference = ImageReference.Parse(image) ?? throw new ArgumentException($"\"{image}\" is no image reference", nameof(image));
        _published[reference.ToString()] = program;
        _publishedNames.Add(reference.Name);
    }

    /// <summary>Takes an image out of its registry.</summary>
    public void Withdraw(string image)
    {
        if (ImageReference.Parse(image) is { } reference)
            _published.Remove(reference.ToString());
    }

    /// <summary>Whether pulls of a repository ("registry/repository") need credentials.</summary>
    public void SetPrivate(string name, bool isPrivate) => Set(_private, name, isPrivate);

    /// <summary>Whether a repository's pulls need credentials.</summary>
    public bool IsPrivate(string name) => _private.Contains(name);

    /// <summary>Whether a registry answers at all.</summary>
    public void SetReachable(string registry, bool reachable) => Set(_unreachable, registry, !reachable);

    /// <summary>Whether exactly this version was published.</summary>
    public bool IsPublished(ImageReference image) => _published.ContainsKey(image.ToString());

    /// <summary>Whether there is such an image.</summary>
    public bool Has(ImageReference image) => _publishedNames.Contains(image.Name)
        ? _published.ContainsKey(image.ToString()) || image.Digest.Length > 0
        : PublicRegistries.Contains(image.Registry) && PublicImages.Knows(image) && (image.Digest.Length > 0 || TagForm().IsMatch(image.Tag));

    /// <summary>What the program of an image does.</summary>
    public ImageProgram ProgramOf(ImageReference image) =>
        _published.TryGetValue(image.ToString(), out var program) ? program : PublicImages.ProgramOf(image);

    /// <summary>Asks the registry.</summary>
    /// <param name="image">Which image.</param>
    /// <param name="hasCredentials">Whether the request carries credentials for that registry.</param>
    public PullResult Pull(ImageReference image, bool hasCredentials)
    {
        var failed = $"failed to pull and unpack image \"{image}\": failed to resolve reference \"{image}\": ";
        if (_unreachable.Contains(image.Registry))
            return new PullResult.Refused($"{failed}failed to do request: Head \"{ManifestUrl(image)}\": dial tcp 203.0.113.10:443: i/o timeout");
        if (!PublicRegistries.Contains(image.Registry) && !_publishedNames.Any(n => n.StartsWith(image.Registry + "/", StringComparison.Ordinal)))
        {
            return new PullResult.Refused(
                $"{failed}failed to do request: Head \"{ManifestUrl(image)}\": dial tcp: lookup {image.Registry.Split(':')[0]} on 10.0.0.2:53: no such host");
        }
        if (_private.Contains(image.Name) && !hasCredentials)
        {
            return new PullResult.Refused(
                $"{failed}failed to authorize: failed to fetch anonymous token: unexpected status from GET request to "
                + $"https://{image.Registry}/token?scope=repository%3A{Uri.EscapeDataString(image.Repository)}%3Apull&service={image.Registry}: 401 Unauthorized");
        }
        if (Has(image))
            return new PullResult.Pulled(DigestOf(image), SizeOf(image));
        return new PullResult.Refused(
            image.Registry == "docker.io" && !_publishedNames.Contains(image.Name) && !PublicImages.Knows(image)
                ? $"{failed}pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed"
                : $"{failed}{image}: not found");
    }

    /// <summary>An image's digest: of its own, or made from its name.</summary>
    public static string DigestOf(ImageReference image) => image.Digest.Length > 0
        ? image.Digest
        : $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(image.ToString())))}";

    private static long SizeOf(ImageReference image) =>
        (8L << 20) + (SHA256.HashData(Encoding.UTF8.GetBytes(image.Name)) is var hash ? ((hash[0] << 8) + hash[1]) * 1777L : 0);

    private static string ManifestUrl(ImageReference image) =>
        $"https://{(image.Registry == "docker.io" ? "registry-1.docker.io" : image.Registry)}/v2/{image.Repository}/manifests/{image.Tag}";

    private static void Set(HashSet<string> set, string item, bool member)
    {
        if (member)
            set.Add(item);
        else
            set.Remove(item);
    }

    [GeneratedRegex("^(v?[0-9]{1,4}([._-][0-9A-Za-z_.-]*)?|latest|stable.*|alpine.*|main|edge|mainline.*|bookworm.*|slim.*|lts.*)$", RegexOptions.ExplicitCapture)]
    private static partial Regex TagForm();
}
