using System.Buffers;

namespace Pipeline.Masking.Scanning;

/// <summary>Sets of ASCII characters that more than one rule asks for.</summary>
internal static class Characters
{
    private const string Lower = "abcdefghijklmnopqrstuvwxyz";
    private const string Upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Decimal = "0123456789";

    public static readonly SearchValues<char> Digits = SearchValues.Create(Decimal);
    public static readonly SearchValues<char> Base32 = SearchValues.Create(Lower + "234567");
    public static readonly SearchValues<char> Kebab = SearchValues.Create(Lower + Decimal + "-");
    public static readonly SearchValues<char> Letters = SearchValues.Create(Lower + Upper);
    public static readonly SearchValues<char> WordLetters = SearchValues.Create(Lower + Upper + "-'");
    public static readonly SearchValues<char> Variable = SearchValues.Create(Upper + Decimal + "_");
    public static readonly SearchValues<char> ObjectName = SearchValues.Create(Lower + Decimal + "-./");
    public static readonly SearchValues<char> FilePath = SearchValues.Create(Lower + Upper + Decimal + "/._-@");
    public static readonly SearchValues<char> Token68 = SearchValues.Create(Lower + Upper + Decimal + "-._~+/=");
    public static readonly SearchValues<char> Ports = SearchValues.Create(Decimal + ":.-");
    public static readonly SearchValues<char> NotInFlag = SearchValues.Create(" \t\n\"'?&:{");
}
