using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.Json;
using Pipeline.EventStore.Sending;
using Pipeline.EventStore.Streams;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class The_outbox(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Gives_what_was_sent_in_order_and_deletes_it()
    {
        var sent = await SendAsync(3);
        var published = new List<OutboxMessage>();

        var outcome = await Store.Outbox.TakeAsync(10, (message, _) => { published.Add(message); return Task.CompletedTask; }, Token);

        Assert.Equal(3, outcome.Published);
        Assert.Equal(sent.Select(message => message.Id), published.Select(message => message.Id));
        Assert.Equal(("hint", "0af7", "queue:a"), (published[0].MessageType, published[0].Headers["trace"], published[0].Destination));
        Assert.Equal(0, (await Store.Outbox.BacklogAsync(Token)).Waiting);
    }

    [Fact]
    public void Carries_the_trace_that_runs_where_a_message_is_made()
    {
        Assert.Empty(OutboxMessage.Of("hint", new { Cluster = "demo" }, DateTimeOffset.UnixEpoch).Headers);
        using var span = new Activity("step").SetIdFormat(ActivityIdFormat.W3C).Start();
        var message = OutboxMessage.Of("hint", new { Cluster = "demo" }, DateTimeOffset.UnixEpoch);
        Assert.Equal((OutboxMessage.TraceParent, span.Id), Assert.Single(message.Headers) is var header ? (header.Key, header.Value) : default);
        Assert.Equal("""{"cluster":"demo"}""", message.Body.GetRawText());
    }

    [Fact]
    public async Task Keeps_back_a_message_that_fails_without_stopping_the_others()
    {
        var poison = (await SendAsync(3))[1];

        var outcome = await Store.Outbox.TakeAsync(10, (message, _) => message.Id == poison.Id ? throw new InvalidOperationException("no such exchange") : Task.CompletedTask, Token);
        var again = await Store.Outbox.TakeAsync(10, (_, _) => Task.CompletedTask, Token);

        var failure = Assert.Single(outcome.Failures);
        Assert.Equal((poison.Id, 1, TimeSpan.FromSeconds(1)), (failure.Message.Id, failure.Attempts, failure.Delay));
        Assert.Equal((2, 0), (outcome.Published, again.Published)); // not before its time
        Assert.Equal("InvalidOperationException: no such exchange", await ScalarAsync<string>("select last_error from {schema}.pipeline_outbox"));
        Assert.Equal((1L, 1L), (await Store.Outbox.BacklogAsync(Token)) is var backlog ? (backlog.Waiting, backlog.Failing) : default);

        await SqlAsync("update {schema}.pipeline_outbox set not_before = now()");
        Assert.Equal(1, (await Store.Outbox.TakeAsync(10, (_, _) => Task.CompletedTask, Token)).Published);
    }

    [Fact]
    public async Task Counts_a_publisher_that_never_answers_as_failed()
    {
        await SendAsync(1);

        var outcome = await Store.Outbox.TakeAsync(
            10, (_, _) => new TaskCompletionSource().Task, Token, publishTimeout: TimeSpan.FromMilliseconds(50));

        Assert.Single(outcome.Failures);
    }

    [Fact]
    public async Task Deletes_what_was_published_even_when_the_relay_is_stopping()
    {
        await SendAsync(2);
        using var stopping = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.Outbox.TakeAsync(
            1, async (_, _) => await stopping.CancelAsync(), stopping.Token));

        Assert.Equal(1, (await Store.Outbox.BacklogAsync(Token)).Waiting);
    }

    [Fact]
    public async Task Gives_each_message_to_one_of_many_relays()
    {
        await SendAsync(100);
        var published = new ConcurrentBag<Guid>();

        await Task.WhenAll(Enumerable.Range(0, 5).Select(async _ =>
        {
            while ((await Store.Outbox.BacklogAsync(Token)).Waiting > 0)
                await Store.Outbox.TakeAsync(7, (message, _) => { published.Add(message.Id); return Task.CompletedTask; }, Token);
        }));

        Assert.Equal((100, 100), (published.Count, published.Distinct().Count()));
    }

    private async Task<IReadOnlyList<OutboxMessage>> SendAsync(int count)
    {
        var messages = Enumerable.Range(0, count).Select(n => new OutboxMessage(
            Some.Id(), "hint", JsonSerializer.SerializeToElement(new { n }),
            ImmutableSortedDictionary<string, string>.Empty.Add("trace", "0af7"), "queue:a")).ToList();
        await Store.CommitAsync(messages.Aggregate(new StoreTransaction(), (transaction, message) => transaction.Send(message)), Token);
        return messages;
    }
}
