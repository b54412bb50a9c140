namespace Pipeline.Testing.Servers;

/// <summary>A real server that the tests need is not installed.</summary>
public sealed class MissingServerException(string program, string debianPackage)
    : Exception($"{program} is not installed. Run `bash tests/run.sh`, which installs it, or `apt-get install {debianPackage}`.");
