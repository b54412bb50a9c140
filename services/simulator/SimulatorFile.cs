using System.Text.Json;

namespace Pipeline.Simulator;

/// <summary>What a running simulated cluster leaves in its data folder, so that commands on this machine find it.</summary>
public static class SimulatorFile
{
    private static readonly JsonSerializerOptions Format = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where a cluster keeps its files in a data folder.</summary>
    public static string FolderIn(string dataFolder) => Path.Combine(dataFolder, "simulator");

    /// <summary>The addresses of the cluster that runs on a data folder; null when none does, or one was killed while it wrote.</summary>
    public static SimulatorAddresses? Find(string dataFolder)
    {
        var path = PathIn(dataFolder);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<SimulatorAddresses>(File.ReadAllBytes(path), Format) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    internal static void Write(string dataFolder, SimulatorAddresses addresses)
    {
        Directory.CreateDirectory(FolderIn(dataFolder));
        var draft = $"{PathIn(dataFolder)}.{Environment.ProcessId}";
        File.WriteAllBytes(draft, JsonSerializer.SerializeToUtf8Bytes(addresses, Format));
        File.Move(draft, PathIn(dataFolder), overwrite: true);
    }

    internal static void Remove(string dataFolder, SimulatorAddresses addresses)
    {
        if (Find(dataFolder) == addresses)
            File.Delete(PathIn(dataFolder));
    }

    private static string PathIn(string dataFolder) => Path.Combine(FolderIn(dataFolder), "simulator.json");
}
