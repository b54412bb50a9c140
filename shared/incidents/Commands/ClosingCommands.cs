namespace Pipeline.Incidents.Commands;

public abstract partial record IncidentCommand
{
    /// <summary>Hand the incident to people.</summary>
    public sealed record Escalate : IncidentCommand
    {
        /// <summary>Who asks for it.</summary>
        public required Actor By { get; init; }

        /// <summary>Why, and what a person can do.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A person says that this is not an incident.</summary>
    public sealed record Dismiss : IncidentCommand
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Why, masked.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A person closes the incident as solved.</summary>
    public sealed record Resolve : IncidentCommand
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>What was done, masked.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A person wants another analysis.</summary>
    public sealed record Reopen : IncidentCommand
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>Why, masked.</summary>
        public required string Reason { get; init; }
    }

    /// <summary>A person leaves a note.</summary>
    public sealed record AddComment : IncidentCommand
    {
        /// <summary>Who.</summary>
        public required Actor By { get; init; }

        /// <summary>The note, masked.</summary>
        public required string Text { get; init; }
    }
}
