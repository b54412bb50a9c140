using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Pipeline.Masking.Tokens;
using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_much
{
    /// <summary>Repeated, each makes a rule start over and over and never finish.</summary>
    public static TheoryData<string> Hostile => new(
        "password=", "password=\"", "password=\\\"", "password: ", "token ", "secret:", "-eyJ", "eyJ.", "a://", "://a:", "-----BEGIN PRIVATE KEY-----",
        "LS0tLS1CRUdJTi", "Cookie: ", "Cookie: a=", "Authorization: Digest ", "[masked:", "@", "a@", "a@b.", "4111 ", "1", "mysql ", "curl -u", "sk-",
        "dsn=", "connectionString=\"", "password=[", "password=(", "token%3D", "password: |\n ", "{\"token\":[\"", "\\", "\"", " ", "key key ", "Bearer ",
        "\uFDD0", "checksum/", "secret=\"a\" ", "<token>", "x.sk-", "xoxb-", "--token -", "api.telegram.org/bot");

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Takes_time_in_proportion_to_the_text(string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, 200_000 / piece.Length));
        var watch = Stopwatch.StartNew();
        Some.Masker.Text(text);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(5), $"{watch.Elapsed} for 200,000 characters of \"{piece}\"");
    }

    [Fact]
    public void Uses_only_patterns_with_a_time_limit()
    {
        var patterns = typeof(Masker).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly))
            .Where(method => method.GetCustomAttribute<GeneratedRegexAttribute>() is not null)
            .Select(method => (Regex)method.Invoke(null, null)!)
            .ToList();
        Assert.NotEmpty(patterns);
        Assert.All(patterns, pattern =>
        {
            Assert.True(pattern.Options.HasFlag(RegexOptions.NonBacktracking) || pattern.MatchTimeout <= TimeSpan.FromSeconds(1), pattern.ToString());
            Assert.StartsWith(@"\G", pattern.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Cuts_what_is_too_long_and_says_so()
    {
        var masker = Masker.Create(new MaskingOptions { Key = Some.Key, MaxTextLength = 2_000 });
        var line = "GET /healthz 200 1ms\n";
        var text = string.Concat(Enumerable.Repeat(line, 500));
        var masked = masker.Text(text);
        Assert.True(masked.Length <= 2_000);
        Assert.StartsWith(line, masked, StringComparison.Ordinal);
        Assert.EndsWith("characters more)", masked, StringComparison.Ordinal);
        Assert.Equal(masked, masker.Text(masked));
    }

    [Fact]
    public void Leaves_no_part_of_a_secret_before_the_cut()
    {
        var masker = Masker.Create(new MaskingOptions { Key = Some.Key, MaxTextLength = 1_024 });
        var secret = "ghp_" + "abcdefghijklmnopqrstuvwxyz0123456789";
        for (var before = 880; before < 1_030; before++)
        {
            var masked = masker.Text(new string('.', before) + " " + secret + new string(' ', 500));
            Assert.DoesNotContain("ghp_a", masked, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Gives_many_secrets_many_tokens()
    {
        var masked = Some.Masker.Text(string.Join(' ', Enumerable.Range(0, 2_000).Select(i => $"password=hunter{i}x")));
        var tokens = masked.Split(' ').Select(pair => pair[(pair.IndexOf('=', StringComparison.Ordinal) + 1)..]).ToList();
        Assert.Equal(2_000, tokens.Distinct().Count());
        Assert.All(tokens, token => Assert.True(MaskedToken.TryParse(token, out _)));
    }
}
