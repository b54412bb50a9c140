using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Serving;

/// <summary>Objects that are not those of their path, in the words of the real server.</summary>
public sealed class Requests_that_contradict_themselves
{
    private const string Maps = "/api/v1/namespaces/default/configmaps";
    private const string Merge = "application/merge-patch+json";
    private const string Apply = "application/apply-patch+yaml";
    private const string OtherNamespace = "the namespace of the provided object does not match the namespace sent on the request";
    private const string NoName = "the name of the object (m based on URL) was undeterminable: name must be provided";

    [Theory]
    [InlineData("PUT", "m", "application/json", """{"metadata":{}}""", 400, NoName)]
    [InlineData("PUT", "m", "application/json", """{"metadata":{"name":"n"}}""", 400, "the name of the object (n) does not match the name on the URL (m)")]
    [InlineData("PUT", "m", "application/json", """{"metadata":{"name":"m","namespace":"other"}}""", 400, OtherNamespace)]
    [InlineData("PUT", "gone", "application/json", """{"metadata":{"name":"gone"}}""", 404, "configmaps \"gone\" not found")]
    [InlineData("PUT", "gone", "application/json", """{"metadata":{"name":"gone","uid":"u"}}""", 409,
        "Operation cannot be fulfilled on configmaps \"gone\": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/gone, ResourceVersion: 0, "
        + "AdditionalErrorMsg: Precondition failed: UID in precondition: u, UID in object meta: ")]
    [InlineData("PATCH", "m", Merge, """{"metadata":null}""", 400, NoName)]
    [InlineData("PATCH", "m", Merge, """{"metadata":{"namespace":"other"}}""", 400, OtherNamespace)]
    [InlineData("PATCH", "m", Merge, "null", 400, "Invalid JSON Patch")]
    [InlineData("PATCH", "m", "application/strategic-merge-patch+json", "7", 400, "json: cannot unmarshal number into Go value of type map[string]interface {}")]
    [InlineData("PATCH", "m?fieldManager=x", Apply, """{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"m","namespace":"other"}}""", 400, OtherNamespace)]
    public async Task About_an_object(string method, string name, string type, string body, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        server.Make(Kinds.ConfigMap, """{"metadata":{"name":"m","namespace":"default"}}""");
        var (status, answer, _) = await server.SendAsync(method, $"{Maps}/{name}", body, type);
        Assert.Equal((code, message), (status, (string?)answer!["message"]));
    }

    [Theory]
    [InlineData("/apis/apps/v9")]
    [InlineData("/api/v2")]
    [InlineData("/api/v1/namespaces/default/nodes")]
    public async Task About_the_path(string path)
    {
        await using var server = await TestServer.StartAsync();
        var (status, answer, _) = await server.SendAsync("GET", path);
        Assert.Equal((404, "the server could not find the requested resource"), (status, (string?)answer!["message"]));
    }

    [Theory]
    [InlineData("timeoutSeconds=abc", "strconv.ParseInt: parsing \"abc\": invalid syntax")]
    [InlineData("watch=1&timeoutSeconds=abc", "strconv.ParseInt: parsing \"abc\": invalid syntax")]
    [InlineData("labelSelector=a>x", "unable to parse requirement: values[0]: Invalid value: \"x\": for 'Gt', 'Lt' operators, the value must be an integer")]
    public async Task About_options_of_a_list(string query, string message)
    {
        await using var server = await TestServer.StartAsync();
        var (status, answer, _) = await server.SendAsync("GET", $"{Maps}?{query}");
        Assert.Equal((400, message), (status, (string?)answer!["message"]));
    }

    [Fact]
    public async Task A_put_creates_what_may_be_created_so_whatever_its_version()
    {
        await using var server = await TestServer.StartAsync();
        var (status, _, _) = await server.SendAsync(
            "PUT", "/api/v1/namespaces/default/services/s", """{"metadata":{"name":"s","resourceVersion":"5"},"spec":{"ports":[{"port":80}]}}""");
        Assert.Equal(201, status);
    }

    [Fact]
    public async Task A_kind_without_namespaces_loses_the_one_that_was_sent()
    {
        await using var server = await TestServer.StartAsync();
        var (status, answer, _) = await server.SendAsync("POST", "/api/v1/namespaces", """{"metadata":{"name":"n","namespace":"other"}}""");
        Assert.Equal(201, status);
        Assert.Null(answer!["metadata"]!["namespace"]);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"q"},"target":{"name":"n"}}""", 400, "name in URL does not match name in Binding object")]
    [InlineData("""{"metadata":{"name":"p"},"target":{}}""", 500, "target.name: Required value")]
    public async Task A_binding(string body, int code, string message)
    {
        await using var server = await TestServer.StartAsync();
        server.Make(Kinds.ServiceAccount, """{"metadata":{"name":"default","namespace":"default"}}""");
        server.Make(Kinds.Pod, """{"metadata":{"name":"p","namespace":"default"},"spec":{"containers":[{"name":"a","image":"i"}]}}""");
        var (status, answer, _) = await server.SendAsync("POST", "/api/v1/namespaces/default/pods/p/binding", body);
        Assert.Equal((code, message), (status, (string?)answer!["message"]));
    }

    [Theory]
    [InlineData("""{"spec":{"activeDeadlineSeconds":9}}""", "spec.activeDeadlineSeconds: Invalid value: 9: must be less than or equal to previous value")]
    [InlineData("""{"spec":{"activeDeadlineSeconds":null}}""", "spec.activeDeadlineSeconds: Invalid value: null: must not update from a positive integer to nil value")]
    [InlineData("""{"spec":{"containers":[{"name":"b","image":"i"}]}}""", "spec.containers: Forbidden: pod updates may not add or remove containers")]
    public async Task A_change_of_a_pod(string patch, string problem)
    {
        await using var server = await TestServer.StartAsync();
        server.Make(Kinds.ServiceAccount, """{"metadata":{"name":"default","namespace":"default"}}""");
        server.Make(Kinds.Pod, """{"metadata":{"name":"p","namespace":"default"},"spec":{"activeDeadlineSeconds":5,"containers":[{"name":"a","image":"i"}]}}""");
        var (status, answer, _) = await server.SendAsync(
            "PATCH", "/api/v1/namespaces/default/pods/p", patch, "application/strategic-merge-patch+json");
        Assert.Equal((422, $"Pod \"p\" is invalid: {problem}"), (status, (string?)answer!["message"]));
    }
}
