using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Controllers.Volumes;

/// <summary>The two halves of a binding as the objects show them.</summary>
public static class VolumeBinding
{
    private const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    private const string BindCompleted = "pv.kubernetes.io/bind-completed";

    /// <summary>A volume's half: its claimRef.</summary>
    /// <param name="byController">Whether the controller chose the claim, not a person.</param>
    public static void SetClaim(JsonObject volume, ClaimView claim, bool byController)
    {
        if (byController && volume["spec"]!["claimRef"] is null)
            Annotations(volume)[BoundByController] = "yes";
        volume["spec"]!["claimRef"] = new JsonObject
        {
            ["kind"] = "PersistentVolumeClaim",
            ["namespace"] = claim.Namespace,
            ["name"] = claim.Name,
            ["uid"] = claim.Uid,
            ["apiVersion"] = Kinds.PersistentVolumeClaim.ApiVersion,
            ["resourceVersion"] = claim.Stored.ResourceVersion.ToString(CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A claim's half: its volumeName.</summary>
    public static void SetVolume(JsonObject claim, string volume)
    {
        var annotations = Annotations(claim);
        annotations[BindCompleted] = "yes";
        if ((string?)claim["spec"]!["volumeName"] is null or "")
            annotations[BoundByController] = "yes";
        claim["spec"]!["volumeName"] = volume;
    }

    private static JsonObject Annotations(JsonObject json)
    {
        var metadata = json["metadata"]!.AsObject();
        if (metadata["annotations"] is not JsonObject annotations)
            metadata["annotations"] = annotations = [];
        return annotations;
    }
}
