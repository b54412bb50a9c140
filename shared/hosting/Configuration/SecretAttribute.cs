namespace Pipeline.Hosting.Configuration;

/// <summary>
/// The setting is a secret: no message shows its value, and it may come from a file instead, named by the key with
/// "File" after it (Password, PasswordFile).
/// </summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class SecretAttribute : Attribute;
