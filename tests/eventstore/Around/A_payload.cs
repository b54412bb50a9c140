using Pipeline.EventStore.Contents;
using Pipeline.EventStore.Tests.Given;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.EventStore.Tests.Around;

public sealed class A_payload(PostgresFixture postgres) : StoreTest(postgres)
{
    [Fact]
    public async Task Is_found_by_its_hash_and_stored_once()
    {
        var hash = await Store.Payloads.PutAsync("abc"u8.ToArray(), "text/plain", Token);

        Assert.Equal(hash, await Store.Payloads.PutAsync("abc"u8.ToArray(), "text/plain", Token));
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", hash); // FIPS 180-2, appendix B.1
        Assert.Equal("abc"u8.ToArray(), (await Store.Payloads.GetAsync(hash, Token))!.Content);
        Assert.Null(await Store.Payloads.GetAsync("00", Token));
    }

    [Fact]
    public async Task Is_refused_on_reading_when_it_was_changed()
    {
        var hash = await Store.Payloads.PutAsync("abc"u8.ToArray(), "text/plain", Token);
        await SqlAsync("update {schema}.pipeline_payloads set content = 'abd'");

        await Assert.ThrowsAsync<PayloadTamperedException>(() => Store.Payloads.GetAsync(hash, Token));
    }

    [Fact]
    public async Task Has_a_limit() => await Assert.ThrowsAsync<ArgumentException>(
        () => Store.Payloads.PutAsync(new byte[Payloads.MaximumBytes + 1], "text/plain", Token));
}
