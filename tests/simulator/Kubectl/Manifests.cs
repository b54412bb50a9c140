namespace Pipeline.Simulator.Tests.Kubectl;

/// <summary>What the tests apply.</summary>
internal static class Manifests
{
    public static string Deployment(string name, string image = "shop:1", int replicas = 2) => $$"""
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: {{name}}
          labels: {app: {{name}}}
        spec:
          replicas: {{replicas}}
          selector:
            matchLabels: {app: {{name}}}
          template:
            metadata:
              labels: {app: {{name}}}
            spec:
              containers:
              - name: app
                image: {{image}}
                ports:
                - containerPort: 8080
                env:
                - {name: MODE, value: fast}
                resources:
                  requests: {cpu: 100m, memory: 64Mi}
        """;

    public static string Node(string name) => $$"""
        apiVersion: v1
        kind: Node
        metadata: {name: {{name}}}
        status:
          capacity: {cpu: "4", memory: 8Gi, pods: "110"}
          allocatable: {cpu: "4", memory: 8Gi, pods: "110"}
          conditions:
          - {type: Ready, status: "True", reason: KubeletReady}
          addresses:
          - {type: InternalIP, address: 10.0.0.1}
        """;

    public const string Widgets = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec:
          group: example.com
          scope: Namespaced
          names: {plural: widgets, singular: widget, kind: Widget, listKind: WidgetList, shortNames: [wd]}
          versions:
          - name: v1
            served: true
            storage: true
            subresources: {status: {}}
            additionalPrinterColumns:
            - {name: Size, type: integer, jsonPath: .spec.size}
            schema:
              openAPIV3Schema:
                type: object
                properties:
                  spec:
                    type: object
                    required: [size]
                    properties:
                      size: {type: integer, minimum: 1, description: How large it is.}
        """;
}
