using System.Collections.Frozen;

namespace Pipeline.Simulator.Tests.Golden;

/// <summary>Exchanges in which the simulated server differs from the recorded one, and why that is so.</summary>
internal static class KnownDifferences
{
    private const string Discovery = "answered by the discovery and OpenAPI endpoints, which this test does not host";
    private const string Logs = "answered by the log endpoint, which this test does not host";
    private const string Aggregation = "there is no aggregation layer: APIService is not served";
    private const string Fairness = "API priority and fairness is not simulated";
    private const string PodSecurity = "the PodSecurity admission plugin is not simulated";

    public static FrozenDictionary<string, string> All { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["discovery-api"] = Discovery,
        ["discovery-apis"] = Discovery,
        ["discovery-api-v1"] = Discovery,
        ["discovery-apis-apps"] = Discovery,
        ["discovery-apis-apps-v1"] = Discovery,
        ["discovery-apis-policy-v1"] = Discovery,
        ["discovery-aggregated-apis"] = Discovery,
        ["discovery-openapi-v3-index"] = Discovery,
        ["discovery-root-paths"] = Discovery,
        ["warning-deprecated-resource"] = "ComponentStatus is not served",
        ["overload-apf-429"] = Fairness,
        ["overload-apf-watch-429"] = Fairness,
        ["aggregated-api-down-503"] = Aggregation,
        ["aggregated-api-status"] = Aggregation,
        ["lease-bad-microtime-422"] = "the message names the layout of times in whole seconds, not in microseconds",
        ["log-no-kubelet-500"] = Logs,
        ["log-previous-no-kubelet-500"] = Logs,
        ["log-unscheduled-204"] = Logs,
        ["log-bad-container-400"] = Logs,
        ["log-container-required-400"] = Logs,
        ["log-bad-option-422"] = Logs,
        ["log-pod-404"] = Logs,
        ["podsecurity-pod-403"] = PodSecurity,
        ["podsecurity-deployment-warning"] = PodSecurity,
        ["podsecurity-events-failedcreate"] = PodSecurity,
        ["policy-denied-422"] = "ValidatingAdmissionPolicy is not simulated",
        ["webhook-unreachable-500"] = "admission webhooks are not simulated",
    }.ToFrozenDictionary(StringComparer.Ordinal);
}
