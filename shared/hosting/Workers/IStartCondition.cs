namespace Pipeline.Hosting.Workers;

/// <summary>Something that must be there before messages are consumed and loops begin; the HTTP port answers meanwhile.</summary>
public interface IStartCondition
{
    /// <summary>Completes when it is there; at once afterwards.</summary>
    Task WaitAsync(CancellationToken cancellationToken);
}
