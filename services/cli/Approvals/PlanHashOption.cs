using System.CommandLine;

namespace Pipeline.Cli.Approvals;

/// <summary><c>--plan-hash</c>: the plan that was seen.</summary>
internal static class PlanHashOption
{
    private const int Shortest = 8;
    private const int Whole = 64;

    public static Option<string?> Create()
    {
        var option = new Option<string?>("--plan-hash")
        {
            Description = $"Hash of the plan that you saw, or its first {Shortest} digits or more; the plan that is on the table now when left out.",
            HelpName = "HASH",
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token]
                && (token.Value.Length is < Shortest or > Whole || !token.Value.All(char.IsAsciiHexDigitLower)))
            {
                result.AddError($"--plan-hash is \"{token.Value}\"; it must be {Shortest} to {Whole} hex digits in lower case, as `incidents show` has them.");
            }
        });
        return option;
    }
}
