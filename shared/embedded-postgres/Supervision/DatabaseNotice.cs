namespace Pipeline.EmbeddedPostgres.Supervision;

public enum DatabaseNoticeKind
{
    /// <summary>Something that takes a while begins.</summary>
    Step,

    /// <summary>The server has ended although nobody stopped it.</summary>
    Lost,

    /// <summary>It could not be brought back yet.</summary>
    RestartFailed,

    /// <summary>It answers again, on the same port.</summary>
    Restarted,
}

/// <summary>What a person, or a log, should hear of the embedded database.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="Text">In words, without a full stop.</param>
public sealed record DatabaseNotice(DatabaseNoticeKind Kind, string Text)
{
    internal static DatabaseNotice Step(string text) => new(DatabaseNoticeKind.Step, text);
}
