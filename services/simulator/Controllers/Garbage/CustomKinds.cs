using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Controllers.Garbage;

/// <summary>Kinds that CustomResourceDefinitions define.</summary>
public static class CustomKinds
{
    /// <summary>In the version in which its objects are stored; null when it has none.</summary>
    public static ResourceKind? Of(StoredObject definition)
    {
        var spec = definition.Root.At("spec");
        foreach (var version in spec.Items("versions"))
        {
            if (version.Flag("storage") == true && version.Text("name") is { } name)
            {
                return new ResourceKind(
                    spec.Text("group") ?? "", name, spec.At("names").Text("kind") ?? "", spec.At("names").Text("plural") ?? "",
                    spec.Text("scope") != "Cluster");
            }
        }
        return null;
    }
}
