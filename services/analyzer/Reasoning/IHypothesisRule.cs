using Pipeline.Analyzer.Gathering;

namespace Pipeline.Analyzer.Reasoning;

/// <summary>Knows one kind of cause, or one way to see causes. Pure: the same file gives the same suspicions.</summary>
public interface IHypothesisRule
{
    /// <summary>The causes that the rule sees in the file, ruled-out ones included; none when it does not apply.</summary>
    IEnumerable<Suspicion> Suspect(CaseFile file);
}
