using System.Globalization;
using System.Text.Json;

namespace Pipeline.Collector.Alerts;

/// <summary>Reads webhook messages of version 4; unknown fields are ignored.</summary>
public static class NotificationReader
{
    /// <exception cref="NotificationException">The body as a whole cannot be read.</exception>
    public static Notification Read(ReadOnlyMemory<byte> body)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(body);
        }
        catch (JsonException e)
        {
            throw new NotificationException($"The body is not JSON: {e.Message}", e);
        }
        using (document)
        {
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
                throw new NotificationException("The body must be a JSON object: an Alertmanager webhook message.");
            if (Text(root, "version") is { } version && version != "4")
                throw new NotificationException($"The message has version '{version}'; this webhook takes version 4 (Alertmanager 0.6 and later).");
            if (!root.TryGetProperty("alerts", out var alerts) || alerts.ValueKind != JsonValueKind.Array)
                throw new NotificationException("The message has no array 'alerts'; is it an Alertmanager webhook message?");
            return ReadAlerts(root, alerts);
        }
    }

    private static Notification ReadAlerts(JsonElement root, JsonElement alerts)
    {
        var (good, problems) = (new List<Alert>(), new List<string>());
        foreach (var (index, item) in alerts.EnumerateArray().Index())
        {
            try
            {
                good.Add(ReadAlert(item));
            }
            catch (NotificationException e)
            {
                problems.Add($"alerts[{index}]: {e.Message}");
            }
        }
        var truncated = root.TryGetProperty("truncatedAlerts", out var cut) && cut.ValueKind == JsonValueKind.Number && cut.TryGetInt64(out var count)
            ? Math.Max(count, 0) : 0;
        return new Notification(good, problems, truncated);
    }

    private static Alert ReadAlert(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
            throw new NotificationException("is no object");
        var labels = Texts(item, "labels");
        if (labels.Count == 0)
            throw new NotificationException("has no labels, so nothing is known about it");
        var status = Text(item, "status");
        if (status is not ("firing" or "resolved"))
            throw new NotificationException($"has status '{status}', and only firing and resolved are known");
        if (Text(item, "fingerprint") is not { Length: > 0 and <= 128 } fingerprint)
            throw new NotificationException("has no fingerprint (Alertmanager 0.18 and later send one)");
        return new Alert
        {
            Fingerprint = fingerprint,
            IsResolved = status == "resolved",
            StartsAt = Time(item, "startsAt") ?? throw new NotificationException("has no startsAt"),
            EndsAt = status == "resolved" ? Time(item, "endsAt") : null,
            Labels = labels,
            Annotations = Texts(item, "annotations"),
        };
    }

    /// <returns>Null for a time that is not set: Go writes the year 1.</returns>
    private static DateTimeOffset? Time(JsonElement item, string name)
    {
        if (Text(item, name) is not { } text)
            return null;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time))
            throw new NotificationException($"has {name} '{(text.Length <= 60 ? text : text[..60])}', which is not a time");
        return time.Year <= 1 ? null : time;
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Dictionary<string, string> Texts(JsonElement item, string name)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!item.TryGetProperty(name, out var values) || values.ValueKind is JsonValueKind.Null)
            return texts;
        if (values.ValueKind != JsonValueKind.Object)
            throw new NotificationException($"has {name} that are no object");
        foreach (var value in values.EnumerateObject())
        {
            if (value.Value.ValueKind != JsonValueKind.String)
                throw new NotificationException($"has {name} whose '{value.Name}' is no text");
            texts[value.Name] = value.Value.GetString()!;
        }
        return texts;
    }
}
