namespace Pipeline.Incidents.Commands;

/// <summary>Something that is wanted of an incident. It brings the time along: the decider has no clock.</summary>
public abstract partial record IncidentCommand
{
    private IncidentCommand() // closed: the records nested here are all there are
    {
    }

    /// <summary>The pipeline's time when the command was given.</summary>
    public required DateTimeOffset Now { get; init; }
}
