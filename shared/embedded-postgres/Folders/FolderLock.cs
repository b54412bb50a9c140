using System.Globalization;

namespace Pipeline.EmbeddedPostgres.Folders;

/// <summary>One process at a time works on a data folder. The lock (flock) goes when its process does, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private const int WouldBlock = 11; // EWOULDBLOCK: what .NET's HResult is when another one holds the flock

    private readonly FileStream _file;

    private FolderLock(FileStream file) => _file = file;

    /// <exception cref="DataFolderInUseException">Somebody has it.</exception>
    /// <exception cref="UnusableDataFolderException">The folder belongs to somebody else.</exception>
    public static FolderLock Take(DatabaseFolder folder)
    {
        FileStream file;
        try
        {
            file = new FileStream(folder.LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (e.HResult == WouldBlock)
        {
            throw new DataFolderInUseException(folder.DataFolder, ReadHolder(folder));
        }
        catch (UnauthorizedAccessException e)
        {
            throw new UnusableDataFolderException(
                folder.DataFolder, $"{e.Message} Run as the user who created it, or choose another folder (--data-dir).", e);
        }

        try
        {
            // a file of its own: .NET locks for reading, too
            File.WriteAllText(folder.HolderFile, Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
            return new FolderLock(file);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose() => _file.Dispose();

    private static int? ReadHolder(DatabaseFolder folder) =>
        File.Exists(folder.HolderFile)
        && int.TryParse(File.ReadAllText(folder.HolderFile), CultureInfo.InvariantCulture, out var id)
            ? id
            : null;
}
