using Pipeline.Kubernetes.Configuration;

namespace Pipeline.Kubernetes.Tests.Configuration;

public sealed class Going_through_a_proxy
{
    [Theory]
    [InlineData("https://api.example.com:6443", "", "http://proxy:3128/")]
    [InlineData("https://api.example.com:6443", "example.com", null)]
    [InlineData("https://api.example.com:6443", ".example.com", null)]
    [InlineData("https://example.com", ".example.com", "http://proxy:3128/")]
    [InlineData("https://api.example.com:6443", "other.com, api.example.com:6443", null)]
    [InlineData("https://api.example.com:6443", "api.example.com:443", "http://proxy:3128/")]
    [InlineData("https://notexample.com", "example.com", "http://proxy:3128/")]
    [InlineData("https://10.96.0.1", "10.0.0.0/8", null)]
    [InlineData("https://11.96.0.1", "10.0.0.0/8", "http://proxy:3128/")]
    [InlineData("https://[fd00::1]:6443", "fd00::/8", null)]
    [InlineData("https://10.96.0.1", "10.96.0.1", null)]
    [InlineData("https://api.example.com", "*", null)]
    [InlineData("https://127.0.0.1:6443", "", null)]
    [InlineData("https://localhost:6443", "", null)]
    [InlineData("http://api.example.com", "", null)]
    public void Follows_the_environment_as_kubectl_does(string server, string exceptions, string? proxy)
    {
        var variables = new Dictionary<string, string> { ["https_proxy"] = "proxy:3128", ["NO_PROXY"] = exceptions };
        var environment = new KubeEnvironment(variables.GetValueOrDefault, "/home", "/account");
        Assert.Equal(proxy, EnvironmentProxy.For(new Uri(server), environment)?.AbsoluteUri);
    }
}
