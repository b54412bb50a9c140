namespace Pipeline.Hosting.Logging;

/// <summary>How a log entry looks.</summary>
public enum LogFormat
{
    /// <summary>One JSON object in a line, times in UTC.</summary>
    Json,

    /// <summary>One line for people.</summary>
    Text,
}
