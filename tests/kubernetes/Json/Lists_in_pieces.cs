using System.Text;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Json;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Tests.Serving;

namespace Pipeline.Kubernetes.Tests.Json;

public sealed class Lists_in_pieces
{
    private const string Odd = """{"metadata":{"name":"o{dd\"}","namespace":"shop","uid":"o","labels":{"a":"}]\\","b":"{"}}}""";

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(64)]
    [InlineData(1 << 20)]
    public async Task Read_the_same_however_they_arrive(int piece)
    {
        var json = $$"""
            {"kind":"PodList", "items": [ {{Answers.Pod("a")}} ,
            {{Odd}},{"metadata":7},{{Answers.Pod("b")}}] , "metadata":{"resourceVersion":"12","continue":"more"}, "other":[{"x":[1]}]}
            """;
        var page = await new ListReader<Pod>(new Pieces(Encoding.UTF8.GetBytes(json), piece)).ReadAsync(default);
        Assert.Equal(["a", "o{dd\"}", "b"], page.Items.Select(pod => pod.Metadata.Name));
        Assert.Equal("}]\\", page.Items[1].Metadata.Labels["a"]);
        Assert.Equal(("12", "more"), (page.ResourceVersion, page.Continue));
        Assert.Single(page.Unreadable);
    }

    [Theory]
    [InlineData("""{"items":[{"a":1}""")]
    [InlineData("""{"items":[{"a":"x}""")]
    [InlineData("""{"items":[7]}""")]
    [InlineData("""{"items":[{"a":1}]""")]
    [InlineData("""{"items":[{"a":1}}""")]
    public async Task That_break_off_or_hold_no_objects_are_none(string json) =>
        await Assert.ThrowsAnyAsync<System.Text.Json.JsonException>(() => new ListReader<Pod>(new Pieces(Encoding.UTF8.GetBytes(json), 3)).ReadAsync(default));

    [Theory]
    [InlineData("{}", 2)]
    [InlineData("{}}", 2)]
    [InlineData("""{"a":"}"} """, 9)]
    [InlineData("""{"a":"\"}","b":{"c":{}}},""", 24)]
    [InlineData("""{"a":"\""", -1)]
    [InlineData("{", -1)]
    public void An_object_ends_where_its_brace_is_closed(string json, int length) => Assert.Equal(length, JsonEnd.OfObject(Encoding.UTF8.GetBytes(json)));

    private sealed class Pieces(byte[] bytes, int piece) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(buffer.Length, piece)], cancellationToken);
    }
}
