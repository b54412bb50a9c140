namespace Pipeline.Detection.Forecasting;

/// <summary>Raises an alarm when exhaustion is near and stays near, and ends it when it has been far for a while.</summary>
public sealed class ExhaustionAlarm(ForecastSettings settings)
{
    private DateTimeOffset? _since;

    /// <summary>Whether the alarm is up.</summary>
    public bool IsUp { get; private set; }

    /// <summary>Takes the forecast of a sample; the samples' times are its clock.</summary>
    /// <returns><see cref="IsUp"/>.</returns>
    public bool Observe(DateTimeOffset at, Forecast? forecast)
    {
        var (turns, held) = IsUp
            ? (forecast is null || forecast.Value.Eta > settings.Horizon * settings.ClearBeyond, settings.ClearFor)
            : (forecast is { } near && near.Eta <= settings.Horizon, settings.HoldFor);
        if (!turns)
        {
            _since = null;
        }
        else
        {
            _since ??= at;
            if (at - _since.Value >= held)
                (IsUp, _since) = (!IsUp, null);
        }

        return IsUp;
    }

    /// <summary>Writes where it stands.</summary>
    public void Write(BinaryWriter writer)
    {
        writer.Write(IsUp);
        writer.Write(_since?.UtcTicks ?? 0);
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public void Read(BinaryReader reader)
    {
        IsUp = reader.ReadBoolean();
        var since = reader.ReadInt64();
        _since = since == 0 ? null : new DateTimeOffset(since, TimeSpan.Zero);
    }
}
