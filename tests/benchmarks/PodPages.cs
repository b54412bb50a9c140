using System.Text;

namespace Pipeline.Benchmarks;

/// <summary>Lists of pods as an API server answers them, page by page. A pod is as kubelets leave it: 7 KB of JSON, a third of it managedFields.</summary>
internal static class PodPages
{
    private const int PageSize = 500;

    /// <summary>The pages' JSON in order; each names its successor by its number.</summary>
    public static byte[][] Of(int pods) => [.. Enumerable.Range(0, pods).Chunk(PageSize).Select(numbers => Page(numbers, pods))];

    private static byte[] Page(int[] numbers, int pods)
    {
        var page = numbers[0] / PageSize;
        var more = numbers[^1] + 1 < pods ? $",\"continue\":\"{page + 1}\"" : "";
        return Encoding.UTF8.GetBytes(
            $$"""{"kind":"PodList","apiVersion":"v1","metadata":{"resourceVersion":"{{pods}}"{{more}}},"items":[{{string.Join(',', numbers.Select(PodJson))}}]}""");
    }

    private static string PodJson(int n)
    {
        var (service, node) = (n / 5, n % 200);
        var managed = string.Concat(Enumerable.Range(0, 60).Select(i => $"\"f:field{i}\":{{\"f:name{i}\":{{}}}},"));
        return $$$"""
            {"metadata":{"name":"service-{{{service}}}-5d9f8c7b6-{{{n:x5}}}","generateName":"service-{{{service}}}-5d9f8c7b6-","namespace":"team-{{{service % 40}}}",
            "uid":"{{{n:x8}}}-0000-4000-8000-000000000000","resourceVersion":"{{{n + 1}}}","creationTimestamp":"2026-11-20T09:00:00Z",
            "labels":{"app":"service-{{{service}}}","pod-template-hash":"5d9f8c7b6","team":"team-{{{service % 40}}}"},
            "annotations":{"prometheus.io/scrape":"true","kubectl.kubernetes.io/restartedAt":"2026-11-20T08:59:00Z"},
            "ownerReferences":[{"apiVersion":"apps/v1","kind":"ReplicaSet","name":"service-{{{service}}}-5d9f8c7b6","uid":"{{{service:x8}}}-1111-4000-8000-000000000000","controller":true,"blockOwnerDeletion":true}],
            "managedFields":[{"manager":"kubelet","operation":"Update","apiVersion":"v1","fieldsV1":{{{{managed}}}"f:end":{} } }]},
            "spec":{"volumes":[{"name":"kube-api-access","projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"configMap":{"name":"kube-root-ca.crt","items":[{"key":"ca.crt","path":"ca.crt"}]}}],"defaultMode":420}}],
            "containers":[{{{ContainerJson("app", service)}}},{{{ContainerJson("proxy", service)}}}],
            "restartPolicy":"Always","terminationGracePeriodSeconds":30,"dnsPolicy":"ClusterFirst","serviceAccountName":"default","nodeName":"node-{{{node}}}","schedulerName":"default-scheduler",
            "tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","effect":"NoExecute","tolerationSeconds":300},{"key":"node.kubernetes.io/unreachable","operator":"Exists","effect":"NoExecute","tolerationSeconds":300}],"priority":0},
            "status":{"phase":"Running","podIP":"10.{{{n >> 16}}}.{{{(n >> 8) & 255}}}.{{{n & 255}}}","hostIP":"192.168.0.{{{node}}}","startTime":"2026-11-20T09:00:00Z","qosClass":"Burstable",
            "conditions":[{{{ConditionJson("Initialized")}}},{{{ConditionJson("Ready")}}},{{{ConditionJson("ContainersReady")}}},{{{ConditionJson("PodScheduled")}}}],
            "containerStatuses":[{{{StatusJson("app", n)}}},{{{StatusJson("proxy", n)}}}]}}
            """;
    }

    private static string ContainerJson(string name, int service) =>
        $$$"""
        {"name":"{{{name}}}","image":"registry.example.com/team/{{{name}}}-{{{service}}}:1.4.2","ports":[{"name":"http","containerPort":8080,"protocol":"TCP"}],
        "env":[{"name":"LOG_LEVEL","value":"info"},{"name":"DATABASE_URL","valueFrom":{"secretKeyRef":{"name":"database","key":"url"} } }],
        "resources":{"limits":{"cpu":"500m","memory":"512Mi"},"requests":{"cpu":"100m","memory":"128Mi"}},
        "volumeMounts":[{"name":"kube-api-access","readOnly":true,"mountPath":"/var/run/secrets/kubernetes.io/serviceaccount"}],
        "livenessProbe":{"httpGet":{"path":"/healthz","port":"http","scheme":"HTTP"},"periodSeconds":10},"readinessProbe":{"httpGet":{"path":"/ready","port":8080},"periodSeconds":5},
        "terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File","imagePullPolicy":"IfNotPresent"}
        """;

    private static string ConditionJson(string type) =>
        $$"""{"type":"{{type}}","status":"True","lastProbeTime":null,"lastTransitionTime":"2026-11-20T09:00:07Z"}""";

    private static string StatusJson(string name, int n) =>
        $$$"""
        {"name":"{{{name}}}","state":{"running":{"startedAt":"2026-11-20T09:00:05Z"}},"lastState":{},"ready":true,"started":true,"restartCount":0,
        "image":"registry.example.com/team/{{{name}}}:1.4.2","imageID":"registry.example.com/team/{{{name}}}@sha256:{{{n % 50:x64}}}","containerID":"containerd://{{{n:x64}}}"}
        """;
}
