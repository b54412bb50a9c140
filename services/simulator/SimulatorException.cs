namespace Pipeline.Simulator;

/// <summary>The simulated cluster cannot be started as wished. The message names the setting and the way out.</summary>
public sealed class SimulatorException(string message, Exception? cause = null) : Exception(message, cause);
