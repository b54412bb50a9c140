using Pipeline.Simulator.Metrics;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>"and", "or" and "unless": elements of one vector, chosen by what the other one has.</summary>
internal sealed class SetOperation(VectorNode left, VectorNode right, string op, VectorMatching matching) : VectorNode
{
    private readonly LabelChange _signatures = new(MatchedVectors.Signature(matching));
    private readonly HashSet<LabelSet> _there = [];
    private readonly DistinctLabels _distinct = new();
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _output.Clear();
        _there.Clear();
        var (ours, theirs) = (left.At(time), right.At(time));
        if (op == "or")
        {
            Note(ours);
            _output.AddRange(ours);
            _output.AddRange(theirs.Where(e => !IsThere(e)));
            return _distinct.Check(_output);
        }
        Note(theirs);
        _output.AddRange(ours.Where(e => IsThere(e) == (op == "and")));
        return _output;
    }

    private void Note(List<VectorSample> elements)
    {
        foreach (var element in elements)
            _there.Add(_signatures.Of(element.Labels));
    }

    private bool IsThere(VectorSample element) => _there.Contains(_signatures.Of(element.Labels));
}
