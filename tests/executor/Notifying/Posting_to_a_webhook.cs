using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Actions.Performing;
using Pipeline.Executor.Notifying;
using Pipeline.Executor.Tests.Given;
using Pipeline.Processes;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Executor.Tests.Notifying;

public sealed class Posting_to_a_webhook : IAsyncLifetime
{
    private static readonly Guid Key = Some.Id();

    private readonly WebhookReceiver _receiver = new();
    private readonly ManualClock _clock = new(Some.Noon);

    public Task InitializeAsync() => _receiver.InitializeAsync();

    public Task DisposeAsync() => _receiver.DisposeAsync();

    [Fact]
    public async Task Sends_the_body_once_with_the_idempotency_key()
    {
        Assert.IsType<ActionOutcome.Succeeded>(await PostAsync());
        var request = Assert.Single(_receiver.Requests);
        Assert.Equal("POST", request.Method);
        Assert.Equal("{}", request.Body);
        Assert.Equal(Key.ToString(), request.Headers["Idempotency-Key"]);
        Assert.Equal("application/json; charset=utf-8", request.Headers["Content-Type"]);
        Assert.DoesNotContain("X-Pipeline-Signature", request.Headers.Keys);
    }

    [Fact]
    public async Task Signs_key_and_body_and_adds_the_configured_headers()
    {
        const string Secret = "0123456789abcdef0123456789abcdef";
        await PostAsync(new NotifyOptions { SigningKey = Secret, Headers = "Authorization: Bearer abc\nX-Team: shop\n" });
        var request = Assert.Single(_receiver.Requests);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{Key}.{{}}"));
        Assert.Equal($"sha256={Convert.ToHexStringLower(expected)}", request.Headers["X-Pipeline-Signature"]);
        Assert.Equal("Bearer abc", request.Headers["Authorization"]);
        Assert.Equal("shop", request.Headers["X-Team"]);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    public async Task Succeeds_when_the_receiver_takes_it(int status)
    {
        _receiver.Answer = new WebhookAnswer.Respond(status);
        Assert.Contains(status.ToString(), Assert.IsType<ActionOutcome.Succeeded>(await PostAsync()).Effect, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(400)]
    [InlineData(404)]
    public async Task Fails_for_good_when_the_receiver_refuses_and_says_why(int status)
    {
        _receiver.Answer = new WebhookAnswer.Respond(status, new string('x', 100_000));
        var failed = Assert.IsType<ActionOutcome.Failed>(await PostAsync());
        Assert.False(failed.Retryable);
        Assert.InRange(failed.Reason.Length, 2048, 2200);
        Assert.Single(_receiver.Requests);
    }

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Fri, 20 Nov 2026 12:01:00 GMT", 60)]
    [InlineData("Fri, 20 Nov 2026 11:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Fails_for_now_when_the_receiver_has_enough_and_takes_its_word_for_when(string retryAfter, int? seconds)
    {
        _receiver.Answer = new WebhookAnswer.Respond(429) { Headers = new Dictionary<string, string> { ["Retry-After"] = retryAfter } };
        var failed = Assert.IsType<ActionOutcome.Failed>(await PostAsync());
        Assert.True(failed.Retryable);
        Assert.Equal(seconds, failed.RetryAfter?.TotalSeconds);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(503)]
    public async Task Is_in_doubt_when_the_receiver_broke(int status)
    {
        _receiver.Answer = new WebhookAnswer.Respond(status, "database gone");
        Assert.Contains("database gone", Assert.IsType<ActionOutcome.Unknown>(await PostAsync()).Reason, StringComparison.Ordinal);
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task Is_in_doubt_when_the_receiver_hangs_after_it_took_the_request()
    {
        _receiver.Answer = new WebhookAnswer.Hold(new TaskCompletionSource().Task, new WebhookAnswer.Respond(200));
        var post = PostAsync();
        await _receiver.ReceivesAsync();
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.IsType<ActionOutcome.Unknown>(await post);
    }

    [Fact]
    public async Task Is_in_doubt_when_the_connection_drops_without_an_answer()
    {
        _receiver.Answer = new WebhookAnswer.DropConnection();
        Assert.IsType<ActionOutcome.Unknown>(await PostAsync());
        Assert.Single(_receiver.Requests);
    }

    [Fact]
    public async Task Succeeds_when_only_the_answer_s_body_breaks_off()
    {
        _receiver.Answer = new WebhookAnswer.Respond(200, "taken") { Headers = new Dictionary<string, string> { ["Content-Length"] = "5000" } };
        Assert.IsType<ActionOutcome.Succeeded>(await PostAsync());
    }

    [Fact]
    public async Task Fails_for_now_when_nobody_listens()
    {
        var failed = Assert.IsType<ActionOutcome.Failed>(await PostAsync(address: new Uri($"http://127.0.0.1:{FreePorts.One()}/hook")));
        Assert.True(failed.Retryable);
    }

    [Fact]
    public async Task Fails_for_now_when_the_name_is_unknown()
    {
        var failed = Assert.IsType<ActionOutcome.Failed>(await PostAsync(address: new Uri("http://receiver.invalid/hook")));
        Assert.True(failed.Retryable);
    }

    [Fact]
    public async Task Fails_for_now_when_the_receiver_speaks_no_TLS()
    {
        var address = new UriBuilder(_receiver.Address) { Scheme = "https" }.Uri;
        Assert.True(Assert.IsType<ActionOutcome.Failed>(await PostAsync(address: address)).Retryable);
        Assert.Empty(_receiver.Requests);
    }

    [Fact]
    public async Task Is_in_doubt_when_it_is_cancelled_while_it_waits_for_the_answer()
    {
        _receiver.Answer = new WebhookAnswer.Hold(new TaskCompletionSource().Task, new WebhookAnswer.Respond(200));
        using var stop = new CancellationTokenSource();
        var post = PostAsync(cancellationToken: stop.Token);
        await _receiver.ReceivesAsync();
        await stop.CancelAsync();
        Assert.IsType<ActionOutcome.Unknown>(await post);
    }

    [Fact]
    public async Task Had_no_effect_when_it_is_cancelled_before_it_began()
    {
        var failed = Assert.IsType<ActionOutcome.Failed>(await PostAsync(cancellationToken: new CancellationToken(canceled: true)));
        Assert.True(failed.Retryable);
        Assert.Empty(_receiver.Requests);
    }

    private async Task<ActionOutcome> PostAsync(
        NotifyOptions? notify = null, Uri? address = null, CancellationToken cancellationToken = default)
    {
        using var sender = new WebhookSender(Options.Create(new ActionOptions { Notify = notify ?? new NotifyOptions() }), _clock);
        return await sender.PostAsync(address ?? _receiver.Address, Key, "{}"u8.ToArray(), cancellationToken);
    }
}
