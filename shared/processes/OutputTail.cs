namespace Pipeline.Processes;

/// <summary>The last lines that a process wrote, for the message of an error. Bounded; safe to use from any thread.</summary>
/// <param name="maxLines">Older lines are forgotten.</param>
public sealed class OutputTail(int maxLines = 200)
{
    private const int MaxLineLength = 2000;
    private readonly Queue<string> _lines = [];

    public void Add(string line)
    {
        lock (_lines)
        {
            if (_lines.Count == maxLines)
                _lines.Dequeue();
            _lines.Enqueue(line.Length <= MaxLineLength ? line : line[..MaxLineLength] + " ...");
        }
    }

    /// <returns>Oldest line first.</returns>
    public override string ToString()
    {
        lock (_lines)
            return string.Join('\n', _lines);
    }
}
