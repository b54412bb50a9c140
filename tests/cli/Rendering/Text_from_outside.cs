using Pipeline.Cli.Rendering;
using Spectre.Console;

namespace Pipeline.Cli.Tests.Rendering;

public sealed class Text_from_outside
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("two\r\nlines\tand a tab", "two  lines and a tab")]
    [InlineData("\u001b[31mred\u0007", "�[31mred�")]
    [InlineData("\u009b2J", "�2J")]
    [InlineData("abc\u202edcba", "abc�dcba")]
    [InlineData("zero\u200bwidth", "zero�width")]
    [InlineData("größer ≥ 9 日本 ✓", "größer ≥ 9 日本 ✓")]
    public void Becomes_one_harmless_line(string text, string line) => Assert.Equal(line, Untrusted.Line(text));

    [Fact]
    public void Is_cut_when_it_is_long() => Assert.Equal("aaaa…", Untrusted.Line(new string('a', 5_000), longest: 4));

    [Fact]
    public void Is_no_markup() =>
        Assert.Equal("[red]x[/]\n", Golden.TextOf(new Rows(new Markup(Untrusted.Markup("[red]x[/]")))));
}
