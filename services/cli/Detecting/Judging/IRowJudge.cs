using Pipeline.Cli.Detecting.Files;

namespace Pipeline.Cli.Detecting.Judging;

/// <summary>Judges the rows of one file in their order.</summary>
internal interface IRowJudge
{
    /// <summary>Judges a row and learns it.</summary>
    RowJudgement Judge(MetricRow row);

    /// <summary>Learns a row of history.</summary>
    void Learn(MetricRow row);
}
