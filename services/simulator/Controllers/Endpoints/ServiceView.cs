using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Endpoints;

/// <summary>A Service, as controllers read it.</summary>
public sealed class ServiceView(StoredObject stored) : ObjectView(stored)
{
    private LabelSelector? _selector;

    public LabelSelector Selector => _selector ??= LabelSelector.OfMap(Spec.Texts("selector"));

    /// <summary>Whether its endpoints are made of pods; else somebody writes them by hand.</summary>
    public bool HasSelector => Spec.Texts("selector").Count > 0 && Spec.Text("type") != "ExternalName";

    public bool IsHeadless => Spec.Text("clusterIP") == "None";

    public bool PublishesNotReady => Spec.Flag("publishNotReadyAddresses") ?? false;
}
