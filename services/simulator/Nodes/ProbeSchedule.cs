namespace Pipeline.Simulator.Nodes;

/// <summary>One probe of one run: asks in its rhythm, counts, and acts at its thresholds.</summary>
internal sealed class ProbeSchedule(ContainerLife container, PodLife pod, ContainerRun run, ProbeSpec probe)
{
    private int _failures;
    private int _successes;

    public void Begin()
    {
        var spread = pod.Context.Random.NextDouble() * Math.Min(probe.Period.TotalSeconds, 2);
        pod.Later(probe.InitialDelay + TimeSpan.FromSeconds(0.2 + spread), Ask);
    }

    private void Ask()
    {
        if (container.Run != run || run.Stopping)
            return;
        var isStartup = probe == container.Spec.Startup;
        if (isStartup && container.Started)
            return;
        if (isStartup || container.Started)
            Judge(ProbeCheck.Failure(probe, run, pod.Ip, pod.Now));
        pod.Later(probe.Period, Ask);
    }

    private void Judge(string? failure)
    {
        if (failure is null)
        {
            _failures = 0;
            if (++_successes < probe.SuccessThreshold)
                return;
            if (probe == container.Spec.Startup)
                container.Pass();
            else if (probe == container.Spec.Readiness)
                container.SetReady(true);
            return;
        }
        _successes = 0;
        _failures++;
        pod.Tell("Warning", "Unhealthy", $"{probe.Name} probe failed: {failure}", container.Spec.FieldPath);
        if (_failures < probe.FailureThreshold)
            return;
        if (probe == container.Spec.Readiness)
            container.SetReady(false);
        else
            container.KillByProbe(run, probe);
    }
}
