namespace Pipeline.Hosting.Configuration;

/// <summary>A section of the settings and the class that holds it. All that are registered are all that there is.</summary>
/// <param name="Name">"Bus"; empty for the settings without a section.</param>
/// <param name="Type">A class with a constructor without parameters; its properties' defaults are the settings' defaults.</param>
public sealed record SettingsSection(string Name, Type Type);
