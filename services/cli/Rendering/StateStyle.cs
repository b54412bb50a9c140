namespace Pipeline.Cli.Rendering;

/// <summary>Colours of states and severities, as Spectre's markup names them; meaning is never in the colour alone.</summary>
internal static class StateStyle
{
    public static string Of(string state) => state switch
    {
        "awaiting-approval" or "escalated" or "outcome-unknown" => "bold yellow",
        "resolved" or "withdrawn" => "green",
        "dismissed" or "merged" => "grey",
        "rejected" => "red",
        _ => "blue",
    };

    public static string OfSeverity(string severity) => severity.ToLowerInvariant() switch
    {
        "critical" => "bold red",
        "warning" => "yellow",
        _ => "grey",
    };
}
