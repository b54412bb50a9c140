using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class The_masking_key : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("masking-").FullName;

    private string Path => System.IO.Path.Combine(_folder, "sub", "masking.key");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Is_made_once_readable_by_its_owner_only()
    {
        var first = Masker.Create(new MaskingOptions { KeyFile = Path });
        var second = Masker.Create(new MaskingOptions { KeyFile = Path });
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path));
        Assert.Equal(first.Secret("secret", "x"), second.Secret("secret", "x"));
        Assert.Single(Directory.GetFiles(System.IO.Path.GetDirectoryName(Path)!));
    }

    [Fact]
    public void Is_one_for_all_that_find_none_at_once()
    {
        var tokens = new string[16];
        Parallel.For(0, tokens.Length, i => tokens[i] = Masker.Create(new MaskingOptions { KeyFile = Path }).Secret("secret", "x"));
        Assert.Single(tokens.Distinct());
    }

    [Fact]
    public void Makes_other_tokens_than_another()
    {
        var other = Masker.Create(new MaskingOptions { Key = Convert.ToBase64String(new byte[32]) });
        Assert.NotEqual(Some.Border.Secret("secret", "x"), other.Secret("secret", "x"));
    }

    [Theory]
    [InlineData("AAAA", "has 3 bytes, a masking key has 32")]
    [InlineData("not base 64!", "is not base 64")]
    public void Of_the_wrong_form_is_refused_with_the_way_out(string key, string said)
    {
        var error = Assert.Throws<FormatException>(() => MaskingKey.FromBase64(key, "Masking:Key"));
        Assert.Contains("Masking:Key " + said, error.Message, StringComparison.Ordinal);
        Assert.Contains("openssl rand -base64 32", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void In_a_damaged_file_is_refused_and_not_replaced()
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, "AAAA");
        var error = Assert.Throws<FormatException>(() => MaskingKey.FromFile(Path));
        Assert.Contains(Path, error.Message, StringComparison.Ordinal);
        Assert.Equal("AAAA", File.ReadAllText(Path));
    }
}
