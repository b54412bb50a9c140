using System.Net;
using Pipeline.Dashboard.Tests.Given;
using Pipeline.Testing;
using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests;

public sealed class Health_and_status(PostgresFixture postgres) : ApiTest(postgres)
{
    [Fact]
    public async Task Live_and_ready_need_no_token()
    {
        Assert.Equal("healthy", (await Api.GetAsync("/health/live", token: null)).Ok().GetProperty("status").GetString());
        var ready = await Eventually.ReadsAsync(_ => Api.GetAsync("/health/ready", token: null), answer => answer.Status == HttpStatusCode.OK);
        Assert.Equal(("dashboard", "healthy"), (
            ready.Body.GetProperty("service").GetString(), ready.Body.GetProperty("checks").GetProperty("database").GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Status_names_each_stage_and_whether_it_works()
    {
        var status = await Eventually.ReadsAsync(
            async _ => (await Api.GetAsync("/api/v1/status")).Ok(),
            body => body.GetProperty("stages").EnumerateArray().Any(s => s.GetProperty("stage").GetString() == "dashboard" && s.GetProperty("state").GetString() == "running"));
        Assert.Equal(("demo", false), (status.GetProperty("cluster").GetString(), status.GetProperty("intakeWaiting").GetBoolean()));
        var executor = status.GetProperty("stages").EnumerateArray().Single(s => s.GetProperty("stage").GetString() == "executor");
        Assert.Equal(("stopped", 0), (executor.GetProperty("state").GetString(), executor.GetProperty("instances").GetInt32()));
    }
}
