using Pipeline.Simulator.Metrics;

namespace Pipeline.Simulator.PromQl.Evaluation;

/// <summary>Windows that move over the samples of series.</summary>
/// <param name="series">With all samples that will be asked for, ends left out.</param>
/// <param name="reference">Where the window ends, for a time of evaluation.</param>
/// <param name="range">Its length in ms.</param>
internal sealed class WindowedMatrix(
    Func<IReadOnlyList<WindowedMatrix.Cursor>> series, Func<long, long> reference, long range, Budget budget) : MatrixNode
{
    private readonly List<Window> _output = [];
    private IReadOnlyList<Cursor>? _series;

    public override List<Window> At(long time)
    {
        _output.Clear();
        var end = reference(time);
        var start = end - range;
        foreach (var one in _series ??= series())
        {
            if (one.Between(start, end) is { Length: > 0 } samples)
                _output.Add(new Window(one.Labels, samples, start, end));
        }
        budget.Spend(_output.Count);
        return _output;
    }

    /// <summary>A series and where its last window was; windows mostly go forward.</summary>
    internal sealed class Cursor(LabelSet labels, Sample[] samples)
    {
        private int _first;
        private int _after;

        public LabelSet Labels { get; } = labels;

        public ReadOnlyMemory<Sample> Between(long start, long end)
        {
            _first = Move(_first, start - 1);
            _after = Move(Math.Max(_first, _after), end);
            return samples.AsMemory(_first, _after - _first);
        }

        private int Move(int index, long time)
        {
            while (index > 0 && samples[index - 1].Time > time)
                index--;
            while (index < samples.Length && samples[index].Time <= time)
                index++;
            return index;
        }
    }
}
