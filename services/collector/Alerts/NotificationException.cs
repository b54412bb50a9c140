namespace Pipeline.Collector.Alerts;

/// <summary>A body can never be accepted: it is no webhook message of version 4.</summary>
public sealed class NotificationException(string message, Exception? inner = null) : Exception(message, inner);
