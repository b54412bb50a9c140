using System.Text;
using System.Text.Json.Nodes;
using Xunit;

namespace Pipeline.Masking.Tests;

public sealed class Masking_json
{
    private static string Masked(string json) => Some.Masker.Json(Some.Json(json))!.ToJsonString();

    [Theory]
    [InlineData("""{"a":{"db_password":"hunter2"}}""")]
    [InlineData("""{"passwords":["hunter2","x1"]}""")]
    [InlineData("""{"credentials":{"login":"bob","word":"hunter2"}}""")]
    [InlineData("""{"password":{"deep":{"er":["hunter2"]}}}""")]
    [InlineData("""{"env":[{"name":"DB_PASSWORD","value":"hunter2"}]}""")]
    [InlineData("""{"attributes":[{"key":"db.password","value":{"stringValue":"hunter2"}}]}""")]
    [InlineData("""{"args":["--password","hunter2"]}""")]
    [InlineData("""{"command":["sh","-c","mysql -phunter2"]}""")]
    [InlineData("""{"httpHeaders":[{"name":"Authorization","value":"Bearer hunter2"}]}""")]
    [InlineData("""{"message":"login with password=hunter2 failed"}""")]
    [InlineData("""{"body":"{\"token\":\"hunter2\",\"inner\":\"{\\\"pwd\\\":\\\"hunter2\\\"}\"}"}""")]
    [InlineData("""{"hunter2@example.com":"x"}""")]
    [InlineData("""{"data":{"app.properties":"db.user=bob\ndb.password=hunter2\n"}}""")]
    [InlineData("""{"kind":"Secret","apiVersion":"v1","stringData":{"anything":"hunter2"}}""")]
    [InlineData("""{"kind":"SecretList","apiVersion":"v1","items":[{"data":{"anything":"aHVudGVyMg=="}}]}""")]
    [InlineData("""{"metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"kind\":\"Secret\",\"apiVersion\":\"v1\",\"data\":{\"x\":\"aHVudGVyMg==\"},\"stringData\":{\"y\":\"hunter2\"}}\n"}}}""")]
    [InlineData("""{"auths":{"reg.example":{"auth":"aHVudGVyMg==","password":"hunter2"}}}""")]
    [InlineData("""{"type":"service_account","private_key":"-----BEGIN PRIVATE KEY-----\nhunter2\n-----END PRIVATE KEY-----\n"}""")]
    public void Removes_the_secret(string json)
    {
        var masked = Masked(json);
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
        Assert.DoesNotContain("aHVudGVyMg", masked, StringComparison.Ordinal);
        var border = Some.Border.Json(Some.Json(json));
        Assert.Equal(masked, Some.Masker.Json(border)!.ToJsonString());
        Assert.Equal(masked, Masked(masked));
    }

    [Theory]
    [InlineData("""{"spec":{"volumes":[{"name":"t","secret":{"secretName":"db","items":[{"key":"password","path":"p"}],"defaultMode":420,"optional":false}}]}}""")]
    [InlineData("""{"volumes":[{"projected":{"sources":[{"serviceAccountToken":{"expirationSeconds":3607,"path":"token"}},{"secret":{"name":"db"}}]}}]}""")]
    [InlineData("""{"env":[{"name":"DB_PASSWORD","valueFrom":{"secretKeyRef":{"name":"ledger-db","key":"password","optional":true}}}]}""")]
    [InlineData("""{"envFrom":[{"secretRef":{"name":"ledger-db"}}],"imagePullSecrets":[{"name":"regcred"}],"secrets":[{"name":"x"}]}""")]
    [InlineData("""{"tolerations":[{"key":"node.kubernetes.io/not-ready","operator":"Exists","tolerationSeconds":300}]}""")]
    [InlineData("""{"automountServiceAccountToken":true,"token":null,"useToken":false}""")]
    [InlineData("""{"uid":"b839e92d-00dc-5cb5-a9cb-a628bbf3e9b9","resourceVersion":"156511","image":"a/b@sha256:0d17b565c37bcbd895e9d92315a05c1c3c9a29f762b011a10c54a66cd53c9b31"}""")]
    [InlineData("""{"limits":{"cpu":"500m","memory":"512Mi"},"n":1.50,"big":12345678901234567890,"e":1e3}""")]
    [InlineData("""{"kind":"ConfigMap","data":{"ca.crt":"-----BEGIN CERTIFICATE-----\n(omitted)\n-----END CERTIFICATE-----\n"}}""")]
    [InlineData("""{"note":"{\"b\" : 1,   \"a\":[ ]}"}""")]
    [InlineData("""["text",1,true,null,{}]""")]
    public void Keeps_evidence_to_the_letter(string json) => Assert.Equal(Some.Json(json).ToJsonString(), Masked(json));

    [Fact]
    public void Gives_the_data_of_a_Secret_the_token_of_the_plain_value()
    {
        var encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes("hunter2"));
        var masked = Some.Masker.Json(Some.Json($$$"""{"kind":"Secret","data":{"password":"{{{encoded}}}"}}"""))!;
        var variable = Some.Masker.Environment("PASSWORD", "hunter2");
        Assert.Equal(variable, masked["data"]!["password"]!.GetValue<string>());
    }

    [Fact]
    public void Turns_a_number_that_is_a_secret_into_a_token() =>
        Assert.DoesNotContain("4711", Masked("""{"password":4711}"""), StringComparison.Ordinal);

    [Fact]
    public void Leaves_the_given_tree_as_it_was()
    {
        var tree = Some.Json("""{"password":"hunter2"}""");
        Some.Masker.Json(tree);
        Assert.Equal("hunter2", tree["password"]!.GetValue<string>());
    }

    [Fact]
    public void Masks_what_is_nested_too_deep_as_a_whole()
    {
        JsonNode tree = "hunter2";
        for (var i = 0; i < 100; i++)
            tree = new JsonObject { ["a"] = tree };
        var masked = Some.Masker.Json(tree)!.ToJsonString(new() { MaxDepth = 200 });
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
        Assert.Contains(SecretKinds.Unexamined, masked, StringComparison.Ordinal);
    }

    [Fact]
    public void Copes_with_strings_that_are_no_text()
    {
        var masked = Masked("""{"password":"\ud800hunter2","x":"ok"}""");
        Assert.DoesNotContain("hunter2", masked, StringComparison.Ordinal);
    }

    public static TheoryData<JsonValue, string> ValuesOfDotnet => new()
    {
        { JsonValue.Create(Some.Incident), "0197a3c4-0000-7000-8000-000000000001" },
        { JsonValue.Create(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero)), "2026-01-02T03:04:05+00:00" },
        { JsonValue.Create(new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc)), "2026-01-02T03:04:05Z" },
        { JsonValue.Create('c'), "c" },
        { JsonValue.Create(TimeSpan.FromSeconds(90))!, "00:01:30" },
    };

    [Theory]
    [MemberData(nameof(ValuesOfDotnet))]
    public void Takes_a_value_of_dotnet_for_what_is_written_of_it(JsonValue value, string written)
    {
        var tree = new JsonObject { ["uid"] = value.DeepClone(), ["password"] = value.DeepClone(), ["args"] = new JsonArray("--password", value.DeepClone()) };

        var masked = Some.Masker.Json(tree)!;

        Assert.Equal(written, masked["uid"]!.GetValue<string>());
        Assert.NotEqual(written, masked["password"]!.GetValue<string>());
        Assert.Equal(masked["password"]!.GetValue<string>()[..8], masked["args"]![1]!.GetValue<string>()[..8]);
    }

    [Fact]
    public void Looks_into_an_object_of_dotnet()
    {
        var tree = new JsonObject { ["login"] = JsonValue.Create(new { User = "bob", Password = "hunter2", Since = Some.Incident }) };

        Assert.Equal("bob", Some.Masker.Json(tree)!["login"]!["User"]!.GetValue<string>());
        Assert.DoesNotContain("hunter2", Some.Masker.Json(tree)!.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Leaves_out_what_cannot_be_written()
    {
        var circle = new Dictionary<string, object> { ["password"] = "hunter2" };
        circle["self"] = circle;

        Assert.DoesNotContain("hunter2", Some.Masker.Json(new JsonObject { ["a"] = JsonValue.Create(circle) })!.ToJsonString(), StringComparison.Ordinal);
    }
}
