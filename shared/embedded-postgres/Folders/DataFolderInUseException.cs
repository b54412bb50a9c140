namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>Another process works on the data folder.</summary>
/// <param name="folder">The data folder.</param>
/// <param name="processId">Who holds it; null when it has not said so yet.</param>
public sealed class DataFolderInUseException(string folder, int? processId) : EmbeddedPostgresException(
    $"The data folder {folder} is in use by {(processId is null ? "another process" : $"process {processId}")}."
    + " Stop that one first, or give this one a data folder of its own (--data-dir).")
{
    public string Folder { get; } = folder;

    /// <summary>Null when the holder had not written it yet.</summary>
    public int? ProcessId { get; } = processId;
}
