using System.Collections.Immutable;
using System.Text.Json;
using Npgsql;
using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Receiving;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class A_transaction(PostgresFixture postgres) : StoreTest(postgres)
{
    private static readonly JsonElement Body = JsonElement.Parse("""{"n":1}""");

    [Fact]
    public async Task Stores_events_and_all_that_belongs_to_them()
    {
        await SqlAsync("create table {schema}.of_another_module (n bigint)");
        var (id, other, holder) = (Some.Id(), Some.Id(), Some.Id());
        var intake = await Store.Intake.AddAsync([new("shop", "alert", "k", Body)], Token);
        var transaction = new StoreTransaction()
            .Append(id, "order", StreamHead.None, [Some.Placed(), Some.Added("cup")])
            .Append(other, "order", StreamHead.None, [Some.Placed()])
            .Send(new(Some.Id(), "hint", Body, ImmutableSortedDictionary<string, string>.Empty))
            .MarkIntake(intake[0].Id, "opened")
            .TakeClaim("target", "shop/cart", holder)
            .SetPosition("source", Body)
            .Execute("insert into {schema}.of_another_module values ($1)", StoreParameter.Bigint(7));
        var hash = transaction.PutPayload("large"u8.ToArray(), "text/plain");

        var recorded = await Store.CommitAsync(transaction, Token);

        Assert.Equal(3, recorded.Count);
        Assert.Equal(recorded.Select(e => e.Sequence).Order(), recorded.Select(e => e.Sequence));
        Assert.Equal(1, (await Store.Outbox.BacklogAsync(Token)).Waiting);
        Assert.Empty(await Store.Intake.WaitingAsync("shop", 10, Token));
        Assert.Equal(holder, (await Store.Claims.FindAsync("target", "shop/cart", Token))!.Holder);
        Assert.Equal("""{"n": 1}""", (await Store.Positions.FindAsync("source", Token))!.Value.GetRawText());
        Assert.Equal("large"u8.ToArray(), (await Store.Payloads.GetAsync(hash, Token))!.Content);
        Assert.Equal(7L, await ScalarAsync<long>("select n from {schema}.of_another_module"));
    }

    [Fact]
    public async Task Stores_nothing_when_a_part_is_refused_and_draws_no_number()
    {
        var (id, taken, holder) = (Some.Id(), Some.Id(), Some.Id());
        await Store.CommitAsync(new StoreTransaction().TakeClaim("target", "cart", taken), Token);

        var refusal = await Assert.ThrowsAsync<ClaimTakenException>(() => Store.CommitAsync(
            new StoreTransaction()
                .Send(new(Some.Id(), "hint", Body, ImmutableSortedDictionary<string, string>.Empty))
                .Append(id, null, StreamHead.None, [Some.Placed()])
                .TakeClaim("target", "cart", holder),
            Token));

        Assert.Equal(("target", "cart", taken), (refusal.Kind, refusal.Key, refusal.Holder));
        Assert.Equal(0, (await Store.Outbox.BacklogAsync(Token)).Waiting);
        Assert.Empty((await Store.ReadStreamAsync(id, Token)).Events);
        Assert.False(await ScalarAsync<bool>("select is_called from {schema}.mt_events_sequence"));
    }

    [Fact]
    public async Task Takes_a_claim_once_among_many_and_again_for_its_holder()
    {
        var holders = Enumerable.Range(0, 12).Select(_ => Some.Id()).ToList();

        var won = await Task.WhenAll(holders.Select(async holder =>
        {
            try
            {
                await Store.CommitAsync(new StoreTransaction().TakeClaim("target", "cart", holder), Token);
                return holder;
            }
            catch (ClaimTakenException)
            {
                return Guid.Empty;
            }
        }));

        var winner = Assert.Single(won, holder => holder != Guid.Empty);
        await Store.CommitAsync(new StoreTransaction().TakeClaim("target", "cart", winner), Token);
        await Store.CommitAsync(new StoreTransaction().ReleaseClaim("target", "cart", Some.Id()), Token);
        Assert.Equal(winner, (await Store.Claims.ListAsync("target", Token)).Single().Holder);
        await Store.CommitAsync(new StoreTransaction().ReleaseClaim("target", "cart", winner), Token);
        Assert.Empty(await Store.Claims.ListAsync("target", Token));
    }

    [Fact]
    public async Task Marks_an_intake_row_once()
    {
        var row = (await Store.Intake.AddAsync([new("shop", "alert", "k", Body)], Token))[0];
        await Store.CommitAsync(new StoreTransaction().MarkIntake(row.Id, "opened"), Token);

        var refusal = await Assert.ThrowsAsync<IntakeAlreadyProcessedException>(
            () => Store.CommitAsync(new StoreTransaction().MarkIntake(row.Id, "opened"), Token));

        Assert.Equal(row.Id, refusal.IntakeId);
    }

    [Fact]
    public async Task Is_in_doubt_when_the_server_goes_away_after_it_was_sent()
    {
        var transaction = new StoreTransaction().Execute("select pg_terminate_backend(pg_backend_pid())");

        await Assert.ThrowsAsync<AppendInDoubtException>(() => Store.CommitAsync(transaction, Token));
    }

    [Fact]
    public async Task Passes_on_what_another_modules_statement_raised() => Assert.Equal(
        PostgresErrorCodes.DivisionByZero,
        (await Assert.ThrowsAsync<PostgresException>(() => Store.CommitAsync(new StoreTransaction().Execute("select 1/0"), Token))).SqlState);
}
