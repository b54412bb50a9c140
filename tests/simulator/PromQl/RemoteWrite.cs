using System.Buffers.Binary;
using System.Net.Http.Headers;
using System.Text;
using Pipeline.Simulator.PromQl;

namespace Pipeline.Simulator.Tests.PromQl;

/// <summary>Writes samples into a real Prometheus by its remote write protocol, marks of ended series included.</summary>
internal static class RemoteWrite
{
    private const int LongestLiteral = 1 << 16;

    /// <summary>The request for some series.</summary>
    public static HttpRequestMessage Request(Uri server, IEnumerable<SeriesSamples> series)
    {
        var body = new ByteArrayContent(Snappy([.. series.SelectMany(s => Field(1, TimeSeries(s)))]));
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-protobuf");
        body.Headers.ContentEncoding.Add("snappy");
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(server, "/api/v1/write")) { Content = body };
        request.Headers.Add("X-Prometheus-Remote-Write-Version", "0.1.0");
        return request;
    }

    private static byte[] TimeSeries(SeriesSamples series) =>
    [
        .. series.Labels.Pairs().SelectMany(l => Field(1, [.. Field(1, Encoding.UTF8.GetBytes(l.Name)), .. Field(2, Encoding.UTF8.GetBytes(l.Value))])),
        .. series.Samples.SelectMany(s => Field(2, Sample(s))),
    ];

    private static byte[] Sample(Sample sample)
    {
        var value = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(value, BitConverter.DoubleToInt64Bits(sample.Value));
        return [0x09, .. value, 0x10, .. Varint((ulong)sample.Time)];
    }

    private static byte[] Field(int number, byte[] content) => [(byte)((number << 3) | 2), .. Varint((ulong)content.Length), .. content];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
            bytes.Add((byte)(value | 0x80));
        bytes.Add((byte)value);
        return [.. bytes];
    }

    /// <summary>A valid block of the snappy format that compresses nothing.</summary>
    private static byte[] Snappy(byte[] content) =>
    [
        .. Varint((ulong)content.Length),
        .. content.Chunk(LongestLiteral).SelectMany(c => (byte[])[0xF4, (byte)(c.Length - 1), (byte)((c.Length - 1) >> 8), .. c]),
    ];
}
