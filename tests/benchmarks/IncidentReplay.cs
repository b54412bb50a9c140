using BenchmarkDotNet.Attributes;
using Pipeline.Contracts.Symptoms;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Decisions;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.State;
using Pipeline.Incidents.Tests;

namespace Pipeline.Benchmarks;

/// <summary>What each decision costs: the incident is replayed from its stream, then one command is decided.</summary>
/// <remarks>The baseline is a stream of ten events; the ratio says how a long incident compares, and ought to be that of the lengths.</remarks>
[MemoryDiagnoser]
public class IncidentReplay
{
    private readonly IncidentCommand _command = new IncidentCommand.AddComment { Now = Some.Noon.AddDays(1), By = Some.Ana, Text = "Looking at it." };
    private IncidentEvent[] _short = [];
    private IncidentEvent[] _long = [];

    [GlobalSetup]
    public void Setup()
    {
        _short = Stream(10);
        _long = Stream(200);
    }

    [Benchmark(Baseline = true)]
    public Decision Ten_events() => Decide(_short);

    [Benchmark]
    public Decision Two_hundred_events() => Decide(_long);

    private Decision Decide(IncidentEvent[] stream) => IncidentDecider.Decide(IncidentEvolution.Replay(stream), _command);

    /// <summary>An incident whose symptom is reported again and again.</summary>
    private static IncidentEvent[] Stream(int length)
    {
        var facts = Facts(null, Some.Opening()).ToList();
        var incident = IncidentEvolution.Replay(facts);
        for (var minute = 1; facts.Count < length; minute++)
        {
            var status = minute % 2 == 0 ? SymptomStatus.Firing : SymptomStatus.Missing;
            var next = Facts(incident, Some.Reporting(Some.Report(status: status, minute: minute), minute)).ToList();
            incident = next.Aggregate(incident, IncidentEvolution.Evolve!);
            facts.AddRange(next);
        }

        return [.. facts.Take(length)];
    }

    private static IReadOnlyList<IncidentEvent> Facts(Incident? incident, IncidentCommand command) =>
        IncidentDecider.Decide(incident, command) is Decision.Accepted accepted
            ? accepted.Facts
            : throw new InvalidOperationException($"{command.GetType().Name} was refused.");
}
