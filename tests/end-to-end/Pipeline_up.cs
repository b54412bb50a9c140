using System.Globalization;
using System.Text.Json;
using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;
using Pipeline.Processes;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.EndToEnd.Tests;

public sealed class Pipeline_up : IAsyncLifetime
{
    private const string Sick = "Deployment/shippingservice"; // of the recording that comes with the program; sick until its end

    private readonly TemporaryFolder _folder = new();
    private readonly Notifications _notifications = new();

    private string DataFolder => _folder.Combine("data");

    public Task InitializeAsync() => _notifications.Receiver.InitializeAsync();

    public async Task DisposeAsync()
    {
        await _notifications.Receiver.DisposeAsync();
        await _folder.DisposeAsync();
    }

    [Fact]
    public async Task That_is_killed_again_and_again_goes_on_where_it_was_and_acts_once()
    {
        await using (var first = await ReplayAsync())
        {
            await first.Record.HasAnyAsync<IncidentEvent.IncidentOpened>();
            await first.KillAsync();
        }

        Guid incident;
        await using (var second = await ReplayAsync())
        {
            incident = (await second.Record.ReachesAsync(Sick, "awaiting-approval")).Id;
            await second.KillAsync();
        }

        var release = new TaskCompletionSource();
        await using (var third = await ReplayAsync())
        {
            Assert.Equal("awaiting-approval", await ListedStateAsync(incident));
            _notifications.Receiver.AnswerNext(new WebhookAnswer.Hold(release.Task, new WebhookAnswer.Respond(200)));
            var approval = await CommandLine.RunAsync("approvals", "approve", incident.ToString(), "--yes", "--data-dir", DataFolder);
            Assert.True(approval.ExitCode == 0, approval.Output);
            await _notifications.Receiver.ReceivesAsync();
            await third.KillAsync();
            release.SetResult();
        }

        await using var fourth = await ReplayAsync();
        var ended = await fourth.Record.ReachesAsync(Sick, "escalated"); // the recording ends in the trouble: not healed, and said so
        var story = await fourth.Record.EventsAsync(ended.Id);
        var plan = Assert.Single(story.OfType<IncidentEvent.RemediationProposed>()).Plan;
        Assert.Equal(plan.Actions.Count, story.OfType<IncidentEvent.ActionSucceeded>().Count());
        Assert.Single(story.OfType<IncidentEvent.ActionOutcomeUnknown>());
        Assert.Single(_notifications.KeysOf(incident).Distinct());
        await fourth.Record.VerifiesAsync();
        var audit = await CommandLine.RunAsync("audit", "verify", "--data-dir", DataFolder);
        Assert.True(audit.ExitCode == 0, audit.Output);
    }

    [Theory]
    [InlineData(UnixSignal.Interrupt)]
    [InlineData(UnixSignal.Terminate)]
    public async Task That_is_told_to_stop_takes_its_database_along_and_leaves_no_address(UnixSignal signal)
    {
        await using var up = await ReplayAsync();
        Assert.False(IsGone(up.DatabaseProcess));
        Assert.Equal(0, await up.StopAsync(signal));
        Assert.True(IsGone(up.DatabaseProcess));
        Assert.False(File.Exists(Path.Combine(DataFolder, Cli.Instances.InstanceFile.Name)));
    }

    [Fact]
    public async Task On_a_folder_that_is_in_use_says_by_whom_and_leaves_the_other_alone()
    {
        await using var up = await ReplayAsync();
        var second = await CommandLine.RunAsync("up", "--replay", "--data-dir", DataFolder, "--port", "0");
        Assert.NotEqual(0, second.ExitCode);
        Assert.Contains(
            $"in use by process {up.Instance.ProcessId.ToString(CultureInfo.InvariantCulture)}", second.Output, StringComparison.Ordinal);
        Assert.False(up.HasExited);
        Assert.Equal(up.Instance, Cli.Instances.InstanceFile.Find(DataFolder));
    }

    [Theory]
    [InlineData("detector:sensitivity", "--replay", "--detector:sensitivty", "1")]
    [InlineData("approver:mode", "--replay", "--approver:mode", "sometimes")]
    [InlineData("--port", "--port", "70000")]
    [InlineData("/no/such/recording.csv", "--replay", "/no/such/recording.csv")]
    [InlineData("fast", "--replay", "--speed", "fast")]
    public async Task With_a_wrong_option_names_it_and_ends_with_2(string named, params string[] options)
    {
        var ended = await CommandLine.RunAsync(["up", "--data-dir", DataFolder, .. options]);
        Assert.Equal(2, ended.ExitCode);
        Assert.Contains(named, ended.Output, StringComparison.Ordinal);
    }

    private Task<PipelineUp> ReplayAsync() => PipelineUp.StartAsync(
        DataFolder, "--replay", "--speed", "120x",
        "--actions:notify:url", _notifications.Receiver.Address.ToString(),
        "--verification:settleTime", "1s", "--verification:window", "5s", "--executor:reconcileAfter", "500ms",
        "--executor:timeLimit", "6s", "--executor:recordTimeout", "3s", "--actions:notify:timeout", "5s",
        "--recovery:interval", "500ms", "--audit:interval", "1s");

    private async Task<string> ListedStateAsync(Guid incident)
    {
        var list = await CommandLine.RunAsync("incidents", "list", "--output", "json", "--data-dir", DataFolder);
        Assert.True(list.ExitCode == 0, list.Output);
        using var json = JsonDocument.Parse(list.Output);
        return json.RootElement.EnumerateArray().Single(row => row.GetProperty("id").GetGuid() == incident).GetProperty("state").GetString()!;
    }

    private static bool IsGone(int process) => RunningProcess.Find(process) is null;
}
