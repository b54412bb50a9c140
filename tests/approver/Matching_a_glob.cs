using Pipeline.Approver.Policies;

namespace Pipeline.Approver.Tests;

public sealed class Matching_a_glob
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything", true)]
    [InlineData("?", "", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("a?c", "ac", false)]
    [InlineData("shop-*", "shop-", true)]
    [InlineData("*-cart", "shop-cart", true)]
    [InlineData("*-cart", "shop-carts", false)]
    [InlineData("a*b*c", "aXbXbXc", true)]
    [InlineData("a*b*c", "aXcXb", false)]
    [InlineData("[a]", "[a]", true)]
    [InlineData("Cart", "cart", false)]
    public void Fits_the_whole_text(string pattern, string text, bool fits) => Assert.Equal(fits, new Glob(pattern).Matches(text));

    [Fact]
    public void Many_stars_take_no_time() =>
        Assert.False(new Glob(string.Concat(Enumerable.Repeat("a*", 120)) + "b").Matches(new string('a', 50_000)));
}
