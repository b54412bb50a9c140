using System.Numerics;

namespace Pipeline.Detection.Alarms;

/// <summary>Turns the verdicts of one detector into a symptom that begins once and ends once.</summary>
/// <remarks>
/// Normal → Pending → Firing → Clearing → Normal, driven by the times of the samples only. Pending goes back to normal
/// when too few of the samples looked at are abnormal; clearing goes back to firing at the
/// first sample that is not healthy. One that fires again and again clears ever more slowly
/// (<see cref="AlarmTiming.ClearForAfter"/>), so that flapping is one symptom and not many.
/// </remarks>
public sealed class Alarm(AlarmTiming timing)
{
    private uint _votes;
    private int _quiet;
    private int _fired;
    private DateTimeOffset _ended;

    /// <summary>How far it has come.</summary>
    public AlarmPhase Phase { get; private set; }

    /// <summary>Time of the first abnormal sample; meaningless when normal.</summary>
    public DateTimeOffset Since { get; private set; }

    /// <summary>Time of the first healthy sample of the present run; meaningful when clearing.</summary>
    public DateTimeOffset HealthySince { get; private set; }

    /// <summary>Samples since the alarm left normal, this one included: those that its detector has not learned.</summary>
    public int Samples { get; private set; }

    /// <summary>Healthy samples in a row, this one included; counted while clearing.</summary>
    public int HealthySamples => Phase == AlarmPhase.Clearing ? _quiet : 0;

    /// <summary>True when there is a symptom.</summary>
    public bool IsActive => Phase is AlarmPhase.Firing or AlarmPhase.Clearing;

    /// <summary>Takes the verdict on the next sample.</summary>
    public AlarmChange Take(DateTimeOffset at, Zone zone)
    {
        if (Phase == AlarmPhase.Normal && zone != Zone.Abnormal)
            return AlarmChange.None;
        Samples++;
        return Phase switch
        {
            AlarmPhase.Normal => Begin(at),
            AlarmPhase.Pending => Wait(at, zone),
            AlarmPhase.Firing => Burn(at, zone),
            _ => Fade(at, zone),
        };
    }

    /// <summary>Data were missing: what needs an unbroken run of samples starts again, what fires goes on firing.</summary>
    public AlarmChange Interrupt()
    {
        if (Phase == AlarmPhase.Clearing)
            Phase = AlarmPhase.Firing;
        return Phase == AlarmPhase.Pending ? End(AlarmChange.Dissolved) : AlarmChange.None;
    }

    /// <summary>Ends a symptom whose level was accepted as normal.</summary>
    public AlarmChange Accept() => End(AlarmChange.Accepted);

    /// <summary>A sample went by that was not judged, while the alarm was not normal.</summary>
    public void Pass() => Samples += Phase == AlarmPhase.Normal ? 0 : 1;

    /// <summary>Writes the state.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write((byte)Phase);
        writer.Write(_fired);
        writer.Write(_ended.UtcTicks);
        if (Phase == AlarmPhase.Normal)
            return;
        writer.Write(Since.UtcTicks);
        writer.Write(HealthySince.UtcTicks);
        writer.Write(Samples);
        writer.Write(_votes);
        writer.Write(_quiet);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        Phase = (AlarmPhase)reader.ReadByte();
        _fired = reader.ReadInt32();
        _ended = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        if (Phase == AlarmPhase.Normal)
            return;
        Since = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        HealthySince = new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero);
        Samples = reader.ReadInt32();
        _votes = reader.ReadUInt32();
        _quiet = reader.ReadInt32();
    }

    private AlarmChange Begin(DateTimeOffset at)
    {
        (Phase, Since, _votes, _quiet) = (AlarmPhase.Pending, at, 0, 0);
        return Wait(at, Zone.Abnormal);
    }

    private AlarmChange Wait(DateTimeOffset at, Zone zone)
    {
        _votes = (_votes << 1) | (zone == Zone.Abnormal ? 1u : 0);
        _quiet = zone == Zone.Abnormal ? 0 : _quiet + 1;
        var lookedAt = timing.OutOf == 32 ? uint.MaxValue : (1u << timing.OutOf) - 1;
        var (enough, longEnough) = (BitOperations.PopCount(_votes & lookedAt) >= timing.Votes, at - Since >= timing.For);
        if (_quiet > timing.OutOf - timing.Votes || (longEnough && !enough && Samples >= timing.OutOf))
            return End(AlarmChange.Dissolved);
        if (zone != Zone.Abnormal || !longEnough || !enough)
            return AlarmChange.None;
        Phase = AlarmPhase.Firing;
        _fired = _fired > 0 && Since - _ended < AlarmTiming.FlappingWithin ? _fired + 1 : 1;
        return AlarmChange.Fired;
    }

    private AlarmChange Burn(DateTimeOffset at, Zone zone)
    {
        if (zone != Zone.Healthy)
            return AlarmChange.None;
        (Phase, HealthySince, _quiet) = (AlarmPhase.Clearing, at, 1);
        return AlarmChange.None;
    }

    private AlarmChange Fade(DateTimeOffset at, Zone zone)
    {
        if (zone != Zone.Healthy)
        {
            Phase = AlarmPhase.Firing;
            return AlarmChange.None;
        }

        _quiet++;
        if (_quiet < AlarmTiming.HealthySamples || at - HealthySince < timing.ClearForAfter(_fired))
            return AlarmChange.None;
        _ended = at;
        return End(AlarmChange.Cleared);
    }

    private AlarmChange End(AlarmChange change)
    {
        (Phase, Samples, _votes) = (AlarmPhase.Normal, 0, 0);
        return change;
    }
}
