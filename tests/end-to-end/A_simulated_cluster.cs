using Pipeline.EndToEnd.Tests.Running;
using Pipeline.Incidents.Events;
using Pipeline.Processes;
using Pipeline.Simulator;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests;

/// <summary><c>pipeline up --simulate</c> as a newcomer meets it, with kubectl in hand.</summary>
public sealed class A_simulated_cluster : IAsyncLifetime
{
    private const string Sick = "shop/Deployment/recommendation";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly TemporaryFolder _folder = new();

    private string DataFolder => _folder.Combine("data");

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => _folder.DisposeAsync().AsTask();

    [Fact]
    public async Task That_falls_ill_gives_an_incident_which_ends_when_a_person_heals_it()
    {
        await using var up = await StartAsync("""
            steps:
            - {at: 1s, start: image-not-found, target: shop/deployment/recommendation, id: typo}
            """);
        var incident = await up.Record.ReachesAsync(Sick, "awaiting-approval", "escalated", "rejected");
        Assert.Contains(
            (await up.Record.EventsAsync(incident.Id)).OfType<IncidentEvent.SymptomJoined>().Select(e => e.Report.Reason),
            reason => reason.Contains("ImagePull", StringComparison.Ordinal));

        await KubectlAsync("rollout", "undo", "deployment/recommendation", "-n", "shop");
        await KubectlAsync("rollout", "status", "deployment/recommendation", "-n", "shop", "--timeout", "60s");

        var ended = await up.Record.ReachesAsync(Sick, "withdrawn", "resolved");
        Assert.Equal(incident.Id, ended.Id);
        await up.Record.VerifiesAsync();
        Assert.Equal(0, await up.StopAsync(UnixSignal.Terminate));
        Assert.Null(SimulatorFile.Find(DataFolder));
    }

    [Fact]
    public async Task Is_made_ill_and_well_again_from_the_command_line()
    {
        await using var up = await StartAsync("steps: [{at: 10h, start: traffic-surge, target: shop}]");
        var started = await SimulateAsync("start", "image-not-found", "--on", "shop/deployment/shipping");
        Assert.True(started.ExitCode == 0, started.Output);
        var id = started.Output.Split(' ')[0];
        var listed = await SimulateAsync("faults", "--output", "json");
        Assert.Equal(0, listed.ExitCode);
        Assert.Contains($"\"id\": \"{id}\"", listed.Output, StringComparison.Ordinal);
        Assert.Equal(0, (await SimulateAsync("clear", id)).ExitCode);
        await KubectlAsync("rollout", "status", "deployment/shipping", "-n", "shop", "--timeout", "60s");

        var unknown = await SimulateAsync("start", "bad-luck");
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("image-not-found", unknown.Output, StringComparison.Ordinal);
        Assert.Equal(3, (await SimulateAsync("clear", "nothing-1")).ExitCode);
    }

    [Fact]
    public async Task With_a_scenario_that_cannot_be_played_does_not_start_and_names_the_line()
    {
        var file = _folder.Combine("bad.yaml");
        await File.WriteAllTextAsync(file, "steps:\n- {at: 1s, start: bad-luck}\n");
        var ended = await CommandLine.RunAsync("up", "--simulate", "--scenario", file, "--data-dir", DataFolder, "--port", "0");
        Assert.NotEqual(0, ended.ExitCode);
        Assert.Contains("line 2", ended.Output, StringComparison.Ordinal);
        Assert.Contains("bad-luck", ended.Output, StringComparison.Ordinal);
    }

    private async Task<PipelineUp> StartAsync(string scenario)
    {
        var file = _folder.Combine("scenario.yaml");
        await File.WriteAllTextAsync(file, scenario);
        return await PipelineUp.StartAsync(
            DataFolder, "--simulate", "--scenario", file, "--simulator:past", "10m", "--recovery:interval", "500ms", "--audit:interval", "1s");
    }

    private Task<ChildProcessResult> SimulateAsync(params string[] arguments) =>
        CommandLine.RunAsync(["simulate", .. arguments, "--data-dir", DataFolder]);

    private async Task KubectlAsync(params string[] arguments)
    {
        var kubeconfig = SimulatorFile.Find(DataFolder)!.Kubeconfig;
        var result = await ChildProcess.RunAsync(
            new ChildProcessStart("kubectl", ["--kubeconfig", kubeconfig, .. arguments]) { Environment = new Dictionary<string, string?> { ["HOME"] = DataFolder } },
            Patience, CancellationToken.None);
        Assert.True(result.ExitCode == 0, result.Output);
    }
}
