using Pipeline.Masking.Tokens;
using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class A_token
{
    [Fact]
    public void Has_the_form_that_is_written_down_and_can_be_read()
    {
        var border = Some.Border.Secret(SecretKinds.Password, "hunter2");
        var incident = Some.Masker.Secret(SecretKinds.Password, "hunter2");
        Assert.Matches("^\\[masked:password:[a-z2-7]{32}\\]$", border);
        Assert.Matches("^\\[masked:password:i-[a-z2-7]{32}\\]$", incident);
        Assert.True(MaskedToken.TryParse(border, out var first));
        Assert.True(MaskedToken.TryParse(incident, out var second));
        Assert.Equal((SecretKinds.Password, false), (first.Kind, first.OfIncident));
        Assert.Equal((SecretKinds.Password, true), (second.Kind, second.OfIncident));
        Assert.Equal(border, first.ToString());
        Assert.Equal(incident, second.ToString());
    }

    /// <summary>Stored tokens are compared with new ones for years: how they are made may never change.</summary>
    [Fact]
    public void Is_pinned()
    {
        Assert.Equal("[masked:password:gghoylyhu6mkf6getkhgwfsfo7uxx3br]", Some.Border.Secret(SecretKinds.Password, "hunter2"));
        Assert.Equal("[masked:password:i-jeyjwsu6zyzvhxlvxo5czwvrsog7hfd5]", Some.Masker.Secret(SecretKinds.Password, "hunter2"));
    }

    [Theory]
    [InlineData("[masked:password:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]")]
    [InlineData("[masked:password:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1]")]
    [InlineData("[masked:Password:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]")]
    [InlineData("[masked::aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]")]
    [InlineData("[masked:password:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa] ")]
    [InlineData("")]
    [InlineData(null)]
    public void Is_not_read_from_anything_else(string? text) => Assert.False(MaskedToken.TryParse(text, out _));

    [Theory]
    [InlineData("[masked:password:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]")]
    [InlineData("[masked:password:i-aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa]")]
    public void That_somebody_forged_is_masked_and_said_to_be_foreign(string forged)
    {
        var masked = Some.Masker.Text($"saw {forged} in the log");
        Assert.DoesNotContain(forged, masked, StringComparison.Ordinal);
        Assert.Contains($"[masked:{SecretKinds.Foreign}:i-", masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_another_kind_with_the_same_digits_is_foreign()
    {
        var token = Some.Border.Secret(SecretKinds.Password, "hunter2");
        Assert.DoesNotContain("hunted", Some.Masker.Text(token.Replace("password", "hunted", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Fact]
    public void Cannot_hide_a_secret_that_stands_beside_it()
    {
        var token = Some.Border.Secret(SecretKinds.Password, "x");
        Assert.DoesNotContain("hunter2", Some.Masker.Text($"password={token}hunter2"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Some.Masker.KeyValue("password", $"{token} hunter2"), StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", Some.Masker.Text("password=[masked:hunter2]"), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_the_same_wherever_the_value_stands()
    {
        var token = Some.Masker.Secret(SecretKinds.Password, "hunter2");
        Assert.Contains(token, Some.Masker.Text("password=hunter2 x"), StringComparison.Ordinal);
        Assert.Contains(token, Some.Masker.Text("postgres://a:hunter2@db/x"), StringComparison.Ordinal);
        Assert.Contains(token, Some.Masker.Text("{\\\"password\\\":\\\"hunter2\\\"}"), StringComparison.Ordinal);
        Assert.Contains(token, Some.Masker.Arguments(["--password", "hunter2"]));
        Assert.Contains(token, Some.Masker.Text("""{"password":"h\u0075nter2"}"""), StringComparison.Ordinal);
    }

    [Fact]
    public void Needs_a_kind_in_the_grammar() =>
        Assert.Throws<ArgumentException>(() => Some.Masker.Secret("Not a kind", "x"));
}
