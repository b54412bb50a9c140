using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Approver.Policies;

/// <summary>Collects what is wrong with a document.</summary>
internal sealed class PolicyProblems(string origin)
{
    private const int Most = 20;

    private readonly List<(long Line, string Text)> _problems = [];

    public int Count => _problems.Count;

    public void Add(YamlNode at, string message) => Add(at.Start.Line, message);

    public void Add(Mark at, string message) => Add(at.Line, message);

    public void Add(long line, string message) =>
        _problems.Add((line, string.Create(CultureInfo.InvariantCulture, $"{origin}:{line}: {message}")));

    public void ThrowIfAny()
    {
        if (_problems.Count > 0)
            throw new PolicyException([.. _problems.OrderBy(p => p.Line).Take(Most).Select(p => p.Text)]);
    }
}
