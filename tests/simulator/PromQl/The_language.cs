using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Pipeline.Simulator.PromQl.Matching;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.Tests.PromQl;

public sealed class The_language
{
    private static readonly string[] Words =
    [
        "up", "sum", "by", "(", ")", "{", "}", "[", "]", "5m", "1", "-", "+", "*", "==", "bool", "on", "ignoring", "group_left", "and", "or", "offset", "@",
        "rate", "a", "=", "=~", "\"x\"", ",", ":", "start", "#", "\n", "^", "topk", "without", "Inf", "0x1f", "é", "$", "\\", "'", "label_replace",
    ];

    [Fact]
    public void Refuses_or_reads_whatever_is_written_and_never_breaks() =>
        Prop.ForAll(Gen.Elements(Words).ArrayOf().ToArbitrary(), words =>
        {
            foreach (var text in (string[])[string.Join(' ', words), string.Concat(words)])
            {
                try
                {
                    Assert.NotNull(Parser.Parse(text));
                }
                catch (SyntaxException e)
                {
                    Assert.Matches(@"^\d+:\d+: parse error: ", e.Message);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(3000));

    [Fact]
    public void Refuses_what_is_nested_too_deeply_instead_of_exhausting_the_stack() =>
        Assert.Throws<SyntaxException>(() => Parser.Parse(new string('(', 100_000) + "1" + new string(')', 100_000)));

    [Fact]
    public void Writes_numbers_that_read_back_as_the_same() =>
        Prop.ForAll(ArbMap.Default.ArbFor<double>(), value =>
        {
            foreach (var text in (string[])[NumberText.Write(value), NumberText.Write(value, alwaysPositional: true)])
            {
                if (double.IsFinite(value))
                    Assert.Equal(value, double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture));
            }
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1e6, "1000000")]
    [InlineData(1e20, "100000000000000000000")]
    [InlineData(1e21, "1e+21")]
    [InlineData(1.5e-7, "1.5e-07")]
    [InlineData(0.000001, "0.000001")]
    [InlineData(-123456789012345680, "-123456789012345680")]
    [InlineData(double.NaN, "NaN")]
    [InlineData(double.PositiveInfinity, "+Inf")]
    [InlineData(double.NegativeInfinity, "-Inf")]
    public void Writes_numbers_as_answers_have_them(double value, string text) => Assert.Equal(text, NumberText.Write(value));

    [Fact]
    public void Writes_durations_that_read_back_as_the_same() =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue).ToArbitrary(), milliseconds =>
        {
            Assert.True(DurationText.TryParse(DurationText.Write(milliseconds), out var read));
            Assert.Equal(milliseconds, read);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("5m", 300_000)]
    [InlineData("1h30m", 5_400_000)]
    [InlineData("1d2h3m4s5ms", 93_784_005)]
    [InlineData("1w", 604_800_000)]
    [InlineData("0", 0)]
    public void Knows_durations(string text, long milliseconds)
    {
        Assert.True(DurationText.TryParse(text, out var read));
        Assert.Equal(milliseconds, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5")]
    [InlineData("m")]
    [InlineData("5m5m")]
    [InlineData("5s5m")]
    [InlineData("-5m")]
    [InlineData("99999999999999999999y")]
    [InlineData("999999999999999y")]
    public void Refuses_durations_that_are_none(string text) => Assert.False(DurationText.TryParse(text, out _));

    [Theory]
    [InlineData("a.c", "abc", true)]
    [InlineData("a.c", "abcd", false)] // the whole value
    [InlineData("a|b", "b", true)]
    [InlineData("a|b", "ab", false)]
    [InlineData(@"\d+", "٣", false)] // digits are ASCII
    [InlineData("[[:alpha:]]+", "abc", true)]
    [InlineData("[^[:digit:]]", "1", false)]
    [InlineData(@"[\w-]+", "a-b", true)]
    [InlineData("[a-z-[aeiou]]+", "a]", true)] // no subtraction of classes
    [InlineData("[]a]", "]", true)]
    [InlineData(@"\Qa.b\E.", "a.bc", true)]
    [InlineData(@"(?P<name>x)y", "xy", true)]
    [InlineData("(?i)ABC", "abc", true)]
    [InlineData("a$", "a", true)]
    [InlineData("a$", "a\n", false)]
    [InlineData("", "", true)]
    public void Matches_as_RE2_does(string pattern, string value, bool matches) =>
        Assert.Equal(matches, new LabelMatcher("a", MatchKind.Matches, pattern).Accepts(value));

    [Theory]
    [InlineData("(")]
    [InlineData("a**")]
    [InlineData("(?=a)")]
    [InlineData("(?<!a)b")]
    [InlineData(@"(a)\1")]
    [InlineData("(?>a)")]
    [InlineData("(?#a)")]
    [InlineData("[[:nope:]]")]
    [InlineData("[z-a]")]
    public void Refuses_patterns_that_RE2_refuses(string pattern) =>
        Assert.Throws<FormatException>(() => new LabelMatcher("a", MatchKind.Matches, pattern));
}
