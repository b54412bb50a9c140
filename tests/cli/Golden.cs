using System.Runtime.CompilerServices;
using Pipeline.Cli.Rendering;
using Spectre.Console.Rendering;

namespace Pipeline.Cli.Tests;

/// <summary>Texts that are kept in golden/, so that a change of what people read is seen.</summary>
internal static class Golden
{
    private const string Accept = "PIPELINE_TESTS_ACCEPT"; // set it to write the files anew, then read the difference

    /// <summary>What a pipe gets.</summary>
    public static string TextOf(IRenderable renderable)
    {
        using var output = new StringWriter();
        new Terminal(output, TextWriter.Null, width: 120).Show(renderable);
        return string.Join('\n', output.ToString().Split('\n').Select(line => line.TrimEnd()));
    }

    /// <summary>Compares with the file of the name.</summary>
    public static void Equal(string name, string text, [CallerFilePath] string caller = "")
    {
        if (Environment.GetEnvironmentVariable(Accept) is not null)
            File.WriteAllText(Path.Combine(Root(caller), "golden", name), text);
        else
            Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "golden", name)), text);
    }

    private static string Root(string caller)
    {
        var folder = Path.GetDirectoryName(caller)!;
        while (!Directory.Exists(Path.Combine(folder, "golden")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
