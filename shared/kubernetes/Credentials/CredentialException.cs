namespace Pipeline.Kubernetes.Credentials;

/// <summary>A credential could not be had: a plugin failed, a token file is gone.</summary>
public sealed class CredentialException(string message, Exception? inner = null) : Exception(message, inner);
