using System.Globalization;
using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Serving;

/// <summary>A label selector of a query: "app=web,tier in (a,b),!canary".</summary>
public sealed class LabelSelector
{
    private readonly List<Requirement> _requirements;

    private LabelSelector(List<Requirement> requirements) => _requirements = requirements;

    /// <summary>Whether it takes everything.</summary>
    public bool IsEmpty => _requirements.Count == 0;

    /// <summary>Whether it takes an object with these labels.</summary>
    public bool Matches(IReadOnlyDictionary<string, string> labels) => _requirements.TrueForAll(r => r.Matches(labels));

    /// <summary>Reads a selector; null for one that takes everything.</summary>
    /// <exception cref="StatusException">It is none.</exception>
    public static LabelSelector Parse(string? text)
    {
        var requirements = new List<Requirement>();
        var tokens = new Queue<string>(Tokens(text ?? ""));
        while (tokens.Count > 0)
        {
            requirements.Add(Checked(ParseRequirement(tokens)));
            if (tokens.Count == 0)
                break;
            var separator = tokens.Dequeue();
            if (separator != ",")
                throw Refusal.BadRequest($"found '{separator}', expected: ',' or 'end of string'");
            if (tokens.Count == 0)
                throw Refusal.BadRequest("found '', expected: identifier after ','");
        }
        return new LabelSelector(requirements);
    }

    private static Requirement ParseRequirement(Queue<string> tokens)
    {
        var negated = tokens.Peek() == "!";
        if (negated)
            tokens.Dequeue();
        var key = Identifier(tokens);
        if (negated)
            return new Requirement(key, "!", []);
        if (tokens.Count == 0 || tokens.Peek() == ",")
            return new Requirement(key, "exists", []);
        var @operator = tokens.Dequeue();
        switch (@operator)
        {
            case "=" or "==" or "!=":
                var value = tokens.Count == 0 || tokens.Peek() == "," ? "" : Identifier(tokens);
                return new Requirement(key, @operator == "!=" ? "notin" : "in", [value]);
            case ">" or "<":
                return new Requirement(key, @operator, [Identifier(tokens)]);
            case "in" or "notin":
                return new Requirement(key, @operator, Values(tokens));
            default:
                throw Refusal.BadRequest($"unable to parse requirement: found '{@operator}', expected: in, notin, =, ==, !=, gt, lt");
        }
    }

    private static Requirement Checked(Requirement requirement)
    {
        if (NameRules.Qualified(requirement.Key).ToList() is { Count: > 0 } wrong)
            throw Unparsable(FieldProblem.Invalid("<nil>", requirement.Key, string.Join("; ", wrong)));
        if (requirement.Operator is ">" or "<" && !long.TryParse(requirement.Values.First(), CultureInfo.InvariantCulture, out _))
            throw Unparsable(FieldProblem.Invalid("values[0]", requirement.Values.First(), "for 'Gt', 'Lt' operators, the value must be an integer"));
        var index = 0;
        foreach (var value in requirement.Values.Order(StringComparer.Ordinal))
        {
            if (NameRules.LabelValue(value).ToList() is { Count: > 0 } why)
                throw Unparsable(FieldProblem.Invalid($"values[{index}][{requirement.Key}]", value, string.Join("; ", why)));
            index++;
        }
        return requirement;
    }

    private static StatusException Unparsable(FieldProblem problem) => Refusal.BadRequest($"unable to parse requirement: {problem}");

    private static string Identifier(Queue<string> tokens)
    {
        var token = tokens.Count == 0 ? "" : tokens.Dequeue();
        return token is "" or "(" or ")" or "," or "=" or "==" or "!=" or "!" or "<" or ">"
            ? throw Refusal.BadRequest($"unable to parse requirement: found '{token}', expected: identifier")
            : token;
    }

    private static HashSet<string> Values(Queue<string> tokens)
    {
        if (tokens.Count == 0 || tokens.Dequeue() is not "(")
            throw Refusal.BadRequest("unable to parse requirement: found '', expected: '('");
        var values = new HashSet<string>(StringComparer.Ordinal);
        while (tokens.Count > 0)
        {
            switch (tokens.Dequeue())
            {
                case ")":
                    return values;
                case ",":
                    break;
                case var value:
                    values.Add(value);
                    break;
            }
        }
        throw Refusal.BadRequest("unable to parse requirement: found '', expected: ',', or ')'");
    }

    private static IEnumerable<string> Tokens(string text)
    {
        const string Special = "=!(),<>";
        for (var i = 0; i < text.Length;)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var begin = i;
            if (Special.Contains(text[i], StringComparison.Ordinal))
            {
                i += i + 1 < text.Length && text[i] is '=' or '!' && text[i + 1] == '=' ? 2 : 1;
            }
            else
            {
                while (i < text.Length && !char.IsWhiteSpace(text[i]) && !Special.Contains(text[i], StringComparison.Ordinal))
                    i++;
            }
            yield return text[begin..i];
        }
    }

    private sealed record Requirement(string Key, string Operator, HashSet<string> Values)
    {
        public bool Matches(IReadOnlyDictionary<string, string> labels)
        {
            var there = labels.TryGetValue(Key, out var value);
            return Operator switch
            {
                "exists" => there,
                "!" => !there,
                "in" => there && Values.Contains(value!),
                "notin" => !there || !Values.Contains(value!),
                _ => there && long.TryParse(value, CultureInfo.InvariantCulture, out var number)
                    && long.TryParse(Values.First(), CultureInfo.InvariantCulture, out var bound)
                    && (Operator == ">" ? number > bound : number < bound),
            };
        }
    }
}
