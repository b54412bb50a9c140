using System.Text.Json;
using Npgsql;
using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Projecting;
using Pipeline.EventStore.Receiving;

namespace Pipeline.EventStore.Streams;

/// <summary>Turns what the database refused into what it means; our own functions raise class IP.</summary>
internal static class Refusals
{
    /// <returns>Null for an error that has no meaning of ours.</returns>
    public static Exception? Translate(PostgresException e, StoreTransaction transaction) => e.SqlState switch
    {
        "IP001" => new DuplicateStreamException(Hint<StreamHint>(e).Stream, e),
        "IP002" => Conflict(Hint<StreamHint>(e), transaction, e),
        "IP003" => new StreamGoneException(Hint<StreamHint>(e).Stream, "is archived", e),
        "IP004" => new StreamGoneException(Hint<StreamHint>(e).Stream, "had events and is gone from mt_streams; run 'pipeline audit verify'", e),
        "IP005" => HeadHash(Hint<StreamHint>(e), transaction, e),
        "IP101" => new IntakeAlreadyProcessedException(Hint<long>(e), e),
        "IP102" => Hint<ClaimHint>(e) is var claim ? new ClaimTakenException(claim.Kind, claim.Key, claim.Holder, e) : null,
        "IP103" => new ProjectionMovedException(e.Hint!, e),
        PostgresErrorCodes.UniqueViolation when e.ConstraintName == "pk_mt_events_stream_and_version" => Overlap(transaction, e),
        _ => null,
    };

    private static ConcurrentAppendException Conflict(StreamHint hint, StoreTransaction transaction, PostgresException e)
    {
        var expected = ExpectedOf(hint.Stream, transaction).Version;
        return new($"Stream {hint.Stream} is at version {hint.Found}, not {expected}: somebody else appended.", hint.Stream, expected, e);
    }

    private static HeadHashMismatchException HeadHash(StreamHint hint, StoreTransaction transaction, PostgresException e)
    {
        var expected = ExpectedOf(hint.Stream, transaction);
        return new(hint.Stream, expected.Version, expected.Hash, hint.Found?.ToString(), e);
    }

    /// <summary>An event is there beyond the version of mt_streams: the row was edited, or a writer of another kind is
    /// at work.</summary>
    private static ConcurrentAppendException Overlap(StoreTransaction transaction, PostgresException e)
    {
        var append = transaction.Appends.First();
        return new(
            "A stream of the transaction has events beyond its version in mt_streams. Run 'pipeline audit verify' if it happens again.",
            append.StreamId, append.Expected.Version, e);
    }

    private static StreamHead ExpectedOf(Guid stream, StoreTransaction transaction) =>
        transaction.Appends.First(append => append.StreamId == stream).Expected;

    private static T Hint<T>(PostgresException e) => JsonSerializer.Deserialize<T>(e.Hint!, JsonSerializerOptions.Web)!;

    private sealed record StreamHint(Guid Stream, JsonElement? Found);

    private sealed record ClaimHint(string Kind, string Key, Guid Holder);
}
