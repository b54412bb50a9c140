namespace Pipeline.Hosting.Bus;

/// <summary>A message is larger than the bus carries. It was not sent; another try cannot help.</summary>
public sealed class MessageTooLargeException(string message) : Exception(message);
