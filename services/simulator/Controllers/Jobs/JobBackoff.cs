using Pipeline.Simulator.Controllers.Reading;

namespace Pipeline.Simulator.Controllers.Jobs;

/// <summary>How long a Job waits after failures of its pods: 10 s, doubled with each until one succeeds, 10 minutes at most.</summary>
public sealed class JobBackoff
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly Dictionary<string, (int Failures, DateTimeOffset Last)> _jobs = new(StringComparer.Ordinal);

    /// <summary>Takes note of pods that have ended.</summary>
    public void Note(string job, IEnumerable<PodView> failed, bool anySucceeded)
    {
        if (anySucceeded)
            _jobs.Remove(job);
        foreach (var pod in failed)
        {
            var (failures, last) = _jobs.GetValueOrDefault(job);
            var end = JobTurn.EndOf(pod);
            _jobs[job] = (failures + 1, end > last ? end : last);
        }
    }

    public void Forget(string job) => _jobs.Remove(job);

    /// <summary>What is left of the wait.</summary>
    public TimeSpan Remaining(string job, DateTimeOffset now)
    {
        if (!_jobs.TryGetValue(job, out var noted))
            return TimeSpan.Zero;
        var wait = noted.Failures > 7 ? Longest : First * (1 << (noted.Failures - 1));
        var left = noted.Last + (wait < Longest ? wait : Longest) - now;
        return left > TimeSpan.Zero ? left : TimeSpan.Zero;
    }
}
