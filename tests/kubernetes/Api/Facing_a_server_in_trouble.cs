using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Facing_a_server_in_trouble
{
    private static readonly ObjectPath Cart = ObjectPath.Of<Deployment>("shop", "cart");

    [Fact]
    public async Task A_read_is_tried_again_and_a_write_is_not()
    {
        var calls = 0;
        await using var server = await TestServer.StartAsync(context =>
            Interlocked.Increment(ref calls) % 3 != 0 ? context.SayAsync(503, "try later", "text/plain") : context.SayAsync(200, Answers.Pod("a")));
        using var client = server.Client();
        Assert.Equal("a", (await client.GetAsync<Pod>("shop", "a", default)).Metadata.Name);
        Assert.Equal(3, calls);
        var failure = await Assert.ThrowsAsync<ServerErrorException>(() => client.DeleteAsync(ObjectPath.Of<Pod>("shop", "a"), DeleteOptions.Default, default));
        Assert.Equal(4, calls);
        Assert.True(failure.MayHaveTakenEffect);
    }

    [Fact]
    public async Task A_dry_run_is_tried_again_like_a_read()
    {
        var calls = 0;
        await using var server = await TestServer.StartAsync(context =>
            Interlocked.Increment(ref calls) < 3 ? context.SayAsync(500, "") : context.SayAsync(200, Answers.Pod("a")));
        using var client = server.Client();
        await client.PatchAsync(Cart, Patch.Merge([]), new WriteOptions { DryRun = true }, default);
        Assert.Contains("dryRun=All", server.Requests.Last(), StringComparison.Ordinal);
        Assert.Equal(3, calls);
    }

    [Fact]
    public async Task A_server_that_throttles_for_a_minute_is_waited_for_even_with_a_write()
    {
        var calls = 0;
        await using var server = await TestServer.StartAsync(context => Interlocked.Increment(ref calls) <= 60
            ? context.SayAsync(429, "Too many requests, please try again later.\n", "text/plain", retryAfter: 1)
            : context.SayAsync(200, Answers.Pod("a")));
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        using var client = server.Client(options: TestServer.Hasty with { AttemptTimeout = TimeSpan.FromHours(1) }, clock: clock);
        var write = client.PatchAsync(Cart, Patch.Merge([]), WriteOptions.Default, default);
        var seen = 0;
        while (!write.IsCompleted)
        {
            await Eventually.HoldsAsync(() => Volatile.Read(ref calls) > seen || write.IsCompleted);
            seen = Volatile.Read(ref calls);
            await Eventually.HoldsAsync(() =>
            {
                clock.Advance(TimeSpan.FromMilliseconds(250));
                return Volatile.Read(ref calls) > seen || write.IsCompleted;
            });
        }
        await write;
        Assert.Equal(61, calls);
    }

    [Fact]
    public async Task Throttling_without_end_is_an_error()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(429, "slow down", "text/plain", retryAfter: 3600));
        using var client = server.Client();
        var failure = await Assert.ThrowsAsync<TooManyRequestsException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.Equal(TimeSpan.FromHours(1), failure.RetryAfter);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_eviction_that_a_budget_forbids_is_asked_once()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(
            429, """{"kind":"Status","message":"no","reason":"TooManyRequests","details":{"causes":[{"reason":"DisruptionBudget","message":"new"}],"retryAfterSeconds":10},"code":429}""", retryAfter: 10));
        using var client = server.Client();
        var failure = await Assert.ThrowsAsync<DisruptionBudgetException>(() => client.EvictAsync("shop", "cart-1", DeleteOptions.Default, default));
        Assert.True(failure.IsBudgetNew);
        Assert.Equal(["POST /api/v1/namespaces/shop/pods/cart-1/eviction"], server.Requests);
    }

    [Fact]
    public async Task A_write_whose_connection_breaks_may_have_taken_effect()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        using var client = server.Client();
        var failure = await Assert.ThrowsAsync<BrokenConnectionException>(
            () => client.CreateAsync(ResourceTypes.Pods, "shop", KubernetesObject.Parse("{}"), WriteOptions.Default, default));
        Assert.True(failure.MayHaveTakenEffect);
        Assert.Single(server.Requests);
        await Assert.ThrowsAsync<BrokenConnectionException>(() => client.DeleteAsync(Cart, DeleteOptions.Default, default));
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_unreachable_and_nothing_was_done()
    {
        var server = await TestServer.StartAsync(context => context.SayAsync(200, "{}"));
        using var client = server.Client();
        await server.DisposeAsync();
        var failure = await Assert.ThrowsAsync<UnreachableException>(() => client.DeleteAsync(Cart, DeleteOptions.Default, default));
        Assert.False(failure.MayHaveTakenEffect);
        Assert.True(failure.IsTransient);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_in_time_is_a_timeout()
    {
        await using var server = await TestServer.StartAsync(context => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted));
        using var client = server.Client(options: TestServer.Hasty with { AttemptTimeout = TimeSpan.FromMilliseconds(200), Retries = 1 });
        Assert.False((await Assert.ThrowsAsync<RequestTimeoutException>(() => client.GetAsync<Pod>("shop", "a", default))).MayHaveTakenEffect);
        Assert.Equal(2, server.Requests.Count);
        Assert.True((await Assert.ThrowsAsync<RequestTimeoutException>(() => client.DeleteAsync(Cart, DeleteOptions.Default, default))).MayHaveTakenEffect);
        Assert.Equal(3, server.Requests.Count);
    }

    [Theory]
    [InlineData("<html>Welcome</html>")]
    [InlineData("{\"kind\":\"Pod\",")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("")]
    public async Task Garbage_with_200_is_said_to_be_so(string body)
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(200, body));
        using var client = server.Client();
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.GetAsync<Pod>("shop", "a", default));
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.ListAsync<Pod>(ListQuery.Everything, default));
        Assert.True((await Assert.ThrowsAsync<UnexpectedAnswerException>(
            () => client.PatchAsync(Cart, Patch.Merge([]), WriteOptions.Default, default))).MayHaveTakenEffect);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var server = await TestServer.StartAsync(async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(new byte[4096], context.RequestAborted);
        });
        using var client = server.Client(options: TestServer.Hasty with { MaxAnswerBytes = 100_000 });
        var failure = await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.Contains("larger than 100,000 bytes", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var server = await TestServer.StartAsync(context =>
        {
            context.Response.Redirect("/login");
            return Task.CompletedTask;
        });
        using var client = server.Client();
        await Assert.ThrowsAsync<UnexpectedAnswerException>(() => client.GetAsync<Pod>("shop", "a", default));
        Assert.Single(server.Requests);
    }
}
