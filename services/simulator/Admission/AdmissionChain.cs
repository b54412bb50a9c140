using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Admission;

/// <summary>What has a say in every write, in order.</summary>
public sealed class AdmissionChain(params IReadOnlyList<IAdmission> members)
{
    /// <summary>Nobody has a say: for clusters without namespaces and service accounts.</summary>
    public static AdmissionChain None { get; } = new();

    /// <summary>The plugins of a real API server that concern what the cluster simulates.</summary>
    /// <param name="random">Makes names of volumes.</param>
    public static AdmissionChain Default(Random random) => new(
        new NamespaceLifecycle(), new LimitRanger(), new ServiceAccountAdmission(random), new NodeTaints(), new PodPriority(),
        new DefaultTolerations(), new QuotaAdmission());

    internal void Admit(AdmissionRequest request)
    {
        foreach (var member in members)
            member.Admit(request);
    }

    internal void Validate(AdmissionRequest request)
    {
        foreach (var member in members)
            member.Validate(request);
    }

    internal void Delete(ResourceDefinition definition, StoredObject existing)
    {
        foreach (var member in members)
            member.Delete(definition, existing);
    }
}
