using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Pipeline.IncidentStore.Listing;

namespace Pipeline.Dashboard.Incidents;

/// <summary>A place in the list as a URL carries it: opaque to the caller.</summary>
internal static class ListCursor
{
    public static string Write(IncidentCursor cursor) => Base64Url.EncodeToString(Encoding.ASCII.GetBytes(
        string.Create(CultureInfo.InvariantCulture, $"{cursor.OpenedAt.UtcTicks}.{cursor.Id:N}")));

    /// <summary>False for what was never a cursor of ours.</summary>
    public static bool TryRead(string text, out IncidentCursor? cursor)
    {
        cursor = null;
        if (text.Length > 128 || !Base64Url.IsValid(text))
            return false;
        var parts = Encoding.ASCII.GetString(Base64Url.DecodeFromChars(text)).Split('.');
        if (parts is not [var ticks, var id]
            || !long.TryParse(ticks, NumberStyles.None, CultureInfo.InvariantCulture, out var at) || at > DateTimeOffset.MaxValue.UtcTicks
            || !Guid.TryParseExact(id, "N", out var incident))
        {
            return false;
        }

        cursor = new IncidentCursor(new DateTimeOffset(at, TimeSpan.Zero), incident);
        return true;
    }
}
