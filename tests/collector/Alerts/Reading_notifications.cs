using System.Text;
using Pipeline.Collector.Alerts;

namespace Pipeline.Collector.Tests.Alerts;

public sealed class Reading_notifications
{
    [Fact]
    public void Decides_by_each_alert_s_own_status_and_takes_the_year_1_for_unset()
    {
        var notification = Read(Body(Firing, Firing.Replace("\"firing\"", "\"resolved\"", StringComparison.Ordinal).Replace("0001-01-01T00:00:00Z", "2026-11-20T09:27:46Z", StringComparison.Ordinal)));
        Assert.Equal([false, true], notification.Alerts.Select(a => a.IsResolved));
        Assert.Equal([null, new DateTimeOffset(2026, 11, 20, 9, 27, 46, TimeSpan.Zero)], notification.Alerts.Select(a => a.EndsAt));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 9, 27, 37, TimeSpan.Zero).AddTicks(9633382), notification.Alerts[0].StartsAt);
        Assert.Equal("KubePodCrashLooping", notification.Alerts[0].Name);
    }

    [Fact]
    public void Ignores_unknown_fields_and_takes_label_names_of_any_letters()
    {
        var notification = Read("""
            {"version":"4","notification_reason":"x","routeLabels":{"a":"b"},"truncatedAlerts":3,"alerts":[
              {"status":"firing","labels":{"k8s.pod/näme":"ü"},"annotations":null,"startsAt":"2026-11-20T09:27:37Z","generatorURL":"","fingerprint":"ab","new":[1]}]}
            """);
        Assert.Equal("ü", notification.Alerts.Single().Labels["k8s.pod/näme"]);
        Assert.Equal(("unnamed-alert", 3L), (notification.Alerts.Single().Name, notification.Truncated));
    }

    [Theory]
    [InlineData("1", "alerts[0]: is no object")]
    [InlineData("""{"status":"firing","startsAt":"2026-11-20T09:27:37Z","fingerprint":"ab"}""", "alerts[0]: has no labels, so nothing is known about it")]
    [InlineData("""{"status":"pending","labels":{"a":"b"},"startsAt":"2026-11-20T09:27:37Z","fingerprint":"ab"}""", "alerts[0]: has status 'pending', and only firing and resolved are known")]
    [InlineData("""{"status":"firing","labels":{"a":"b"},"startsAt":"soon","fingerprint":"ab"}""", "alerts[0]: has startsAt 'soon', which is not a time")]
    [InlineData("""{"status":"firing","labels":{"a":"b"},"startsAt":"2026-11-20T09:27:37Z"}""", "alerts[0]: has no fingerprint (Alertmanager 0.18 and later send one)")]
    [InlineData("""{"status":"firing","labels":{"a":1},"startsAt":"2026-11-20T09:27:37Z","fingerprint":"ab"}""", "alerts[0]: has labels whose 'a' is no text")]
    public void Leaves_out_an_alert_that_cannot_be_read_and_keeps_the_others(string bad, string problem)
    {
        var notification = Read(Body(bad, Firing));
        Assert.Equal(problem, Assert.Single(notification.Problems));
        Assert.Single(notification.Alerts);
    }

    [Theory]
    [InlineData("", "The body is not JSON")]
    [InlineData("{\"version\":\"4\"", "The body is not JSON")]
    [InlineData("[]", "The body must be a JSON object")]
    [InlineData("{\"version\":\"3\",\"alerts\":[]}", "The message has version '3'")]
    [InlineData("{\"version\":\"4\"}", "The message has no array 'alerts'")]
    public void Refuses_a_body_that_can_never_be_read(string body, string message) =>
        Assert.StartsWith(message, Assert.Throws<NotificationException>(() => Read(body)).Message, StringComparison.Ordinal);

    internal const string Firing = """
        {"status":"firing","labels":{"alertname":"KubePodCrashLooping","container":"cart","namespace":"shop","pod":"cart-7c9d5b6f8-x2x9k","severity":"warning"},
         "annotations":{"description":"Pod shop/cart is in waiting state.","summary":"Pod is crash looping."},
         "startsAt":"2026-11-20T09:27:37.963338246Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus.example","fingerprint":"7655bdaf622b9272"}
        """;

    internal static string Body(params string[] alerts) =>
        $$"""{"receiver":"x","status":"firing","alerts":[{{string.Join(',', alerts)}}],"groupLabels":{},"externalURL":"","version":"4","groupKey":"{}","truncatedAlerts":0}""";

    private static Notification Read(string body) => NotificationReader.Read(Encoding.UTF8.GetBytes(body));
}
