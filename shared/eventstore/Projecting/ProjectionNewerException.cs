namespace Pipeline.EventStore.Projecting;

/// <summary>A newer program made the view; this one would spoil it.</summary>
public sealed class ProjectionNewerException(string projection, int stored, int known)
    : Exception($"The projection '{projection}' is at version {stored}; this program has version {known}. Start a newer program.");
