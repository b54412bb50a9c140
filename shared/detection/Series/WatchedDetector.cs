using Pipeline.Contracts;
using Pipeline.Detection.Alarms;

namespace Pipeline.Detection.Series;

/// <summary>A detector with its alarm: decides when the detector learns, so that no anomaly becomes its own baseline.</summary>
/// <remarks>
/// Normal samples are learned at once. From the first abnormal one on they wait: noise is learned when it has turned
/// out to be noise, a symptom never is, but for the healthy run that ended it. A level that stays beyond
/// <see cref="DetectionSettings.AcceptAfter"/> and is steady is learned in place of the old one.
/// </remarks>
public sealed class WatchedDetector(ISeriesDetector detector, AlarmTiming timing, TimeSpan acceptAfter)
{
    private readonly Alarm _alarm = new(timing);

    /// <summary>The detector's name.</summary>
    public string Name => detector.Name;

    /// <summary>How urgent its symptoms are.</summary>
    public Severity Severity => detector.Severity;

    /// <summary>How far its alarm has come.</summary>
    public AlarmPhase Phase => _alarm.Phase;

    /// <summary>True when it sees a symptom.</summary>
    public bool IsActive => _alarm.IsActive;

    /// <summary>Time of the first abnormal sample; meaningless when normal.</summary>
    public DateTimeOffset Since => _alarm.Since;

    /// <summary>Time of the first healthy sample; meaningful when clearing.</summary>
    public DateTimeOffset HealthySince => _alarm.HealthySince;

    /// <summary>The verdict on the newest sample.</summary>
    public Judgement Verdict { get; private set; }

    /// <summary>Judges and, when it is time, learns a sample that is already the newest of <paramref name="recent"/>.</summary>
    public AlarmChange Observe(Sample sample, RecentSamples recent)
    {
        Verdict = detector.Judge(sample);
        var (samples, healthy) = (_alarm.Samples + 1, _alarm.HealthySamples + 1);
        var change = _alarm.Take(sample.At, Verdict.Zone);
        if (change == AlarmChange.Dissolved)
            LearnLast(samples, recent);
        else if (change == AlarmChange.Cleared)
            LearnLast(healthy, recent);
        else if (_alarm.Phase == AlarmPhase.Normal)
            detector.Learn(sample);
        else if (sample.At - _alarm.Since >= acceptAfter && detector.TryAccept(recent.Last(samples)))
            return _alarm.Accept();
        return change;
    }

    /// <summary>Learns a sample of history without judging it.</summary>
    public void WarmUp(Sample sample)
    {
        if (_alarm.Phase == AlarmPhase.Normal)
            detector.Learn(sample);
        else
            _alarm.Pass();
    }

    /// <summary>Data were missing for too long before the next sample.</summary>
    public void Interrupt(RecentSamples recent)
    {
        var samples = _alarm.Samples;
        if (_alarm.Interrupt() == AlarmChange.Dissolved)
            LearnLast(samples, recent);
    }

    /// <summary>Writes what was learned and the alarm's state.</summary>
    public void Write(BinaryWriter writer)
    {
        _alarm.Write(writer);
        detector.Write(writer);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        _alarm.Read(reader);
        detector.Read(reader);
    }

    private void LearnLast(int samples, RecentSamples recent)
    {
        foreach (var sample in recent.Last(samples))
            detector.Learn(sample);
    }
}
