using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Failures;

/// <summary>Makes news of looks: a state is told when it has settled, again while it lasts, and once when it is over.</summary>
/// <remarks>
/// Over means that fresh looks show it gone for a while. What cannot be seen is missing: neither there nor over. No clock, no I/O: the
/// time comes with the look. <see cref="Take"/> changes nothing that is remembered until <see cref="Keep"/> says that its tellings are
/// durable, so that a failed store costs a repetition and no news.
/// </remarks>
public sealed class ObservationLedger(LedgerRules rules)
{
    private Dictionary<string, Standing> _standing = new(StringComparer.Ordinal);

    /// <summary>All that is there or settling.</summary>
    public IReadOnlyCollection<Standing> Standing => _standing.Values;

    /// <summary>Goes on from what an earlier ledger had told.</summary>
    public void Restore(IEnumerable<Standing> told) =>
        _standing = told.ToDictionary(s => s.Key, StringComparer.Ordinal);

    /// <summary>Compares a look with what is known.</summary>
    /// <param name="seen">Each key once.</param>
    /// <param name="canSee">Whether a trouble that is not in the look is over, rather than out of sight.</param>
    /// <param name="now">The look's time; not before the last one's.</param>
    public Look Take(IReadOnlyList<Observation> seen, Func<Observation, bool> canSee, DateTimeOffset now)
    {
        var next = new Dictionary<string, Standing>(_standing.Count, StringComparer.Ordinal);
        var (tellings, due) = (new List<Telling>(), DateTimeOffset.MaxValue);
        foreach (var observation in seen)
        {
            var known = _standing.GetValueOrDefault(observation.Key);
            if (known is null && next.Count >= rules.Most)
                continue;
            Put(Present(observation, known, now));
        }
        foreach (var (key, known) in _standing)
        {
            if (!next.ContainsKey(key))
                Put(canSee(known.Observation) ? Absent(known, now) : Unseen(known, now));
        }
        return new Look(next, tellings, due);

        void Put((Standing? Standing, Telling? Telling, DateTimeOffset Due) result)
        {
            if (result.Standing is { } standing)
                next[standing.Key] = standing;
            if (result.Telling is { } telling)
                tellings.Add(telling);
            due = due < result.Due ? due : result.Due;
        }
    }

    /// <summary>The look's tellings are durable: it is what is known from now on.</summary>
    public void Keep(Look look) => _standing = look.Standing;

    private (Standing?, Telling?, DateTimeOffset) Present(Observation observation, Standing? known, DateTimeOffset now)
    {
        if (known is { Told: null } && Past(observation.Since, now) > known.Since)
            known = null; // it was well in between
        var since = Past(observation.Since, now) ?? known?.Since ?? now;
        var progressed = known is not null && observation.Since is null && observation.Progress != known.Observation.Progress;
        var waiting = progressed ? now : known is null ? since : Earlier(known.WaitingSince, Past(observation.Since, now));
        var standing = known is null
            ? new Standing { Observation = observation, Since = since, WaitingSince = waiting }
            : known with { Observation = observation, Since = Earlier(known.Since, Past(observation.Since, now)), WaitingSince = waiting, GoneSince = null };
        if (standing.Told is null && now < standing.WaitingSince + rules.SettleOf(observation))
            return (standing, null, standing.WaitingSince + rules.SettleOf(observation));
        if (standing.Told == SymptomStatus.Firing && now < standing.ToldAt + rules.Repeat)
            return (standing, null, standing.ToldAt + rules.Repeat);
        var isNew = standing.Told != SymptomStatus.Firing;
        standing = standing with { Told = SymptomStatus.Firing, ToldAt = now };
        return (standing, new Telling(standing, SymptomStatus.Firing, isNew), now + rules.Repeat);
    }

    private static (Standing?, Telling?, DateTimeOffset) Absent(Standing known, DateTimeOffset now)
    {
        if (known.Told is null)
            return (null, null, DateTimeOffset.MaxValue);
        var gone = known with { GoneSince = known.GoneSince ?? now };
        var over = gone.GoneSince!.Value + known.Observation.State.Hold;
        return now < over
            ? (gone, null, over)
            : (null, new Telling(gone with { Told = SymptomStatus.Cleared, ToldAt = now }, SymptomStatus.Cleared, true), DateTimeOffset.MaxValue);
    }

    private static (Standing?, Telling?, DateTimeOffset) Unseen(Standing known, DateTimeOffset now)
    {
        if (known.Told is null or SymptomStatus.Missing)
            return (known with { GoneSince = null }, null, DateTimeOffset.MaxValue);
        var missing = known with { Told = SymptomStatus.Missing, ToldAt = now, GoneSince = null };
        return (missing, new Telling(missing, SymptomStatus.Missing, true), DateTimeOffset.MaxValue);
    }

    private static DateTimeOffset? Past(DateTimeOffset? time, DateTimeOffset now) => time is { } t ? t < now ? t : now : null;

    private static DateTimeOffset Earlier(DateTimeOffset known, DateTimeOffset? said) => said is { } s && s < known ? s : known;
}

/// <summary>What a look came to.</summary>
/// <param name="Standing">What is known when it is kept.</param>
/// <param name="Tellings">What is to be told.</param>
/// <param name="Due">When the next look is due even if nothing changes.</param>
public sealed record Look(Dictionary<string, Standing> Standing, IReadOnlyList<Telling> Tellings, DateTimeOffset Due);
