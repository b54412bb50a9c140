using System.Text.Json.Nodes;
using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Demo;

/// <summary>One service of the shop: what is in its image, and how it is deployed.</summary>
/// <param name="Tag">Version that runs.</param>
/// <param name="Before">The version that ran before it.</param>
/// <param name="Cpu">Request and limit in millicores.</param>
/// <param name="Memory">Request and limit in MiB.</param>
/// <param name="Settings">Keys of its config map.</param>
/// <param name="Secrets">Keys of its secret, by variable.</param>
internal sealed record ShopApp(
    string Name, string Tag, string Before, int Replicas, (int Request, int Limit) Cpu, (int Request, int Limit) Memory, ImageProgram Program,
    IReadOnlyDictionary<string, string> Settings, IReadOnlyDictionary<string, string>? Secrets = null, int MaxReplicas = 0, int MinAvailable = 0)
{
    public const string Namespace = "shop";
    public const string PullSecret = "registry-credentials";
    private const string Registry = "registry.shop.example";

    public string Image(string tag) => $"{Registry}/{Name}:{tag}";

    public JsonObject ConfigMap() => Json($$"""
        {"metadata":{"name":"{{Name}}-settings","namespace":"{{Namespace}}","labels":{{Labels}} },
         "data":{{Map(Settings)}} }
        """);

    public JsonObject? Secret() => Secrets is null ? null : Json($$"""
        {"metadata":{"name":"{{Name}}-credentials","namespace":"{{Namespace}}","labels":{{Labels}} },"type":"Opaque",
         "data":{{Map(Secrets.ToDictionary(s => s.Key, s => Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(s.Value))))}} }
        """);

    public JsonObject Service() => Json($$"""
        {"metadata":{"name":"{{Name}}","namespace":"{{Namespace}}","labels":{{Labels}} },
         "spec":{"type":"ClusterIP","selector":{"app.kubernetes.io/name":"{{Name}}"},"ports":[{"name":"http","port":8080,"targetPort":8080,"protocol":"TCP"}]} }
        """);

    public JsonObject Deployment(string tag) => Json($$"""
        {"metadata":{"name":"{{Name}}","namespace":"{{Namespace}}","labels":{{Labels}},"annotations":{"kubernetes.io/change-cause":"release {{Name}} {{tag}}"} },
         "spec":{
          "replicas":{{Replicas}},"revisionHistoryLimit":10,"progressDeadlineSeconds":600,
          "strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1,"maxUnavailable":0} },
          "selector":{"matchLabels":{"app.kubernetes.io/name":"{{Name}}"} },
          "template":{
           "metadata":{"labels":{{Labels}} },
           "spec":{
            "imagePullSecrets":[{"name":"{{PullSecret}}"}],
            "terminationGracePeriodSeconds":30,
            "topologySpreadConstraints":[{"maxSkew":1,"topologyKey":"kubernetes.io/hostname","whenUnsatisfiable":"ScheduleAnyway",
              "labelSelector":{"matchLabels":{"app.kubernetes.io/name":"{{Name}}"} } }],
            "containers":[{
             "name":"{{Name}}","image":"{{Image(tag)}}","imagePullPolicy":"IfNotPresent",
             "ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],
             "envFrom":[{"configMapRef":{"name":"{{Name}}-settings"} }],
             "env":[{{Variables}}],
             "resources":{"requests":{"cpu":"{{Cpu.Request}}m","memory":"{{Memory.Request}}Mi"},"limits":{"cpu":"{{Cpu.Limit}}m","memory":"{{Memory.Limit}}Mi"} },
             "startupProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":2,"failureThreshold":30},
             "livenessProbe":{"httpGet":{"path":"/healthz","port":"http"},"periodSeconds":10,"timeoutSeconds":2,"failureThreshold":3},
             "readinessProbe":{"httpGet":{"path":"/ready","port":"http"},"periodSeconds":5,"timeoutSeconds":1,"failureThreshold":3}
            }]} } } }
        """);

    public JsonObject? Autoscaler() => MaxReplicas == 0 ? null : Json($$"""
        {"metadata":{"name":"{{Name}}","namespace":"{{Namespace}}","labels":{{Labels}} },
         "spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"{{Name}}"},"minReplicas":{{Replicas}},"maxReplicas":{{MaxReplicas}},
          "metrics":[{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":75} } }]} }
        """);

    public JsonObject? Budget() => MinAvailable == 0 ? null : Json($$"""
        {"metadata":{"name":"{{Name}}","namespace":"{{Namespace}}","labels":{{Labels}} },
         "spec":{"minAvailable":{{MinAvailable}},"selector":{"matchLabels":{"app.kubernetes.io/name":"{{Name}}"} } } }
        """);

    private string Labels => $$"""{"app.kubernetes.io/name":"{{Name}}","app.kubernetes.io/part-of":"shop"}""";

    private string Variables => """
        {"name":"SERVICE_PORT","value":"8080"},{"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}
        """ + string.Concat((Secrets ?? new Dictionary<string, string>()).Keys.Select(k =>
        $$""",{"name":"{{k}}","valueFrom":{"secretKeyRef":{"name":"{{Name}}-credentials","key":"{{k}}"} } }"""));

    private static string Map(IReadOnlyDictionary<string, string> values) =>
        new JsonObject(values.Select(v => KeyValuePair.Create(v.Key, (JsonNode?)JsonValue.Create(v.Value)))).ToJsonString();

    private static JsonObject Json(string text) => JsonNode.Parse(text)!.AsObject();
}
