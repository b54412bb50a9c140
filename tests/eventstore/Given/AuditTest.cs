using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Verifying;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EventStore.Tests.Given;

/// <summary>A store with a signing key and an anchors file outside it, and three streams: numbers 1 to 9.</summary>
public abstract class AuditTest(PostgresFixture postgres) : StoreTest(postgres)
{
    private readonly TemporaryFolder _folder = new();

    protected AuditKeyFile Key { get; private set; } = null!;

    protected string Anchors => _folder.Combine("anchors.jsonl");

    protected string KeyPath => _folder.Combine("audit.pem");

    protected Guid A { get; } = Some.Id();

    protected Guid B { get; } = Some.Id();

    protected Guid C { get; } = Some.Id();

    protected AuditAnchor Anchor => new(Store, Key, Anchors, TimeProvider.System);

    /// <summary>Sequence → stream and version: 1 A1, 2 A2, 3 B1, 4 A3, 5 B2, 6 C1, 7 C2, 8 A4, 9 B3.</summary>
    protected IReadOnlyList<RecordedEvent> Written { get; private set; } = [];

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        Key = AuditKeyFile.OpenOrCreate(KeyPath);
        Written =
        [
            .. await AppendAsync(A, Some.Placed("Ana"), Some.Added("cup", 2)),
            .. await AppendAsync(B, Some.Placed("Ben")),
            .. await AppendAsync(A, Some.Added("pot", 1)),
            .. await AppendAsync(B, Some.Added("cup", 3)),
            .. await AppendAsync(C, Some.Placed("Cem"), Some.Added("cup", 4)),
            .. await AppendAsync(A, Some.Added("pan", 5)),
            .. await AppendAsync(B, Some.Added("pan", 6)),
        ];
    }

    public override async Task DisposeAsync()
    {
        Key.Dispose();
        await _folder.DisposeAsync();
        await base.DisposeAsync();
    }

    protected Task<AuditReport> VerifyAnchoredAsync(Guid? onlyStream = null) => VerifyAsync(Anchors, Key.PublicKeyPem, onlyStream);

    /// <summary>Computes the hashes of a stream again from a version on, as an attacker with write access would.</summary>
    protected async Task RecomputeChainAsync(Guid stream, long from)
    {
        foreach (var stored in (await StoredAsync()).Where(e => e.StreamId == stream && e.Version >= from).OrderBy(e => e.Version))
        {
            if (stored.Version > 1)
            {
                var before = (await StoredAsync()).Single(e => e.StreamId == stream && e.Version == stored.Version - 1);
                await SetHeaderAsync(stored.Sequence, "prev", before.Hash!);
            }
            var current = (await StoredAsync()).Single(e => e.Sequence == stored.Sequence);
            await SetHeaderAsync(stored.Sequence, "hash", RecomputedHash.Of(current)!);
        }
    }

    protected Task<IReadOnlyList<StoredEvent>> StoredAsync() => Store.ReadStoredBetweenAsync(new(1, long.MaxValue), Token);

    private Task<int> SetHeaderAsync(long sequence, string name, string value) => SqlAsync(
        $$"""update {schema}.mt_events set headers = jsonb_set(headers, '{{{name}}}', '"{{value}}"') where seq_id = {{sequence}}""");
}
