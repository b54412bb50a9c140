using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Nodes;

/// <summary>What goes on inside one run of a container: the image's own program, or a script in its place, until it ends by itself.</summary>
internal sealed class ContainerProcess(PodLife pod, ContainerLife container, ContainerRun run)
{
    public void Begin(ShellScript? script)
    {
        if (script is not null)
            Step(script, script.Run(pod.Context.Loop).GetEnumerator());
        else
            RunProgram();
    }

    private void RunProgram()
    {
        var program = run.Program;
        foreach (var line in program.Greeting)
            run.Log.Write(pod.Now, LogFormat.Line(program, pod.Now, "info", line));
        if (pod.Volumes.CertificateComplaint() is { } expired)
            run.Log.Write(pod.Now, LogFormat.Line(program, pod.Now, "error", expired));
        var complaint = program.ChecksSettings || program.RequiredVariables.Count > 0
            ? SettingRules.Complaint(program.RequiredVariables, program.ChecksSettings ? run.Settings : OnlyRequired()) : null;
        if (complaint is not null)
        {
            pod.Later(TimeSpan.FromSeconds(0.6), () =>
            {
                run.Log.Write(pod.Now, LogFormat.Line(program, pod.Now, "fatal", complaint));
                container.End(run, 1);
            });
        }
        else if (program.Exit is { } exit)
        {
            pod.Later(exit.After, () =>
            {
                if (exit.LastLine is { } last && container.Run == run)
                    run.Log.Write(pod.Now, LogFormat.Line(program, pod.Now, exit.Code == 0 ? "info" : "fatal", last));
                container.End(run, exit.Code);
            });
        }
        else if (program.Serves)
        {
            pod.Later(program.StartTime, () =>
            {
                if (container.Run == run && program.Greeting.Count == 0)
                    run.Log.Write(pod.Now, LogFormat.Line(program, pod.Now, "info", $"listening on :{run.Spec.Ports.FirstOrDefault(program.Ports.FirstOrDefault(8080))}"));
            });
        }
    }

    private Dictionary<string, string> OnlyRequired() =>
        run.Settings.Where(s => run.Program.RequiredVariables.Contains(s.Key)).ToDictionary(StringComparer.Ordinal);

    private void Step(ShellScript script, IEnumerator<ScriptStep> steps)
    {
        while (container.Run == run)
        {
            if (!steps.MoveNext())
            {
                pod.Later(TimeSpan.FromMilliseconds(50), () => container.End(run, script.ExitCode)); // a process takes its time, too
                return;
            }
            if (steps.Current.Line is { } line)
                run.Log.Write(pod.Now, line);
            if (steps.Current.Wait > TimeSpan.Zero)
            {
                pod.Later(steps.Current.Wait, () => Step(script, steps));
                return;
            }
        }
    }
}
