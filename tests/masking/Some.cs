using System.Text.Json.Nodes;

namespace Pipeline.Masking.Tests;

/// <summary>Values for tests.</summary>
internal static class Some
{
    public static readonly Guid Incident = Guid.Parse("0197a3c4-0000-7000-8000-000000000001");
    public static readonly Guid OtherIncident = Guid.Parse("0197a3c4-0000-7000-8000-000000000002");

    public static readonly string Key = Convert.ToBase64String([.. Enumerable.Range(0, MaskingKey.Length).Select(i => (byte)i)]);

    public static readonly Masker Border = Masker.Create(new MaskingOptions { Key = Key });
    public static readonly Masker Masker = Border.ForIncident(Incident);

    public static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
