using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Pipeline.Kubernetes.Api;
using Pipeline.Kubernetes.Configuration;
using Pipeline.Kubernetes.Models;
using Pipeline.Kubernetes.Resources;
using Pipeline.Kubernetes.Tests.Serving;
using Pipeline.Kubernetes.Transport;
using Pipeline.Testing;

namespace Pipeline.Kubernetes.Tests.Api;

public sealed class Talking_to_a_server
{
    private static readonly ObjectPath Cart = ObjectPath.Of<Deployment>("shop", "cart");

    [Fact]
    public async Task A_list_is_put_together_from_pages()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(200, (string?)context.Request.Query["continue"] switch
        {
            null => Answers.List("10", [Answers.Pod("a"), Answers.Pod("b")], "next"),
            _ => Answers.List("10", [Answers.Pod("c")]),
        }));
        using var client = server.Client();
        var list = await client.ListAsync<Pod>(new ListQuery { Namespace = "shop", LabelSelector = "app in (a,b)", PageSize = 2 }, default);
        Assert.Equal(["a", "b", "c"], list.Items.Select(pod => pod.Metadata.Name));
        Assert.Equal("10", list.ResourceVersion);
        Assert.Equal(
            ["GET /api/v1/namespaces/shop/pods?labelSelector=app%20in%20%28a%2Cb%29&limit=2",
             "GET /api/v1/namespaces/shop/pods?labelSelector=app%20in%20%28a%2Cb%29&limit=2&continue=next"],
            server.Requests);
    }

    [Fact]
    public async Task A_list_whose_token_has_expired_is_read_anew_in_one_piece()
    {
        await using var server = await TestServer.StartAsync(context =>
            context.Request.Query.ContainsKey("continue") ? context.FailAsync(410, "Expired")
            : context.Request.Query.ContainsKey("limit") ? context.SayAsync(200, Answers.List("10", [Answers.Pod("a")], "next"))
            : context.SayAsync(200, Answers.List("12", [Answers.Pod("a"), Answers.Pod("b")])));
        using var client = server.Client();
        var list = await client.ListAsync<Pod>(ListQuery.Everything, default);
        Assert.Equal(("12", 2), (list.ResourceVersion, list.Items.Count));
    }

    [Fact]
    public async Task An_object_that_cannot_be_read_costs_no_other()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(200, Answers.List("1",
            [Answers.Pod("a"), """{"metadata":{"name":"odd","namespace":"shop"},"spec":"?"}""", Answers.Pod("c")])));
        using var client = server.Client();
        var list = await client.ListAsync<Pod>(ListQuery.Everything, default);
        Assert.Equal(2, list.Items.Count);
        Assert.Equal("shop/odd", Assert.Single(list.Unreadable).Metadata.Path);
    }

    [Fact]
    public async Task Writes_say_who_how_and_under_which_conditions()
    {
        var bodies = new List<(string? Type, string Body)>();
        await using var server = await TestServer.StartAsync(async context =>
        {
            bodies.Add((context.Request.ContentType, await new StreamReader(context.Request.Body).ReadToEndAsync()));
            await context.SayAsync(200, """{"kind":"Deployment","metadata":{"resourceVersion":"8"},"spec":{"replicas":3},"status":{"replicas":2,"selector":"app=cart"}}""");
        });
        using var client = server.Client(options: TestServer.Hasty with { FieldManager = "incident-executor" });
        await client.PatchAsync(Cart, Patch.Json(new JsonPatch().Test("7", "metadata", "resourceVersion").Add("x", "metadata", "annotations", "a/b~c").Remove("spec", "paused")), WriteOptions.Default, default);
        await client.PatchAsync(Cart, Patch.Strategic(new JsonObject { ["spec"] = new JsonObject { ["paused"] = true } }), new WriteOptions { FieldValidation = FieldValidation.Strict }, default);
        await client.PatchAsync(Cart, Patch.Apply([], force: true), new WriteOptions { FieldManager = "other", DryRun = true }, default);
        var scale = await client.SetScaleAsync(Cart, 3, new Scale(2, 2, null, "7"), WriteOptions.Default, default);
        await client.DeleteAsync(ObjectPath.Of<Pod>("shop", "cart-1"), new DeleteOptions { Uid = "u", GracePeriodSeconds = 0, Propagation = Propagation.Foreground, DryRun = true }, default);
        await client.DeleteCollectionAsync(ResourceTypes.Pods, new ListQuery { Namespace = "shop", LabelSelector = "a=b" }, DeleteOptions.Default, default);
        Assert.Equal(new Scale(3, 2, "app=cart", "8"), scale);
        Assert.Equal(
            [
                "PATCH /apis/apps/v1/namespaces/shop/deployments/cart?fieldManager=incident-executor",
                "PATCH /apis/apps/v1/namespaces/shop/deployments/cart?fieldManager=incident-executor&fieldValidation=Strict",
                "PATCH /apis/apps/v1/namespaces/shop/deployments/cart?fieldManager=other&dryRun=All&force=true",
                "PATCH /apis/apps/v1/namespaces/shop/deployments/cart/scale?fieldManager=incident-executor",
                "DELETE /api/v1/namespaces/shop/pods/cart-1",
                "DELETE /api/v1/namespaces/shop/pods?labelSelector=a%3Db",
            ],
            server.Requests);
        Assert.Equal(
            [
                ("application/json-patch+json", """[{"op":"test","path":"/metadata/resourceVersion","value":"7"},{"op":"add","path":"/metadata/annotations/a~1b~0c","value":"x"},{"op":"remove","path":"/spec/paused"}]"""),
                ("application/strategic-merge-patch+json", """{"spec":{"paused":true}}"""),
                ("application/apply-patch+yaml", "{}"),
                ("application/merge-patch+json", """{"spec":{"replicas":3},"metadata":{"resourceVersion":"7"}}"""),
                ("application/json", """{"kind":"DeleteOptions","apiVersion":"v1","gracePeriodSeconds":0,"propagationPolicy":"Foreground","preconditions":{"uid":"u"},"dryRun":["All"]}"""),
                ("application/json", """{"kind":"DeleteOptions","apiVersion":"v1"}"""),
            ],
            bodies);
    }

    [Fact]
    public async Task A_read_modify_write_decides_again_after_a_conflict_and_keeps_what_it_does_not_know()
    {
        var version = 1;
        string? written = null;
        await using var server = await TestServer.StartAsync(async context =>
        {
            if (context.Request.Method == "GET")
            {
                await context.SayAsync(200, $$$"""{"kind":"X","metadata":{"name":"cart","resourceVersion":"{{{version}}}"},"new":{"field":[1.0]}}""");
                return;
            }
            written = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await (Interlocked.Increment(ref version) < 4 ? context.FailAsync(409, "Conflict") : context.SayAsync(200, written));
        });
        using var client = server.Client();
        await client.ModifyAsync(Cart, json => json["spec"] = "changed", WriteOptions.Default, default);
        Assert.Equal("""{"kind":"X","metadata":{"name":"cart","resourceVersion":"3"},"new":{"field":[1.0]},"spec":"changed"}""", written);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    [InlineData("a%2Fb")]
    public void A_name_cannot_lead_elsewhere(string name) => Assert.Throws<ArgumentException>(() => ObjectPath.Of<Pod>("shop", name).ToUrlPath());

    [Fact]
    public async Task Nothing_secret_goes_over_plain_HTTP()
    {
        HeaderDictionary? headers = null;
        await using var server = await TestServer.StartAsync(context =>
        {
            headers = new HeaderDictionary(context.Request.Headers.ToDictionary(h => h.Key, h => h.Value));
            return context.SayAsync(200, Answers.Pod("a"));
        });
        using var client = server.Client(connection => connection with
        {
            Credentials = new Kubernetes.Credentials.FixedCredential(new("Bearer secret", null)),
            ImpersonateAs = new Impersonation("jane") { Groups = ["a", "b"], Extra = new Dictionary<string, IReadOnlyList<string>> { ["x/y"] = ["1"] } },
        });
        await client.GetAsync<PartialObject>(ObjectPath.Of<Pod>("shop", "a"), default);
        Assert.False(headers!.ContainsKey("Authorization"));
        Assert.Equal("jane", headers["Impersonate-User"]);
        Assert.Equal(["a", "b"], headers["Impersonate-Group"].SelectMany(value => value!.Split(", ")));
        Assert.Equal("1", headers["Impersonate-Extra-x%2Fy"]);
        Assert.StartsWith("application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1", headers["Accept"].ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_are_asked_for_and_named()
    {
        var review = "";
        await using var server = await TestServer.StartAsync(async context =>
        {
            review = await new StreamReader(context.Request.Body).ReadToEndAsync();
            await context.SayAsync(201, """{"kind":"SelfSubjectAccessReview","status":{"allowed":false,"reason":"no rule"}}""");
        });
        using var client = server.Client();
        var question = new AccessQuestion("patch", ResourceTypes.Deployments, "shop", "cart", "scale");
        Assert.Equal(new AccessAnswer(false, false, "no rule", null), await client.ReviewAccessAsync(question, default));
        Assert.Equal("patch deployments.apps/scale \"cart\" in shop", question.ToString());
        Assert.Contains("\"subresource\":\"scale\"", review, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_client_keeps_to_its_own_pace()
    {
        await using var server = await TestServer.StartAsync(context => context.SayAsync(200, Answers.Pod("a")));
        var clock = new ManualClock(new DateTimeOffset(2026, 11, 20, 9, 0, 0, TimeSpan.Zero));
        using var client = server.Client(options: new TransportOptions { RequestsPerSecond = 1, Burst = 2, AttemptTimeout = TimeSpan.FromHours(1) }, clock: clock);
        var requests = Enumerable.Range(0, 4).Select(_ => client.GetAsync<Pod>("shop", "a", default)).ToList();
        await Task.WhenAll(requests[0], requests[1]);
        Assert.Equal(2, server.Requests.Count);
        clock.Advance(TimeSpan.FromSeconds(2));
        await Task.WhenAll(requests);
        Assert.Equal(4, server.Requests.Count);
    }
}
