namespace Pipeline.Kubernetes.Configuration;

/// <summary>The way to the cluster is not described rightly. The message names the file and the field.</summary>
public sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
