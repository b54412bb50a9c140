using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_arguments
{
    [Theory]
    [InlineData("app --password hunter2 --verbose", 2)]
    [InlineData("app -password hunter2", 2)]
    [InlineData("app --password=hunter2", 1)]
    [InlineData("app -p hunter2", 2)]
    [InlineData("app --db.password=hunter2 x", 1)]
    [InlineData("java -Dspring.datasource.password=hunter2 -jar x", 1)]
    [InlineData("env DB_PASSWORD=hunter2 app", 1)]
    [InlineData("docker run -e TOKEN=hunter2 img", 3)]
    [InlineData("mysql -u root -phunter2", 3)]
    [InlineData("/usr/bin/redis-cli -a hunter2", 2)]
    [InlineData("curl -u bob:hunter2 https://x.example", 2)]
    [InlineData("app --database-url postgres://a:hunter2@db/x", 2)]
    [InlineData("app --config={\"token\":\"hunter2\"}", 1)]
    [InlineData("app {\"token\":\"hunter2\"}", 1)]
    public void Removes_the_secret_and_nothing_else(string command, int at)
    {
        var arguments = command.Split(' ');
        var masked = Some.Masker.Arguments(arguments);
        Assert.Equal(arguments.Length, masked.Count);
        Assert.DoesNotContain("hunter2", masked[at], StringComparison.Ordinal);
        for (var i = 0; i < arguments.Length; i++)
            Assert.True(i == at || arguments[i] == masked[i], masked[i]);
        Assert.Equal(masked, Some.Masker.Arguments(Some.Border.Arguments(arguments)));
        Assert.Equal(masked, Some.Masker.Arguments(masked));
    }

    [Fact]
    public void Masks_headers_and_scripts()
    {
        var masked = Some.Masker.Arguments(["curl", "-H", "Authorization: Bearer hunter2", "sh", "-c", "app --token hunter2 | tee x"]);
        Assert.DoesNotContain(masked, argument => argument.Contains("hunter2", StringComparison.Ordinal));
        Assert.StartsWith("Authorization: Bearer [masked:", masked[2], StringComparison.Ordinal);
        Assert.EndsWith("| tee x", masked[5], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("mkdir -p logs")]
    [InlineData("docker run -p 8080:80 -u 1000:1000 nginx")]
    [InlineData("psql -p 5432 -U shop")]
    [InlineData("app --password --verbose")]
    [InlineData("app --token-file /var/run/token --secret-name db --password $(DB_PASSWORD)")]
    [InlineData("stress --vm 1 --vm-bytes 250M --authors 3")]
    public void Keeps_arguments_without_a_secret(string command) =>
        Assert.Equal(command.Split(' '), Some.Masker.Arguments(command.Split(' ')));
}
