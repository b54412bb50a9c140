using FsCheck;
using FsCheck.Fluent;
using Pipeline.Collector.Failures;
using Pipeline.Contracts;
using Pipeline.Contracts.Symptoms;

namespace Pipeline.Collector.Tests.Failures;

public sealed class Keeping_a_ledger
{
    private static readonly FailureState State = new()
    {
        Name = "sick",
        FailureClass = "restarts",
        Settle = TimeSpan.FromMinutes(2),
        Hold = TimeSpan.FromMinutes(1),
    };

    private readonly ObservationLedger _ledger = new(new LedgerRules { Repeat = TimeSpan.FromSeconds(30) });
    private DateTimeOffset _now = Some.Noon;

    [Fact]
    public void Waits_until_a_state_has_settled()
    {
        Assert.Empty(Look(Sick()));
        Assert.Empty(Look(Sick(), seconds: 119));
        Assert.Equal([(SymptomStatus.Firing, true)], Look(Sick(), seconds: 1));
    }

    [Fact]
    public void Counts_from_the_object_s_own_time_so_that_a_restart_does_not_begin_the_wait_anew() =>
        Assert.Equal([(SymptomStatus.Firing, true)], Look(Sick() with { Since = Some.Noon.AddMinutes(-5) }));

    [Fact]
    public void Tells_nothing_of_what_passed_while_it_was_waited_for()
    {
        Look(Sick());
        Assert.Empty(Look(seconds: 60));
        Assert.Empty(Look(Sick(), seconds: 60));
        Assert.Empty(Look(Sick(), seconds: 60));
    }

    [Fact]
    public void Begins_the_wait_anew_while_there_is_progress()
    {
        Look(Sick() with { Progress = "1/3" });
        Assert.Empty(Look(Sick() with { Progress = "2/3" }, seconds: 100));
        Assert.Empty(Look(Sick() with { Progress = "2/3" }, seconds: 100));
        Assert.Equal([(SymptomStatus.Firing, true)], Look(Sick() with { Progress = "2/3" }, seconds: 20));
    }

    [Fact]
    public void Is_more_patient_where_the_observation_asks_for_it()
    {
        var slow = Sick() with { AtLeast = TimeSpan.FromMinutes(5), Since = Some.Noon };
        Assert.Empty(Look(slow, seconds: 299));
        Assert.Equal([(SymptomStatus.Firing, true)], Look(slow, seconds: 1));
    }

    [Fact]
    public void Repeats_what_lasts_and_not_more_often_than_told()
    {
        Fire();
        Assert.Empty(Look(Sick(), seconds: 29));
        Assert.Equal([(SymptomStatus.Firing, false)], Look(Sick(), seconds: 1));
    }

    [Fact]
    public void Clears_once_after_it_was_gone_for_a_while()
    {
        Fire();
        Assert.Empty(Look(seconds: 1));
        Assert.Empty(Look(seconds: 59));
        Assert.Equal([(SymptomStatus.Cleared, true)], Look(seconds: 1));
        Assert.Empty(Look(seconds: 100));
    }

    [Fact]
    public void Takes_what_comes_and_goes_for_one_trouble()
    {
        Fire();
        Look(seconds: 40);
        Assert.Equal([(SymptomStatus.Firing, false)], Look(Sick(), seconds: 10));
        Assert.Empty(Look(seconds: 20));
        Assert.Empty(Look(seconds: 50));
    }

    [Fact]
    public void Says_that_it_is_missing_while_it_cannot_be_seen_and_neither_there_nor_over()
    {
        Fire();
        Assert.Equal([(SymptomStatus.Missing, true)], Blind(seconds: 1));
        Assert.Empty(Blind(seconds: 600));
        Assert.Equal([(SymptomStatus.Firing, true)], Look(Sick(), seconds: 1));
    }

    [Fact]
    public void Clears_after_blindness_only_when_fresh_looks_show_it_gone()
    {
        Fire();
        Blind(seconds: 600);
        Assert.Empty(Look(seconds: 1));
        Assert.Equal([(SymptomStatus.Cleared, true)], Look(seconds: 60));
    }

    [Fact]
    public void Goes_on_from_what_another_one_told()
    {
        Fire();
        var next = new ObservationLedger(new LedgerRules { Repeat = TimeSpan.FromSeconds(30) });
        next.Restore(_ledger.Standing);
        Assert.Empty(next.Take([Sick()], _ => true, _now.AddSeconds(10)).Tellings);
        Assert.False(Assert.Single(next.Take([Sick()], _ => true, _now.AddSeconds(40)).Tellings).IsNew);
    }

    [Fact]
    public void Remembers_nothing_of_a_look_that_was_not_kept()
    {
        _now = _now.AddMinutes(3);
        var seen = Sick() with { Since = Some.Noon };
        Assert.Single(_ledger.Take([seen], _ => true, _now).Tellings);
        Assert.Single(_ledger.Take([seen], _ => true, _now).Tellings);
    }

    [Fact]
    public void Says_when_the_next_look_is_due()
    {
        Assert.Equal(Some.Noon.AddMinutes(2), _ledger.Take([Sick()], _ => true, Some.Noon).Due);
        Assert.Equal(DateTimeOffset.MaxValue, _ledger.Take([], _ => true, Some.Noon).Due);
    }

    /// <summary>Whatever is seen when, and whatever cannot be seen: a beginning comes before its end, and each only once.</summary>
    [Fact]
    public void Never_ends_what_did_not_begin_and_never_begins_twice() => Prop.ForAll(
        Gen.Choose(0, 2).ListOf(200).ToArbitrary(),
        steps =>
        {
            var (ledger, now, told) = (new ObservationLedger(new LedgerRules()), Some.Noon, (SymptomStatus?)null);
            foreach (var step in steps)
            {
                now = now.AddSeconds(37);
                var look = ledger.Take(step == 0 ? [Sick()] : [], _ => step != 2, now);
                ledger.Keep(look);
                foreach (var telling in look.Tellings)
                {
                    var fits = telling.Status switch
                    {
                        SymptomStatus.Firing => telling.IsNew ? told is null or SymptomStatus.Cleared or SymptomStatus.Missing : told == SymptomStatus.Firing,
                        SymptomStatus.Cleared => told is SymptomStatus.Firing or SymptomStatus.Missing,
                        _ => told == SymptomStatus.Firing,
                    };
                    if (!fits)
                        return false;
                    told = telling.Status;
                }
            }
            return true;
        }).QuickCheckThrowOnFailure();

    private static Observation Sick() => new() { Entity = new EntityRef("demo", "shop", "Pod", "cart-0"), State = State, Message = "it is sick" };

    private void Fire()
    {
        Look(Sick() with { Since = Some.Noon });
        Assert.Equal([(SymptomStatus.Firing, true)], Look(Sick(), seconds: 120));
    }

    private List<(SymptomStatus, bool)> Look(Observation? seen = null, int seconds = 0) => Take(seen is null ? [] : [seen], true, seconds);

    private List<(SymptomStatus, bool)> Blind(int seconds) => Take([], false, seconds);

    private List<(SymptomStatus, bool)> Take(IReadOnlyList<Observation> seen, bool canSee, int seconds)
    {
        _now = _now.AddSeconds(seconds);
        var look = _ledger.Take(seen, _ => canSee, _now);
        _ledger.Keep(look);
        return [.. look.Tellings.Select(t => (t.Status, t.IsNew))];
    }
}
