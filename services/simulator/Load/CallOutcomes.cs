using Pipeline.Simulator.Images;
using Pipeline.Simulator.Nodes;

namespace Pipeline.Simulator.Load;

/// <summary>How the requests of a step end at one service, when it is known how they end at all that it calls.</summary>
internal sealed class CallOutcomes(NodeContext context, NetworkRules rules, ClusterDns dns, ClaimVolumes claims)
{
    private const double CallTimeout = 3;
    private const double RequestBytes = 900;
    private const double AnswerBytes = 3600;
    private const double WorthALine = 0.02;

    /// <summary>Why some of the requests to one pod fail.</summary>
    private readonly record struct Failing(double Fraction, string Code, string Text);

    /// <summary>Whether the policies let a pod call a service at all.</summary>
    public bool Reaches(Backend from, string fromNamespace, Site to) =>
        !rules.AreThereAny || to.Backends.Count == 0
        || rules.Allow(new(fromNamespace, from.Pod.Object.Labels), new(to.Key.Namespace, to.Backends[0].Pod.Object.Labels), to.Port);

    /// <summary>Decides one service's failures and times, counts them and lets its pods log them.</summary>
    public void Decide(Site site, IReadOnlyDictionary<ServiceKey, Site> sites, double seconds)
    {
        if (site.Backends.Count == 0)
        {
            (site.Failure, site.Latency) = (1, 0.001);
            site.Text = site.Exists
                ? $"dial tcp: connect {site.Key.Host}:{site.Port}: connection refused"
                : $"dial tcp: lookup {site.Key.Host} on 10.96.0.10:53: no such host";
            return;
        }
        var outside = site.IsEntry && rules.AreThereAny && !rules.Allow(NetworkRules.Peer.Outside, PeerOf(site.Backends[0].Pod), site.Port);
        (site.Failure, site.Latency) = (0, 0);
        foreach (var backend in site.Backends)
        {
            var (failure, latency, text) = Answer(backend, site, sites, seconds, outside);
            site.Failure += failure / site.Backends.Count;
            site.Latency += latency / site.Backends.Count;
            if (failure > WorthALine)
                site.Text = text;
        }
    }

    private (double Failure, double Latency, string Text) Answer(
        Backend backend, Site site, IReadOnlyDictionary<ServiceKey, Site> sites, double seconds, bool cutOff)
    {
        var (pod, machine) = (backend.Pod, backend.Machine);
        if (backend.Run is not { } run || run.Impairment.Deadlocked || !machine.IsUp)
        {
            var gone = backend.Run is null && machine.IsUp;
            return (1, gone ? 0.001 : CallTimeout, $"dial tcp {pod.Ip}:{site.Port}: {(gone ? "connect: connection refused" : "i/o timeout")}");
        }
        var own = Own(run, pod);
        var latency = ((run.Program.ServiceTime.TotalSeconds + run.Program.CoreSecondsPerRequest) * run.Slowdown) + run.Queueing.TotalSeconds
            + run.Impairment.AddedLatency.TotalSeconds + (machine.PacketLoss * 0.8);
        var dependency = new Failing(0, "503", "");
        foreach (var call in run.Program.Calls)
        {
            var (failing, took, text) = Call(backend, site, call, sites);
            latency += took * call.PerRequest;
            var fraction = call.PerRequest <= 1 ? call.PerRequest * failing * call.Weight : 1 - Math.Pow(1 - (failing * call.Weight), call.PerRequest);
            if (fraction > dependency.Fraction)
                dependency = dependency with { Text = $"call to {call.Service} failed: {text}" };
            dependency = dependency with { Fraction = 1 - ((1 - dependency.Fraction) * (1 - fraction)) };
        }
        var overload = new Failing(1 - run.Served, "504", "request timed out while waiting for a worker: context deadline exceeded");
        Failing[] all = [own, dependency, overload];
        var failure = 1 - all.Aggregate(1.0, (rest, f) => rest * (1 - f.Fraction));
        if (cutOff && backend.Arriving > 0 && failure < 1)
            failure = 1;
        else
            Count(backend, run, site.Key, all, failure, latency, seconds);
        Log(run, pod, site, all, latency);
        var worst = all.MaxBy(f => f.Fraction);
        return (failure, Math.Min(latency, 10), failure > 0 ? $"upstream answered {worst.Code}: {worst.Text}" : "");
    }

    private Failing Own(ContainerRun run, PodLife pod)
    {
        if (run.HasStaleCredentials)
            return new Failing(0.95, "500", "FATAL: password authentication failed for user \"shop\" (SQLSTATE 28P01)");
        if (pod.Volumes.CertificateComplaint() is { } expired)
            return new Failing(1, "500", $"remote error: tls: bad certificate: {expired}");
        if (claims.Mounted(pod).Any(v => v.Volume.IsFull))
            return new Failing(0.9, "500", "could not extend file: No space left on device");
        return run.Impairment.ErrorRate > run.Program.ErrorRate
            ? new Failing(run.Impairment.ErrorRate, "500", run.Impairment.Text)
            : new Failing(run.Program.ErrorRate, "500", run.Program.ErrorText);
    }

    private (double Failing, double Seconds, string Text) Call(
        Backend from, Site site, ServiceCall call, IReadOnlyDictionary<ServiceKey, Site> sites)
    {
        var key = ServiceKey.Of(call.Service, site.Key.Namespace);
        if (!sites.TryGetValue(key, out var to))
            return (0, 0, "");
        if (dns.Failing >= 1)
            return (1, CallTimeout, string.Format(System.Globalization.CultureInfo.InvariantCulture, dns.Text, key.Host));
        if (!Reaches(from, site.Key.Namespace, to))
            return (1, CallTimeout, $"dial tcp {key.Host}:{to.Port}: i/o timeout");
        var loss = 1 - ((1 - from.Machine.PacketLoss) * (1 - (to.Backends.Count == 0 ? 0 : to.Backends.Average(b => b.Machine.PacketLoss))));
        var lost = Math.Max(0, loss - 0.05) * 0.9; // a little is made good by sending again
        var late = to.Latency > CallTimeout ? 1 - (CallTimeout / to.Latency) : 0;
        var failing = 1 - ((1 - dns.Failing) * (1 - lost) * (1 - late) * (1 - to.Failure));
        var text = dns.Failing > to.Failure ? string.Format(System.Globalization.CultureInfo.InvariantCulture, dns.Text, key.Host)
            : late > to.Failure ? $"Get \"http://{key.Host}:{to.Port}/\": context deadline exceeded (Client.Timeout exceeded while awaiting headers)"
            : lost > to.Failure ? $"read tcp {from.Pod.Ip}->{key.Host}:{to.Port}: connection reset by peer"
            : to.Text;
        return (failing, Math.Min(to.Latency, CallTimeout) + (loss * 0.8), text);
    }

    private static void Count(Backend backend, ContainerRun run, ServiceKey service, Failing[] all, double failure, double latency, double seconds)
    {
        var requests = backend.Arriving * seconds;
        var (received, sent) = (requests * RequestBytes, requests * AnswerBytes);
        var calls = run.Program.Calls.Sum(c => c.PerRequest);
        backend.Pod.Network.Add(received + (calls * sent), sent + (calls * received), backend.Machine.PacketLoss);
        backend.Machine.Network.Add(received + (calls * sent), sent + (calls * received), backend.Machine.PacketLoss);
        if (!run.Program.SpeaksHttp || requests <= 0)
            return;
        if (!run.Requests.TryGetValue(service, out var counters))
            run.Requests[service] = counters = new RequestCounters();
        counters.Add("200", requests * (1 - failure), latency);
        var sum = all.Sum(f => f.Fraction);
        foreach (var failing in all)
        {
            if (failing.Fraction > 0)
                counters.Add(failing.Code, requests * failure * failing.Fraction / sum, failing.Code == "504" ? Math.Max(latency, CallTimeout) : latency);
        }
    }

    private void Log(ContainerRun run, PodLife pod, Site site, Failing[] all, double latency)
    {
        var now = context.Now;
        foreach (var failing in all)
        {
            if (failing.Fraction > WorthALine && run.Arriving * failing.Fraction > 0.02)
                run.Log.Write(now, LogFormat.Line(run.Program, now, "error", failing.Text));
        }
        if (now < run.NextTalk)
            return;
        run.NextTalk = now + run.Program.TalkEvery;
        if (run.Program.Talk.Count > 0)
            run.Log.Write(now, LogFormat.Line(run.Program, now, "info", run.Program.Talk[run.Talked++ % run.Program.Talk.Count]));
        else if (run.Program.SpeaksHttp && run.Arriving > 0)
            run.Log.Write(now, LogFormat.Request(run.Program, now, pod.Kubelet.Ip, $"/{site.Key.Name}", all.Max(f => f.Fraction) > 0.5 ? 500 : 200, latency));
        if (latency > 1)
            run.Log.Write(now, LogFormat.Line(run.Program, now, "warn", string.Create(
                System.Globalization.CultureInfo.InvariantCulture, $"slow request: /{site.Key.Name} took {latency:F2}s")));
    }

    private static NetworkRules.Peer PeerOf(PodLife pod) => new(pod.Object.Key.Namespace, pod.Object.Labels);
}
