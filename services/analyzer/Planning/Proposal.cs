using Pipeline.Incidents.Plans;

namespace Pipeline.Analyzer.Planning;

/// <summary>What is to be done: a plan, or the people who must act because there is none.</summary>
public abstract record Proposal
{
    private Proposal()
    {
    }

    /// <summary>Something safe can be done.</summary>
    public sealed record ToDo(RemediationPlan Plan) : Proposal;

    /// <summary>Nothing more can be done by the pipeline.</summary>
    /// <param name="WhoMustAct">Who, and where they should begin.</param>
    public sealed record NothingToDo(string WhoMustAct) : Proposal;
}
