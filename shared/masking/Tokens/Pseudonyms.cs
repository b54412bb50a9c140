using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Pipeline.Masking.Tokens;

/// <summary>Makes tokens from values, and incident tokens from border tokens, under one key.</summary>
/// <remarks>
/// All three are HMAC-SHA-256 under keys derived from the masking key, one per purpose:
/// base = HMAC(value in UTF-16), cut to 16 bytes; of an incident = HMAC(incident id ‖ base), cut to 16 bytes;
/// seal = HMAC(scope ‖ pseudonym ‖ kind), cut to 4 bytes. UTF-16, because UTF-8 maps different broken surrogates to one.
/// A token that was seen can be written again by somebody: it then claims to be that value, and discloses nothing.
/// </remarks>
internal sealed class Pseudonyms(MaskingKey key)
{
    private const int PseudonymBytes = 16;
    private const int SealBytes = 4;

    private readonly byte[] _baseKey = key.Derive("pipeline.masking.base.1");
    private readonly byte[] _incidentKey = key.Derive("pipeline.masking.incident.1");
    private readonly byte[] _sealKey = key.Derive("pipeline.masking.seal.1");

    /// <summary>The border token of a value.</summary>
    public MaskedToken Of(string kind, ReadOnlySpan<char> value)
    {
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_baseKey, MemoryMarshal.AsBytes(value), mac);
        return Sealed(kind, ofIncident: false, mac[..PseudonymBytes]);
    }

    /// <summary>The incident token of a border token; an incident token stays as it is.</summary>
    public MaskedToken ForIncident(MaskedToken token, Guid incident)
    {
        if (token.OfIncident)
            return token;
        Span<byte> digits = stackalloc byte[PseudonymBytes + SealBytes];
        Base32.TryDecode(token.Digits, digits);
        Span<byte> message = stackalloc byte[16 + PseudonymBytes];
        incident.TryWriteBytes(message, bigEndian: true, out _);
        digits[..PseudonymBytes].CopyTo(message[16..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_incidentKey, message, mac);
        return Sealed(token.Kind, ofIncident: true, mac[..PseudonymBytes]);
    }

    /// <summary>Whether the seal is of this key.</summary>
    public bool IsGenuine(MaskedToken token)
    {
        Span<byte> digits = stackalloc byte[PseudonymBytes + SealBytes];
        Span<byte> seal = stackalloc byte[SealBytes];
        if (!Base32.TryDecode(token.Digits, digits))
            return false;
        Seal(token.Kind, token.OfIncident, digits[..PseudonymBytes], seal);
        return CryptographicOperations.FixedTimeEquals(seal, digits[PseudonymBytes..]);
    }

    private MaskedToken Sealed(string kind, bool ofIncident, ReadOnlySpan<byte> pseudonym)
    {
        Span<byte> digits = stackalloc byte[PseudonymBytes + SealBytes];
        pseudonym.CopyTo(digits);
        Seal(kind, ofIncident, pseudonym, digits[PseudonymBytes..]);
        return new MaskedToken(kind, ofIncident, Base32.Encode(digits));
    }

    private void Seal(string kind, bool ofIncident, ReadOnlySpan<byte> pseudonym, Span<byte> seal)
    {
        Span<byte> message = stackalloc byte[1 + PseudonymBytes + MaskedToken.MaxKindLength];
        message[0] = ofIncident ? (byte)1 : (byte)0;
        pseudonym.CopyTo(message[1..]);
        var kindBytes = Encoding.ASCII.GetBytes(kind, message[(1 + PseudonymBytes)..]);
        Span<byte> mac = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(_sealKey, message[..(1 + PseudonymBytes + kindBytes)], mac);
        mac[..SealBytes].CopyTo(seal);
    }
}
