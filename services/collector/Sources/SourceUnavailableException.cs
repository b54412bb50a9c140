namespace Pipeline.Collector.Sources;

/// <summary>A source as a whole gives nothing now. The message says why, in words that go into <c>MissingData</c>.</summary>
public sealed class SourceUnavailableException(string reason, Exception? inner = null) : Exception(reason, inner);
