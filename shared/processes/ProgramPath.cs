namespace Pipeline.Processes;

/// <summary>Where a program lies, by the rule of a shell.</summary>
public static class ProgramPath
{
    /// <param name="program">A name that is looked up on PATH, or a path, which is taken as it is.</param>
    /// <returns>Null when there is no such file.</returns>
    public static string? Find(string program)
    {
        if (program.Contains('/'))
            return File.Exists(program) ? Path.GetFullPath(program) : null;
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
    }
}
