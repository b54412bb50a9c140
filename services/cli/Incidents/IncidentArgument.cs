using System.CommandLine;

namespace Pipeline.Cli.Incidents;

/// <summary>The incident that a command is about.</summary>
internal static class IncidentArgument
{
    public static Argument<string> Create()
    {
        var argument = new Argument<string>("id") { Description = "The incident's ID, or at least the first four digits of it.", HelpName = "ID" };
        argument.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !IsId(token.Value))
                result.AddError($"\"{token.Value}\" is no incident ID: give the first 4 to 36 of its digits (0-9, a-f, -).");
        });
        return argument;
    }

    private static bool IsId(string text) => text.Length is >= 4 and <= 36 && text.All(c => char.IsAsciiHexDigit(c) || c == '-');
}
