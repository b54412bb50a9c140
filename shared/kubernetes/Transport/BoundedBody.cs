using Pipeline.Kubernetes.Errors;

namespace Pipeline.Kubernetes.Transport;

/// <summary>Reads an answer's body without trusting its length.</summary>
internal static class BoundedBody
{
    private const int FirstBuffer = 16 << 10;

    /// <exception cref="UnexpectedAnswerException">The body is longer than <paramref name="limit"/> bytes.</exception>
    public static async Task<ReadOnlyMemory<byte>> ReadAllAsync(string request, Stream body, long limit, CancellationToken cancellationToken)
    {
        var content = await ReadStartAsync(body, limit + 1, cancellationToken);
        return content.Length <= limit
            ? content
            : throw new UnexpectedAnswerException($"{request}: the answer is larger than {limit:N0} bytes", new Failure(request));
    }

    /// <summary>The first <paramref name="limit"/> bytes, or all when there are fewer.</summary>
    public static async Task<ReadOnlyMemory<byte>> ReadStartAsync(Stream body, long limit, CancellationToken cancellationToken)
    {
        var buffer = new byte[Math.Min(FirstBuffer, limit)];
        var length = 0;
        while (length < limit)
        {
            if (length == buffer.Length)
                Array.Resize(ref buffer, (int)Math.Min(buffer.Length * 2L, limit));
            var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
            if (read == 0)
                break;
            length += read;
        }
        return buffer.AsMemory(0, length);
    }
}
