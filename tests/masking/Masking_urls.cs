using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_urls
{
    [Theory]
    [InlineData("https://bob:hunter2@x.example/p?page=2", "https://bob:", "@x.example/p?page=2")]
    [InlineData("https://x.example/p?access%5Ftoken=hunter2&page=2", "https://x.example/p?access%5Ftoken=", "&page=2")]
    [InlineData("https://x.example/p?a=1&api%2Dkey=hunter2", "https://x.example/p?a=1&api%2Dkey=", "")]
    [InlineData("https://x.example/cb#access_token=hunter2&state=1", "https://x.example/cb#access_token=", "&state=1")]
    [InlineData("https://x.example/b?sig=hunter2%2F%3D", "https://x.example/b?sig=", "")]
    [InlineData("https://x.example/b?key=hunter2a1b2c3d4e5f6a7", "https://x.example/b?key=", "")]
    public void Removes_the_secret_and_keeps_the_rest(string url, string before, string after)
    {
        var masked = Some.Masker.Url(url);
        Assert.StartsWith(before + "[masked:", masked, StringComparison.Ordinal);
        Assert.EndsWith("]" + after, masked, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
        Assert.Equal(masked, Some.Masker.Url(Some.Border.Url(url)));
    }

    [Theory]
    [InlineData("https://x.example:8443/a/b?page=2&key=name#top")]
    [InlineData("http://prometheus:9090/graph?g0.expr=sum%28rate%28http_requests_total%5B5m%5D%29%29&g0.tab=1")]
    [InlineData("http://[2001:db8::1]:8080/x?code=500")]
    [InlineData("not a url at all")]
    public void Keeps_urls_without_a_secret(string url) => Assert.Equal(url, Some.Masker.Url(url));

    [Fact]
    public void Gives_an_encoded_secret_the_token_of_the_plain_one()
    {
        var plain = Some.Masker.Secret(SecretKinds.Password, "p@ss/word");
        Assert.Contains(plain, Some.Masker.Url("postgres://shop:p%40ss%2Fword@db/shop"), StringComparison.Ordinal);
        Assert.Contains(plain, Some.Masker.Url("https://x.example/?password=p%40ss%2Fword"), StringComparison.Ordinal);
    }
}
