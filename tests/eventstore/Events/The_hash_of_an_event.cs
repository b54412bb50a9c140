using System.Text.Json;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Events;

public sealed class The_hash_of_an_event(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly double[] Nasty =
    [
        0, -0.0, 1, -1, 0.1, 1e-7, 1e21, 1e20, 1e300, 1.7976931348623157e308, 5e-324, -5e-324, 2.2250738585072014e-308, 123456789.12345679,
        9007199254740993, 0.30000000000000004, 100, 1.5e-10, 333333333.33333329, 1e23,
    ];

    private static readonly string[] Texts =
    [
        "", "é", "e\u0301", "\u0001\u001f\b\t\n\f\r", "\"\\/<>&'+", "😀", "\u2028\u2029\u007f\u0080\ufeff\uffff", "{\"a\":1}", "null", "\\u0041",
    ];

    [Fact]
    public async Task Is_the_same_when_recomputed_from_what_the_database_returns()
    {
        await AppendAsync(Some.Id(), new NewEvent(
            new Measured(Nasty, Texts.Select((text, i) => (Key: $"{text}{i}", text)).ToDictionary(pair => pair.Key, pair => pair.text)),
            new EventMetadata { UserName = "ü", CorrelationId = "\"", CausationId = "" }.With("zz", "1").With("Ä", "\t").With("a", "😀")));

        Assert.True((await VerifyAsync()).IsIntact);
    }

    [Fact]
    public async Task Is_the_same_for_any_numbers_and_texts()
    {
        var stream = Some.Id();
        var events = Gen.Sample(ArbMap.Default.ArbFor<(NormalFloat[], (UnicodeString, UnicodeString)[])>().Generator, 300, 40)
            .Select(sample => new NewEvent(
                new Measured([.. sample.Item1.Select(number => number.Get)], TextsOf(sample.Item2)),
                EventMetadata.None with { UserName = TextsOf(sample.Item2).Values.FirstOrDefault() }))
            .ToArray();

        await AppendAsync(stream, events);
        var report = await VerifyAsync();

        Assert.Equal((300L, true), (report.Events, report.IsIntact));
    }

    [Fact] // what is written to disk must be right for ever
    public void Is_pinned()
    {
        var data = JsonSerializer.SerializeToElement(new OrderPlaced("Ana", Colour.Red));
        var metadata = new EventMetadata { UserName = "ana", CorrelationId = "c" };

        var hash = EventHash.Of(
            EventHash.Genesis, new("01890a5d-ac96-774b-bcce-b302099a8057"), 1, new("01890a5d-ac96-774b-bcce-b302099a8058"), "order_placed",
            1_700_000_000_123_456, metadata, new() { ["prev"] = EventHash.Genesis, ["trace"] = "t" }, data);

        // 32 zero bytes and this text, hashed by sha256sum:
        // {"causation":null,"correlation":"c","data":{"Colour":"Red","Customer":"Ana"},"headers":{"prev":"(64 zeros)","trace":"t"},
        // "id":"01890a5d-ac96-774b-bcce-b302099a8058","stream":"01890a5d-ac96-774b-bcce-b302099a8057",
        // "timestamp":1700000000123456,"type":"order_placed","user":"ana","version":1}
        Assert.Equal("ef7dfe07be2be71250247a10083901dd3809f78d44b1d09e3da348d9ea646bcd", hash);
    }

    [Fact]
    public async Task Covers_whole_microseconds_only()
    {
        var clock = new ManualClock(DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_123_459));
        var store = new PostgresEventStore(Database, Some.Types, clock);

        var recorded = await store.CommitAsync(new StoreTransaction().Append(Some.Id(), null, StreamHead.None, [Some.Placed()]), Token);

        Assert.Equal(DateTimeOffset.UnixEpoch.AddTicks(17_000_000_000_123_450), recorded[0].RecordedAt);
        Assert.True((await VerifyAsync()).IsIntact);
    }

    private static Dictionary<string, string> TextsOf((UnicodeString, UnicodeString)[] pairs) => pairs
        .Select(pair => (Key: Storable(pair.Item1), Value: Storable(pair.Item2))).DistinctBy(pair => pair.Key)
        .ToDictionary(pair => pair.Key, pair => pair.Value);

    private static string Storable(UnicodeString text) => new([.. (text.Get ?? "").Where(c => c != '\0' && !char.IsSurrogate(c))]);
}
