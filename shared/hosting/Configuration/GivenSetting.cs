namespace Pipeline.Hosting.Configuration;

/// <summary>A setting of the command line, or one that the program that hosts the services decides.</summary>
/// <param name="Key">"Section:Key".</param>
/// <param name="Value">As it would stand in the settings file.</param>
/// <param name="Origin">What a person would have to change: "flag --port".</param>
public sealed record GivenSetting(string Key, string Value, string Origin);
