namespace Pipeline.Processes;

/// <summary>A program that should be started is not on this machine.</summary>
public sealed class ProgramNotFoundException(string program)
    : Exception($"The program '{program}' was not found on this machine: it is neither a file nor on PATH.")
{
    public string Program { get; } = program;
}
