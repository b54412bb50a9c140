using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Approver.Policies;

/// <summary>Loads the tree of a document, and refuses what YAML can do and a policy does not need.</summary>
internal static class PolicyDocument
{
    /// <returns>The root; null when there are problems.</returns>
    public static YamlNode? Load(string text, PolicyProblems problems)
    {
        if (TabbedLine(text) is { } line)
        {
            problems.Add(line, "a tab indents this line; indent with spaces");
            return null;
        }

        try
        {
            RefuseIndirection(new Parser(new StringReader(text)));
            var stream = new YamlStream();
            stream.Load(new StringReader(text));
            if (stream.Documents.Count == 1)
                return stream.Documents[0].RootNode;
            problems.Add(1, stream.Documents.Count == 0
                ? "the policy is empty; write \"version: 1\" and \"rules:\""
                : "there is more than one document; a policy is one");
        }
        catch (YamlException e)
        {
            problems.Add(e.Start, $"this is no YAML that a policy may have: {e.Message}");
        }

        return null;
    }

    // the parser would name the line before
    private static long? TabbedLine(string text)
    {
        var number = 0L;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            number++;
            if (line.TrimStart(' ') is ['\t', ..] indented && !indented.IsWhiteSpace())
                return number;
        }

        return null;
    }

    // the depth is bounded here as well: the tree below is built by recursion
    private static void RefuseIndirection(Parser parser)
    {
        const int Deepest = 8;
        var depth = 0;
        while (parser.MoveNext())
        {
            depth += parser.Current!.NestingIncrease;
            if (depth > Deepest + 2) // stream and document count, too
                throw Refuse("it is nested too deeply");
            if (parser.Current is YamlDotNet.Core.Events.AnchorAlias or YamlDotNet.Core.Events.NodeEvent { Anchor.IsEmpty: false })
                throw Refuse("anchors and aliases are not supported; write the value again");
            if (parser.Current is YamlDotNet.Core.Events.NodeEvent { Tag: { IsEmpty: false, IsNonSpecific: false } })
                throw Refuse("tags are not supported; write the plain value");
        }

        YamlException Refuse(string why) => new(parser.Current!.Start, parser.Current.End, why);
    }
}
