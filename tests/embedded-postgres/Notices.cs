using System.Collections.Concurrent;
using Pipeline.EmbeddedPostgres.Supervision;

namespace Pipeline.EmbeddedPostgres.Tests;

/// <summary>All that a server has said, in order.</summary>
internal sealed class Notices : IProgress<DatabaseNotice>
{
    private readonly ConcurrentQueue<DatabaseNotice> _all = new();

    public IReadOnlyList<DatabaseNoticeKind> Kinds => [.. _all.Select(notice => notice.Kind)];

    public IReadOnlyList<string> Texts => [.. _all.Select(notice => notice.Text)];

    public void Report(DatabaseNotice value) => _all.Enqueue(value);
}
