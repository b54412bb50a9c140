using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>An aggregation that makes one element of each group.</summary>
/// <param name="key">The group of an element's labels, which are the result's.</param>
/// <param name="newTotal">What a group adds its values up with.</param>
internal sealed class Aggregation(VectorNode inner, Func<LabelSet, LabelSet> key, Func<long, IGroupTotal> newTotal) : VectorNode
{
    private readonly Dictionary<LabelSet, Group> _byMember = [];
    private readonly Dictionary<LabelSet, Group> _byKey = [];
    private readonly List<Group> _touched = [];
    private readonly List<VectorSample> _output = [];

    public override List<VectorSample> At(long time)
    {
        _touched.Clear();
        foreach (var element in inner.At(time))
        {
            var group = GroupOf(element.Labels);
            if (group.Total is null)
            {
                group.Total = newTotal(time);
                _touched.Add(group);
            }
            group.Total.Add(element.Value);
        }
        _output.Clear();
        foreach (var group in _touched)
        {
            _output.Add(new VectorSample(group.Labels, group.Total!.Result));
            group.Total = null;
        }
        return _output;
    }

    private Group GroupOf(LabelSet member)
    {
        if (_byMember.TryGetValue(member, out var known))
            return known;
        var labels = key(member);
        if (!_byKey.TryGetValue(labels, out var group))
            _byKey[labels] = group = new Group(labels);
        return _byMember[member] = group;
    }

    private sealed class Group(LabelSet labels)
    {
        public LabelSet Labels { get; } = labels;

        public IGroupTotal? Total { get; set; }
    }
}
