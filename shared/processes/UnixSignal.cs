namespace Pipeline.Processes;

/// <summary>The signals that the pipeline sends; the values are Linux' numbers.</summary>
public enum UnixSignal
{
    Interrupt = 2,
    Quit = 3,
    Kill = 9,
    Terminate = 15,
    Continue = 18,
    Stop = 19,
}
