namespace Pipeline.EventStore.Projecting;

/// <summary>Another runner moved the projection's checkpoint; its view is right, and nothing of this one was
/// stored.</summary>
public sealed class ProjectionMovedException(string projection, Exception cause)
    : Exception($"The projection '{projection}' was moved on by another runner.", cause)
{
    public string Projection { get; } = projection;
}
