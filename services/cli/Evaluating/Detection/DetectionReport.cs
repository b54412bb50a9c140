namespace Pipeline.Cli.Evaluating.Detection;

/// <summary>How well the detectors did.</summary>
/// <param name="Groups">One for each data set.</param>
internal sealed record DetectionReport(IReadOnlyList<DetectionReport.Group> Groups)
{
    /// <summary>A data set.</summary>
    /// <param name="Name">Its folder's name.</param>
    /// <param name="Cases">Each with its measures by name; a measure without meaning for a case is left out.</param>
    /// <param name="Mean">Of the cases that have the measure.</param>
    /// <param name="Rows">Scored.</param>
    /// <param name="Seconds">Spent on scoring.</param>
    internal sealed record Group(
        string Name, IReadOnlyList<Case> Cases, IReadOnlyDictionary<string, double> Mean, int Rows, double Seconds);

    /// <summary>A series, a machine, a cluster, or NAB as a whole.</summary>
    internal sealed record Case(string Name, IReadOnlyDictionary<string, double> Measures, int Rows, double Seconds);
}
