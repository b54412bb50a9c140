using Pipeline.Detection.Streaming.Levels;

namespace Pipeline.Detection.Streaming.Seasons;

/// <summary>Scores what the best of several seasonal forecasts missed: daily, weekly, a period that was found, or no season at all.</summary>
/// <remarks>
/// Each candidate forecasts each value before it is seen; the one with the least recent error is believed, and a season only when it
/// is clearly better than none (prequential choice, A. P. Dawid, Statistical Theory: The Prequential Approach, 1984). So a season
/// is found by its use, not declared.
/// </remarks>
public sealed class SeasonalResidual
{
    private const double Day = 86_400;
    private const double Week = 7 * Day;
    private const double Better = 0.8;
    /// <summary>A week that consists of equal days is a season of a day.</summary>
    private const double BetterThanShorter = 0.9;

    private const double SamePeriod = 0.05;
    private const double Memory = 1000;
    private readonly PhaseProfile[] _profiles = [new(96), new(84), new(48)];
    private readonly double[] _errors = new double[4];
    private readonly SeasonSearch _search = new();
    private RobustLevel _level = new(1000);
    private double _spread;
    private int _seen;
    private int _chosen = -1;

    /// <summary>Nothing was seen yet.</summary>
    public SeasonalResidual()
    {
        _profiles[0].Forget(Day);
        _profiles[1].Forget(Week);
    }

    /// <summary>Period in seconds of the season that is believed; 0 when none is.</summary>
    public double Period => _chosen >= 0 ? _profiles[_chosen].Period : 0;

    /// <summary>What was expected of the last value.</summary>
    public double Expected { get; private set; }

    /// <summary>Scores a value and takes it in.</summary>
    /// <param name="seconds">Time since the epoch.</param>
    /// <param name="value">Finite.</param>
    /// <param name="step">Usual seconds between values.</param>
    /// <returns>The residual in deviations, with its sign; 0 while no season is believed.</returns>
    public double Push(double seconds, double value, double step)
    {
        if (_search.Push(value, step) is > 0 and var period)
            Found(period);
        var unit = _level.Unit;
        var level = _seen == 0 ? value : _level.Level;
        var (expected, chosen) = Believe(seconds, level, value, unit);
        Expected = expected;
        var residual = value - expected;
        var score = chosen >= 0 ? Deviations.Of(residual, _spread + (0.01 * Math.Abs(level))) : 0;
        _chosen = chosen;
        var weight = Weight;
        if (_seen < Memory)
            _seen++;
        if (chosen >= 0)
            _spread += weight * (Math.Min(Math.Abs(residual), 3 * (_spread + (0.1 * unit))) - _spread);
        else
            _spread = _level.Spread;
        _level.Push(value);
        var learned = _seen > 20 ? Math.Clamp(value, expected - (6 * unit), expected + (6 * unit)) : value;
        foreach (var profile in _profiles)
            profile.Learn(learned);
        return score;
    }

    /// <summary>Writes what was learned.</summary>
    public void Write(BinaryWriter writer)
    {
        foreach (var profile in _profiles)
            profile.Write(writer);
        foreach (var error in _errors)
            writer.Write(error);
        _search.Write(writer);
        _level.Write(writer);
        writer.Write(_spread);
        writer.Write(_seen);
        writer.Write(_chosen);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        foreach (var profile in _profiles)
            profile.Read(reader);
        for (var i = 0; i < _errors.Length; i++)
            _errors[i] = reader.ReadDouble();
        _search.Read(reader);
        _level.Read(reader);
        _spread = reader.ReadDouble();
        _seen = reader.ReadInt32();
        _chosen = reader.ReadInt32();
    }

    private double Weight => _seen < Memory ? 1.0 / (_seen + 1) : 1 / Memory;

    private (double Expected, int Chosen) Believe(double seconds, double level, double value, double unit)
    {
        var weight = Weight;
        var most = _seen > 5 ? 6 * unit : double.MaxValue;
        _errors[^1] += weight * (Math.Min(Math.Abs(value - level), most) - _errors[^1]);
        var (expected, chosen, least) = (level, -1, Better * _errors[^1]);
        for (var i = 0; i < _profiles.Length; i++)
        {
            var profile = _profiles[i];
            profile.MoveTo(seconds);
            if (!profile.IsKnown)
            {
                _errors[i] = _errors[^1]; // begins as bad as no season and has to earn belief
                continue;
            }

            if (profile.Forecast() is not { } forecast)
                continue;

            if (_errors[i] < least)
                (expected, chosen, least) = (forecast, i, BetterThanShorter * _errors[i]);
            _errors[i] += Math.Max(weight, 0.004) * (Math.Min(Math.Abs(value - forecast), most) - _errors[i]);
        }

        return (expected, chosen);
    }

    private void Found(double period)
    {
        var free = _profiles[^1];
        if (Same(period, Day) || Same(period, Week) || Same(period, free.Period))
            return;
        if (_chosen == _profiles.Length - 1)
            return; // the one found before proves itself
        free.Forget(period);
    }

    private static bool Same(double one, double other) => Math.Abs(one - other) <= SamePeriod * other;
}
