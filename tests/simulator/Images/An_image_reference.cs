using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Tests.Images;

public sealed class An_image_reference
{
    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("nginx:1.27", "docker.io/library/nginx:1.27")]
    [InlineData("bitnami/redis:7", "docker.io/bitnami/redis:7")]
    [InlineData("ghcr.io/shop/cart:v2", "ghcr.io/shop/cart:v2")]
    [InlineData("localhost:5000/a/b", "localhost:5000/a/b:latest")]
    public void Is_completed_as_containerd_does(string name, string whole) => Assert.Equal(whole, ImageReference.Parse(name)!.ToString());

    [Theory]
    [InlineData("Nginx")]
    [InlineData("nginx::1")]
    [InlineData("nginx:")]
    [InlineData("${IMAGE}")]
    [InlineData("")]
    public void Is_none_when_malformed(string name) => Assert.Null(ImageReference.Parse(name));
}
