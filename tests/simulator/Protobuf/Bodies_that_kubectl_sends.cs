using System.Text.Json.Nodes;
using Pipeline.Simulator.Protobuf;

namespace Pipeline.Simulator.Tests.Protobuf;

/// <summary>The bodies are those of kubectl 1.32.</summary>
public sealed class Bodies_that_kubectl_sends
{
    [Fact]
    public void Are_read_with_embedded_structs_and_a_zero_that_was_meant() => Reads(
        "azhzAAoVCgdhcHBzL3YxEgpEZXBsb3ltZW50ErgBCh8KA3dlYhIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2ViEoYBCAASDAoKCgNhcHASA3dlYhpsChwKABIAGgAiACoAMgA4AEIAWgoKA2FwcBIDd2Vi"
        + "EkwSLgoFbmdpbngSBW5naW54KgAyCgoAEAAYUCIAKgBCAGoAcgCAAQCIAQCQAQCiAQAaADIAQgBKAFIAWABgAGgAggEAigEAmgEAwgEAIgIKACgAOAAaDAgAEAAYACAAKAA4ABoAIgA=",
        """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","labels":{"app":"web"}},
         "spec":{"replicas":0,"selector":{"matchLabels":{"app":"web"}},
          "template":{"metadata":{"labels":{"app":"web"}},"spec":{"containers":[{"name":"nginx","image":"nginx","ports":[{"containerPort":80}],"resources":{}}]}},
          "strategy":{}},"status":{}}
        """);

    [Fact]
    public void Are_read_with_numbers_that_could_be_text() => Reads(
        "azhzAAogCglwb2xpY3kvdjESE1BvZERpc3J1cHRpb25CdWRnZXQSMwoRCgFiEgAaACIAKgAyADgAQgASEhIICgYKAWESAWIaBggAEAAaABoKCAAYACAAKAAwABoAIgA=",
        """
        {"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"b"},"spec":{"selector":{"matchLabels":{"a":"b"}},"maxUnavailable":0},
         "status":{"disruptionsAllowed":0,"currentHealthy":0,"desiredHealthy":0,"expectedPods":0}}
        """);

    [Fact]
    public void Are_read_with_structs_in_structs() => Reads(
        "azhzAAofChRuZXR3b3JraW5nLms4cy5pby92MRIHSW5ncmVzcxI8ChEKAWkSABoAIgAqADIAOABCABIjGiEKAWESHAoaChgKAi9iEgsiCQoBYxIECgAQUBoFRXhhY3QaAgoAGgAiAA==",
        """
        {"apiVersion":"networking.k8s.io/v1","kind":"Ingress","metadata":{"name":"i"},
         "spec":{"rules":[{"host":"a","http":{"paths":[{"path":"/b","backend":{"service":{"name":"c","port":{"number":80}}},"pathType":"Exact"}]}}]},
         "status":{"loadBalancer":{}}}
        """);

    [Fact]
    public void Are_read_with_quantities() => Reads(
        "azhzAAoTCgJ2MRINUmVzb3VyY2VRdW90YRIzChEKAXESABoAIgAqADIAOABCABIcCg0KA2NwdRIGCgQ1MDBtCgsKBHBvZHMSAwoBMxoAGgAiAA==",
        """{"apiVersion":"v1","kind":"ResourceQuota","metadata":{"name":"q"},"spec":{"hard":{"cpu":"500m","pods":"3"}},"status":{}}""");

    [Fact]
    public void Are_read_with_bytes() => Reads(
        "azhzAAoMCgJ2MRIGU2VjcmV0Eh0KEQoBYRIAGgAiACoAMgA4AEIAEgYKAXgSAXkaABoAIgA=",
        """{"apiVersion":"v1","kind":"Secret","metadata":{"name":"a"},"data":{"x":"eQ=="}}""");

    [Fact]
    public void Are_read_when_they_ask_for_access() => Reads(
        "azhzAAoyChdhdXRob3JpemF0aW9uLms4cy5pby92MRIXU2VsZlN1YmplY3RBY2Nlc3NSZXZpZXcSOQoQCgASABoAIgAqADIAOABCABIbChkKBHNob3ASA2dldBoAIgAqBHBvZHMyADoAGggIABIAGgAgABoAIgA=",
        """
        {"apiVersion":"authorization.k8s.io/v1","kind":"SelfSubjectAccessReview","metadata":{},
         "spec":{"resourceAttributes":{"namespace":"shop","verb":"get","resource":"pods"}},"status":{"allowed":false}}
        """);

    [Fact]
    public void Are_read_when_they_ask_for_a_token() => Reads(
        "azhzAAooChhhdXRoZW50aWNhdGlvbi5rOHMuaW8vdjESDFRva2VuUmVxdWVzdBIdChAKABIAGgAiACoAMgA4AEIAEgMg2AQaBAoAEgAaACIA",
        """
        {"apiVersion":"authentication.k8s.io/v1","kind":"TokenRequest","metadata":{},"spec":{"expirationSeconds":600},"status":{"token":""}}
        """);

    [Theory]
    [InlineData("e30=")]
    [InlineData("azhzAA==")]
    [InlineData("azhzAAoM")]
    [InlineData("azhzAAoMCgJ2MRIGU2VjcmV0Ev////8P")]
    [InlineData("azhzAP////////////8=")]
    public void Are_refused_when_they_are_broken(string body) =>
        Assert.Throws<FormatException>(() => ProtobufBody.Decode(Convert.FromBase64String(body)));

    private static void Reads(string body, string json)
    {
        var decoded = ProtobufBody.Decode(Convert.FromBase64String(body));
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(json), decoded), decoded.ToJsonString());
    }
}
