using Pipeline.Cli.Running;

namespace Pipeline.Cli.Tests.Running;

public sealed class Replaying
{
    [Fact]
    public void The_shipped_recording_may_be_followed_by_a_setting()
    {
        var completed = UpCommand.WithRecordingNamed(["up", "--replay", "--executor:timeLimit", "5s"]);
        Assert.Equal(["up", "--replay", "--executor:timeLimit", "5s"], completed.Where(word => !word.EndsWith(".csv", StringComparison.Ordinal)));
        Assert.True(File.Exists(completed[2]), completed[2]);
    }

    [Theory]
    [InlineData("up", "--replay")]
    [InlineData("up", "--replay", "mine.csv", "--speed", "max")]
    [InlineData("incidents", "list")]
    public void Leaves_other_lines_as_they_are(params string[] arguments) => Assert.Equal(arguments, UpCommand.WithRecordingNamed(arguments));
}
