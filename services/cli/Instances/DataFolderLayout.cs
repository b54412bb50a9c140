namespace Pipeline.Cli.Instances;

/// <summary>Where an <c>up</c> keeps what is outside its database.</summary>
internal static class DataFolderLayout
{
    /// <summary>The database of live sources; each replay has one of its own.</summary>
    public const string LiveDatabase = "pipeline";

    private const string AnchorsExtension = ".jsonl";

    public static string MaskingKey(string folder) => Path.Combine(folder, "keys", "masking.key");

    /// <summary>The private key that signs checkpoints.</summary>
    public static string AuditKey(string folder) => Path.Combine(folder, "keys", "audit.pem");

    /// <summary>The checkpoints of one database.</summary>
    public static string Anchors(string folder, string database) => Path.Combine(folder, "audit", database + AnchorsExtension);

    /// <summary>The database that was anchored last, so used last; null when none was.</summary>
    public static string? LastDatabase(string folder)
    {
        var anchors = new DirectoryInfo(Path.Combine(folder, "audit"));
        return anchors.Exists
            ? anchors.EnumerateFiles("*" + AnchorsExtension).OrderByDescending(file => file.LastWriteTimeUtc)
                .Select(file => Path.GetFileNameWithoutExtension(file.Name)).FirstOrDefault()
            : null;
    }
}
