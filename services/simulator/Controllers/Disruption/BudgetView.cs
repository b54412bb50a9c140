using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Disruption;

/// <summary>A PodDisruptionBudget, as controllers read it.</summary>
public sealed class BudgetView(StoredObject stored) : ObjectView(stored)
{
    private LabelSelector? _selector;

    public LabelSelector Selector => _selector ??= LabelSelector.Of(Spec.At("selector"));

    public int DisruptionsAllowed => Status.Whole("disruptionsAllowed") ?? 0;

    /// <summary>Null when <see cref="MaxUnavailable"/> is given.</summary>
    public IntOrPercent? MinAvailable => IntOrPercent.Of(Spec.At("minAvailable"));

    public IntOrPercent? MaxUnavailable => IntOrPercent.Of(Spec.At("maxUnavailable"));
}
