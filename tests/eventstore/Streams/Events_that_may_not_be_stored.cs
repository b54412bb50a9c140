using Pipeline.EventStore.Events;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Streams;

public sealed class Events_that_may_not_be_stored(PostgresFixture postgres) : StoreTest(postgres)
{
    public static TheoryData<string, NewEvent> Refused => new()
    {
        { "$.Customer has a NUL character", Some.Placed("a\0b") },
        { "lone surrogate", Some.Placed("a\ud800") },
        { "$.Texts", new NewEvent(new Measured([], new Dictionary<string, string> { ["\udc00"] = "" })) },
        { "NaN", new NewEvent(new Measured([double.NaN], new Dictionary<string, string>())) },
        { "65536 are allowed", Some.Placed(new string('x', 70_000)) },
        { "'hash' belongs to the event store", new NewEvent(new OrderPlaced("Ana", Colour.Red), EventMetadata.None.With("hash", "x")) },
        { "UserName", new NewEvent(new OrderPlaced("Ana", Colour.Red), EventMetadata.None with { UserName = "\0" }) },
        { "lone surrogate", new NewEvent(new OrderPlaced("Ana", Colour.Red), EventMetadata.None.With("actor", "\ud800")) },
    };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public async Task Are_refused_and_named(string reason, NewEvent refused)
    {
        var id = Some.Id();

        var error = await Assert.ThrowsAsync<EventEncodingException>(
            () => Store.CommitAsync(new StoreTransaction().Append(id, null, StreamHead.None, [Some.Placed(), refused]), Token));

        Assert.Contains(reason, error.Message, StringComparison.Ordinal);
        Assert.Contains(id.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Empty((await Store.ReadStreamAsync(id, Token)).Events);
    }
}
