using System.Collections.Frozen;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Exchanges in which the simulated server differs from the recorded one, and why that is so.</summary>
internal static class KnownDifferences
{
    private const string Discovery = "lists what is served here: groups of certificates, API services, flow control, runtime classes and CSI are not";
    private const string Aggregation = "there is no aggregation layer: APIService is not served";
    private const string Components = "ComponentStatus is not served: it is deprecated, and there are no such components";
    private const string Fairness = "API priority and fairness is not simulated";
    private const string PodSecurity = "the PodSecurity admission plugin is not simulated";

    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["discovery-apis"] = Discovery,
        ["discovery-aggregated-apis"] = Discovery,
        ["discovery-openapi-v3-index"] = Discovery,
        ["discovery-root-paths"] = Discovery,
        ["discovery-api-v1"] = Components,
        ["warning-deprecated-resource"] = Components,
        ["overload-apf-429"] = Fairness,
        ["overload-apf-watch-429"] = Fairness,
        ["aggregated-api-down-503"] = Aggregation,
        ["aggregated-api-status"] = Aggregation,
        ["podsecurity-pod-403"] = PodSecurity,
        ["podsecurity-deployment-warning"] = PodSecurity,
        ["podsecurity-events-failedcreate"] = PodSecurity,
        ["policy-denied-422"] = "ValidatingAdmissionPolicy is not simulated",
        ["webhook-unreachable-500"] = "admission webhooks are not simulated",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
