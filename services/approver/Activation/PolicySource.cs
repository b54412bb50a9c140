using System.Text;
using Microsoft.Extensions.Options;
using Pipeline.Approver.Policies;

namespace Pipeline.Approver.Activation;

/// <summary>Reads the configured policy; falls back to asking people about everything when it cannot be used.</summary>
public sealed class PolicySource(IOptions<ApproverOptions> options)
{
    private PolicyState? _last;
    private byte[] _lastBytes = [];

    /// <summary>The policy as it is now. Parsed again only when the file's content has changed.</summary>
    public async Task<PolicyState> ReadAsync(CancellationToken cancellationToken)
    {
        if (options.Value.PolicyFile is not { Length: > 0 } path)
            return new PolicyState(BuiltInPolicies.Default, null);
        byte[] bytes;
        try
        {
            bytes = await ReadBoundedAsync(path, cancellationToken);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            _last = null;
            return new PolicyState(BuiltInPolicies.FailSafe, $"{path} cannot be read: {e.Message}");
        }

        if (_last is not null && bytes.AsSpan().SequenceEqual(_lastBytes))
            return _last;
        (_last, _lastBytes) = (Parse(bytes, path), bytes);
        return _last;
    }

    private static PolicyState Parse(byte[] bytes, string path)
    {
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes);
            return new PolicyState(PolicyReader.Read(text, Path.GetFileName(path)), null);
        }
        catch (DecoderFallbackException)
        {
            return new PolicyState(BuiltInPolicies.FailSafe, $"{path} is not UTF-8; save it as UTF-8");
        }
        catch (PolicyException e)
        {
            return new PolicyState(BuiltInPolicies.FailSafe, e.Message);
        }
    }

    /// <summary>One byte more than is allowed at most: enough for the reader to see that it is too long.</summary>
    private static async Task<byte[]> ReadBoundedAsync(string path, CancellationToken cancellationToken)
    {
        await using var file = File.OpenRead(path);
        var buffer = new byte[PolicyReader.MaximumBytes + 1];
        var count = await file.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
        return buffer[..count];
    }
}
