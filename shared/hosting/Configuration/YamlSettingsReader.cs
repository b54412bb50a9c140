using Microsoft.Extensions.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Pipeline.Hosting.Configuration;

/// <summary>
/// Reads mappings, sequences and scalars into keys. What could surprise (anchors, tags, tabs, several documents, keys
/// given twice) is a problem with its line and column, and so is a file that is too deep or too long.
/// </summary>
internal sealed class YamlSettingsReader(
    string path, Action<string, string, string> add, Action<string, string> report)
{
    private const int DeepestNesting = 16;
    private const int MostValues = 10_000;
    private int _values;

    public void Read(string text)
    {
        try
        {
            RefuseTabs(text);
            var parser = new Parser(new StringReader(text));
            parser.Consume<StreamStart>();
            if (parser.TryConsume<DocumentStart>(out _))
            {
                ReadRoot(parser);
                parser.Consume<DocumentEnd>();
            }

            if (!parser.TryConsume<StreamEnd>(out _))
                throw Refuse(parser.Current!, "there is a second document; a settings file has one");
        }
        catch (YamlException e)
        {
            report(At(e.Start), Reason(e));
        }
    }

    private void ReadRoot(Parser parser)
    {
        if (parser.TryConsume<Scalar>(out var scalar) && IsNothing(scalar))
            return;
        if (scalar is not null || !parser.Accept<MappingStart>(out _))
            throw Refuse(scalar ?? parser.Current!, "settings are keys with values: \"cluster: production\"");
        ReadNode(parser, key: "", depth: 0);
    }

    private void ReadNode(Parser parser, string key, int depth)
    {
        if (depth > DeepestNesting)
            throw Refuse(parser.Current!, $"nested deeper than {DeepestNesting} levels");
        if (parser.Current is NodeEvent { Anchor.IsEmpty: false } or AnchorAlias)
            throw Refuse(parser.Current, "anchors and aliases are not supported; write the value again");
        if (parser.Current is NodeEvent { Tag.IsEmpty: false, Tag.IsNonSpecific: false })
            throw Refuse(parser.Current, "tags are not supported; write the plain value");
        if (parser.TryConsume<MappingStart>(out _))
            ReadMapping(parser, key, depth);
        else if (parser.TryConsume<SequenceStart>(out _))
            ReadSequence(parser, key, depth);
        else
            ReadScalar(parser.Consume<Scalar>(), key);
    }

    private void ReadMapping(Parser parser, string key, int depth)
    {
        var seen = new Dictionary<string, Mark>(StringComparer.OrdinalIgnoreCase);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            if (!parser.TryConsume<Scalar>(out var name))
                throw Refuse(parser.Current!, "a key is a plain word");
            if (name.Value.Length == 0 || name.Value.Contains(ConfigurationPath.KeyDelimiter, StringComparison.Ordinal))
                throw Refuse(name, $"\"{name.Value}\" is no key: it is empty or contains a colon");
            var under = SettingKey.Under(key, name.Value);
            if (!seen.TryAdd(name.Value, name.Start))
                report(At(name.Start), $"{SettingKey.Written(under)} is given twice, also at {At(seen[name.Value])}; keep one of them");
            ReadNode(parser, under, depth + 1);
        }
    }

    private void ReadSequence(Parser parser, string key, int depth)
    {
        for (var index = 0; !parser.TryConsume<SequenceEnd>(out _); index++)
            ReadNode(parser, $"{key}{ConfigurationPath.KeyDelimiter}{index}", depth + 1);
    }

    private void ReadScalar(Scalar scalar, string key)
    {
        if (++_values > MostValues)
            throw Refuse(scalar, $"more than {MostValues} values");
        if (!IsNothing(scalar)) // "section:" with everything under it commented out
            add(key, scalar.Value, At(scalar.Start));
    }

    private static bool IsNothing(Scalar scalar) =>
        scalar.Style == ScalarStyle.Plain && scalar.Value is "" or "~" or "null" or "Null" or "NULL";

    private static void RefuseTabs(string text)
    {
        var line = 0L;
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            line++;
            var indent = content.IndexOfAnyExcept(' ');
            if (indent >= 0 && content[indent] == '\t' && !content.IsWhiteSpace())
            {
                var mark = new Mark(0, line, indent + 1);
                throw new YamlException(mark, mark, "a tab indents this line; indent with spaces");
            }
        }
    }

    private static YamlException Refuse(ParsingEvent at, string why) => new(at.Start, at.End, why);

    private static string Reason(YamlException e) =>
        e is SyntaxErrorException or SemanticErrorException ? $"this is no YAML: {e.Message}" : e.Message;

    private string At(Mark mark) => $"{path}:{mark.Line}:{mark.Column}";
}
