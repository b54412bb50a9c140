using Pipeline.Kubernetes.Values;

namespace Pipeline.Kubernetes.Tests.Values;

public sealed class Quantities
{
    [Theory]
    [InlineData("100m", 0.1)]
    [InlineData("0.5", 0.5)]
    [InlineData("128Mi", 134217728)]
    [InlineData("1e3", 1000)]
    [InlineData("12E6", 12000000)]
    [InlineData("1E", 1e18)]
    [InlineData("2k", 2000)]
    [InlineData("123456789n", 0.123456789)]
    [InlineData("-1", -1)]
    public void Are_read_in_the_base_unit(string text, double value) => Assert.Equal(value, Quantity.Parse(text).ToDouble(), 1e-9);

    [Theory]
    [InlineData("")]
    [InlineData("12Q")]
    [InlineData("2K")]
    [InlineData("m")]
    [InlineData("e")]
    [InlineData("1 Gi")]
    public void Are_not_guessed(string text) => Assert.False(Quantity.TryParse(text, out _));
}
