using System.Globalization;
using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Nodes;

/// <summary>One container of a pod through all its runs: image, settings, start, probes, exit, back-off.</summary>
internal sealed class ContainerLife
{
    private static readonly TimeSpan SettingsRetry = TimeSpan.FromSeconds(12);
    private readonly PodLife _pod;
    private readonly ImagePull _pull;
    private readonly RestartBackOff _backOff = new();
    private bool _waitsForRestart;

    public ContainerLife(PodLife pod, ContainerSpec spec)
    {
        _pod = pod;
        Spec = spec;
        _pull = new ImagePull(pod, this);
        Waiting = new ContainerWait(pod.Spec.InitContainers.Count > 0 && !(spec.IsInit && pod.Spec.InitContainers[0].Name == spec.Name)
            ? "PodInitializing" : spec.IsInit ? "PodInitializing" : "ContainerCreating", null);
    }

    public ContainerSpec Spec { get; set; }

    /// <summary>The running one; null when there is none.</summary>
    public ContainerRun? Run { get; private set; }

    /// <summary>The newest that ever ran, for its log.</summary>
    public ContainerRun? LastRun { get; private set; }

    /// <summary>The one before the newest restart, for its log.</summary>
    public ContainerRun? PreviousRun { get; private set; }

    public ContainerWait? Waiting { get; private set; }

    public ContainerExit? Exit { get; private set; }

    /// <summary>The exit before the present state.</summary>
    public ContainerExit? LastExit { get; private set; }

    public int Restarts { get; private set; }

    /// <summary>Its startup probe has passed, or it has none.</summary>
    public bool Started { get; private set; }

    public bool Ready { get; private set; }

    public string ImageId { get; set; } = "";

    public double OomEvents { get; private set; }

    /// <summary>Ended for good: it will not be started again.</summary>
    public bool Done { get; private set; }

    /// <summary>An init container that has done its part.</summary>
    public bool Passed => Spec.IsSidecar ? Run is not null && Started : Done && Exit is { Code: 0 };

    /// <summary>Brings it up: image first.</summary>
    public void Launch()
    {
        if (_pod.IsEnding || Run is not null)
            return;
        _waitsForRestart = false;
        if (Waiting is null)
            Wait("ContainerCreating", null);
        _pull.Ensure(Create);
    }

    /// <summary>Says why it does not run.</summary>
    public void Wait(string reason, string? message)
    {
        if (Exit is not null)
            (LastExit, Exit) = (Exit, null);
        Waiting = new ContainerWait(reason, message);
        _pod.Changed();
    }

    /// <summary>Stops a run; its exit comes when the program has ended, or by force when its time is over.</summary>
    public void Stop(ContainerRun run, TimeSpan grace, TimeSpan preStop, string? reason = null)
    {
        if (Run != run || run.Stopping)
            return;
        _pod.Later(preStop < grace ? preStop : grace, () =>
        {
            run.Stopping = true;
            var left = grace - preStop;
            var needed = run.IsScript || run.Impairment.Deadlocked ? TimeSpan.MaxValue : run.Program.StopTime;
            if (left < needed)
                _pod.Later(left > TimeSpan.Zero ? left : TimeSpan.Zero, () => End(run, 137, reason));
            else
                _pod.Later(needed, () => End(run, run.Program.StopCode, reason));
        });
    }

    /// <summary>The kernel's answer to too much memory.</summary>
    public void KillForMemory(ContainerRun run)
    {
        if (Run != run)
            return;
        OomEvents++;
        _pod.Kubelet.TellOfOomKill(run);
        End(run, 137, "OOMKilled");
    }

    /// <summary>Ends a run at once.</summary>
    public void End(ContainerRun run, int code, string? reason = null, string? message = null)
    {
        if (Run != run)
            return;
        Run = null;
        Finish(new ContainerExit(code, reason ?? (code == 0 ? "Completed" : "Error"), message, run.StartedAt, _pod.Now, run.Id));
    }

    private void Create()
    {
        if (_pod.IsEnding || Run is not null)
            return;
        var settings = ContainerSettings.Read(_pod.Context.Cluster, _pod.Object, _pod.Spec, Spec, _pod.Ip, _pod.Kubelet.Ip);
        if (settings.Error is { } error)
        {
            _pod.Tell("Warning", "Failed", $"Error: {error}", Spec.FieldPath);
            Wait("CreateContainerConfigError", error);
            _pod.Later(_pod.Context.About(SettingsRetry, 0.1), Create);
            return;
        }
        var id = _pod.Context.NewId();
        _pod.Tell("Normal", "Created", $"Created container: {Spec.Name}", Spec.FieldPath);
        var program = _pod.Context.Images.ProgramOf(ImageReference.Parse(Spec.Image)!);
        List<string> command = [.. Spec.Command, .. Spec.Args];
        var script = Spec.Command.Count > 0 || program.IsShell ? ShellScript.Of(command, settings.Values) : null;
        if (script is null && Spec.Command.Count > 0 && !program.HasCommand(Spec.Command[0]))
        {
            FailToStart(id, command[0]);
            return;
        }
        Begin(id, program, script, settings);
    }

    private void FailToStart(string id, string command)
    {
        var why = command.Contains('/')
            ? $"exec: \"{command}\": stat {command}: no such file or directory: unknown"
            : $"exec: \"{command}\": executable file not found in $PATH: unknown";
        var message = "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: "
            + $"unable to start container process: error during container init: {why}";
        _pod.Tell("Warning", "Failed", $"Error: {message}", Spec.FieldPath);
        Finish(new ContainerExit(128, "StartError", message, null, _pod.Now, $"containerd://{id}"));
    }

    private void Begin(string id, ImageProgram program, ShellScript? script, ContainerSettings settings)
    {
        var now = _pod.Now;
        var run = new ContainerRun($"containerd://{id}", Spec, program, script is not null, now, settings.Values);
        foreach (var (key, value) in settings.Credentials)
            run.Credentials[key] = value;
        if (Exit is not null)
            LastExit = Exit;
        (Waiting, Exit, PreviousRun, Run, LastRun) = (null, null, LastRun, run, run);
        if (LastExit is not null)
            Restarts++;
        Started = Spec.Startup is null;
        Ready = false;
        _pod.Tell("Normal", "Started", $"Started container {Spec.Name}", Spec.FieldPath);
        new ContainerProcess(_pod, this, run).Begin(script);
        if (Run != run)
            return;
        StartProbes(run);
        _pod.Changed();
        if (Started)
            _pod.ContainerStarted(this);
    }

    private void Finish(ContainerExit exit)
    {
        if (Exit is not null)
            LastExit = Exit;
        (Waiting, Exit, Ready, Started) = (null, exit, false, false);
        var again = !_pod.IsEnding && (Spec.IsInit && !Spec.IsSidecar
            ? exit.Code != 0 && _pod.Spec.RestartPolicy != "Never"
            : Spec.IsSidecar || _pod.Spec.RestartPolicy == "Always" || (_pod.Spec.RestartPolicy == "OnFailure" && exit.Code != 0));
        Done = !again;
        _pod.Changed();
        if (again)
            RestartAfter(exit);
        _pod.ContainerEnded(this);
    }

    private void RestartAfter(ContainerExit exit)
    {
        var wait = _backOff.Next(_pod.Now);
        _waitsForRestart = true;
        if (wait == TimeSpan.Zero)
        {
            _backOff.Over(_pod.Now);
            _pod.Later(_pod.Context.About(TimeSpan.FromSeconds(1)), Again);
            return;
        }
        _pod.Later(_pod.Context.About(TimeSpan.FromSeconds(1)), () =>
        {
            if (!_waitsForRestart || Exit != exit)
                return;
            var (name, ns, uid) = (_pod.Object.Key.Name, _pod.Object.Key.Namespace, _pod.Object.Uid);
            _pod.Tell("Warning", "BackOff", $"Back-off restarting failed container {Spec.Name} in pod {name}_{ns}({uid})", Spec.FieldPath);
            Wait("CrashLoopBackOff", $"back-off {GoDuration(wait)} restarting failed container={Spec.Name} pod={name}_{ns}({uid})");
        });
        _pod.Later(wait, () =>
        {
            _backOff.Over(_pod.Now);
            Again();
        });

        void Again()
        {
            if (_waitsForRestart)
                Launch();
        }
    }

    private void StartProbes(ContainerRun run)
    {
        foreach (var probe in new[] { Spec.Startup, Spec.Liveness, Spec.Readiness })
        {
            if (probe is not null)
                new ProbeSchedule(this, _pod, run, probe).Begin();
        }
        if (Spec.Readiness is null && Started)
            Ready = true;
    }

    /// <summary>The startup probe has passed.</summary>
    public void Pass()
    {
        Started = true;
        Ready = Spec.Readiness is null;
        _pod.Changed();
        _pod.ContainerStarted(this);
    }

    public void SetReady(bool ready)
    {
        if (Ready == ready)
            return;
        Ready = ready;
        _pod.Changed();
    }

    /// <summary>A probe has had enough of it.</summary>
    public void KillByProbe(ContainerRun run, ProbeSpec probe)
    {
        _pod.Tell("Normal", "Killing", $"Container {Spec.Name} failed {probe.Name.ToLowerInvariant()} probe, will be restarted", Spec.FieldPath);
        Stop(run, _pod.Spec.Grace, Spec.PreStop);
    }

    private static string GoDuration(TimeSpan span) => span.TotalMinutes >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalMinutes}m{span.Seconds}s")
        : string.Create(CultureInfo.InvariantCulture, $"{(int)span.TotalSeconds}s");
}
