using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_text
{
    public static TheoryData<string, string> Secrets
    {
        get
        {
            var rows = new TheoryData<string, string>();
            foreach (var (text, secret) in SecretsThatVanish.InText)
                rows.Add(text, secret);
            return rows;
        }
    }

    public static TheoryData<string> Evidence => new(EvidenceThatStays.InText);

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Removes_the_secret(string text, string secret)
    {
        var masked = Some.Masker.Text(text);
        Assert.DoesNotContain(secret, masked, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[masked:", masked, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Evidence))]
    public void Keeps_evidence_to_the_letter(string text) => Assert.Equal(text, Some.Masker.Text(text));

    [Theory]
    [MemberData(nameof(Secrets))]
    public void Gives_the_same_in_two_stages_as_in_one(string text, string secret)
    {
        var border = Some.Border.Text(text);
        Assert.DoesNotContain(secret, border, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(border, Some.Border.Text(border));
        var direct = Some.Masker.Text(text);
        Assert.Equal(direct, Some.Masker.Text(border));
        Assert.Equal(direct, Some.Masker.Text(direct));
    }
}
