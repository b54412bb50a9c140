using System.Globalization;
using System.Text.Json;
using Pipeline.Incidents.Plans;

namespace Pipeline.Cli.Rendering;

/// <summary>Names as people read them.</summary>
internal static class Words
{
    private const int HashDigits = 12;
    private const int IdDigits = 8;

    /// <summary>An enum's name in small letters: "means missing".</summary>
    public static string Of<T>(T value) where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()).Replace('-', ' ');

    /// <summary>What a second attempt is kept from doing harm by.</summary>
    public static string Of(ActionProof proof) => proof switch
    {
        ActionProof.Precondition => "a second attempt would be refused by the server",
        ActionProof.DeterministicName => "a second attempt would find the first one's effect by its name",
        ActionProof.IdempotencyKey => "the receiver drops a second request with the same key",
        _ => "whether it happened twice could not be known: in doubt a person decides",
    };

    /// <summary>First digits of a hash.</summary>
    public static string ShortHash(string hash) => hash.Length > HashDigits ? hash[..HashDigits] : hash;

    /// <summary>First digits of an incident's id: enough for a command.</summary>
    public static string ShortId(Guid id) => id.ToString()[..IdDigits];

    /// <summary>"1 person", "2 people".</summary>
    public static string People(int count) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? "person" : "people")}");

    /// <summary>"62 %".</summary>
    public static string Percent(double ratio) => string.Create(CultureInfo.InvariantCulture, $"{ratio * 100:0} %");
}
