using Microsoft.Extensions.Configuration;

namespace Pipeline.Hosting.Configuration;

/// <summary>Settings of a YAML file, read once.</summary>
/// <param name="Path">The file; one that cannot be read is a problem.</param>
public sealed record YamlSettings(string Path) : IConfigurationSource
{
    /// <inheritdoc/>
    public IConfigurationProvider Build(IConfigurationBuilder builder) => new YamlSettingsProvider(Path);
}

internal sealed class YamlSettingsProvider(string path) : SettingsProvider
{
    private const int LargestFile = 1 << 20; // bytes

    public override void Load()
    {
        try
        {
            var file = new FileInfo(path);
            if (file.Exists && file.Length > LargestFile)
                Report(path, $"the file has {file.Length} bytes; {LargestFile} are allowed");
            else
                new YamlSettingsReader(path, Add, Report).Read(File.ReadAllText(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Report(path, $"the file cannot be read ({e.Message}); name another one with --config or PIPELINE__CONFIG");
        }
    }

    public override string ToString() => path;
}
