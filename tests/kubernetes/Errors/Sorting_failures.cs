using System.Text;
using Pipeline.Kubernetes.Errors;

namespace Pipeline.Kubernetes.Tests.Errors;

public sealed class Sorting_failures
{
    private const string Budget = """
        {"kind":"Status","status":"Failure","message":"Cannot evict pod as it would violate the pod's disruption budget.","reason":"TooManyRequests",
         "details":{"causes":[{"reason":"DisruptionBudget","message":"The disruption budget cart needs 3 healthy pods and has 3 currently"}]},"code":429}
        """;

    [Theory]
    [InlineData(400, """{"kind":"Status","reason":"BadRequest","message":"bad","code":400}""", typeof(BadRequestException), false, false)]
    [InlineData(401, """{"kind":"Status","reason":"Unauthorized","message":"Unauthorized","code":401}""", typeof(UnauthorizedException), false, false)]
    [InlineData(403, """{"kind":"Status","reason":"Forbidden","message":"no","code":403}""", typeof(ForbiddenException), false, false)]
    [InlineData(404, """{"kind":"Status","reason":"NotFound","message":"no","code":404}""", typeof(NotFoundException), false, false)]
    [InlineData(404, "404 page not found\n", typeof(NotFoundException), false, false)]
    [InlineData(405, """{"kind":"Status","reason":"MethodNotAllowed","code":405}""", typeof(BadRequestException), false, false)]
    [InlineData(408, "", typeof(RequestTimeoutException), true, true)]
    [InlineData(409, """{"kind":"Status","reason":"AlreadyExists","message":"exists","code":409}""", typeof(AlreadyExistsException), false, false)]
    [InlineData(409, """{"kind":"Status","reason":"Conflict","message":"moved on","code":409}""", typeof(ConflictException), false, false)]
    [InlineData(410, """{"kind":"Status","reason":"Expired","message":"old","code":410}""", typeof(ExpiredException), true, false)]
    [InlineData(410, """{"kind":"Status","reason":"Gone","message":"old","code":410}""", typeof(ExpiredException), true, false)]
    [InlineData(413, "", typeof(BadRequestException), false, false)]
    [InlineData(415, """{"kind":"Status","reason":"UnsupportedMediaType","message":"no","code":415}""", typeof(BadRequestException), false, false)]
    [InlineData(422, """{"kind":"Status","reason":"Invalid","message":"no","code":422}""", typeof(InvalidException), false, false)]
    [InlineData(429, "Too many requests, please try again later.\n", typeof(TooManyRequestsException), true, false)]
    [InlineData(429, Budget, typeof(DisruptionBudgetException), true, false)]
    [InlineData(500, """{"kind":"Status","message":"more than one PodDisruptionBudget","code":500}""", typeof(ServerErrorException), true, true)]
    [InlineData(500, """{"kind":"Status","reason":"InternalError","message":"x","code":500}""", typeof(ServerErrorException), true, true)]
    [InlineData(500, """{"kind":"Status","reason":"ServerTimeout","message":"x","code":500}""", typeof(RequestTimeoutException), true, true)]
    [InlineData(502, "<html><head><title>502 Bad Gateway</title></head></html>", typeof(ServerErrorException), true, true)]
    [InlineData(503, "service unavailable", typeof(ServerErrorException), true, true)]
    [InlineData(504, """{"kind":"Status","reason":"Timeout","message":"x","code":504}""", typeof(RequestTimeoutException), true, true)]
    [InlineData(500, """{"kind":"Status","message":"cut sho""", typeof(ServerErrorException), true, true)]
    [InlineData(500, "[1,2", typeof(ServerErrorException), true, true)]
    [InlineData(500, "", typeof(ServerErrorException), true, true)]
    [InlineData(500, "\0\u0001\u0002", typeof(ServerErrorException), true, true)]
    [InlineData(302, "", typeof(UnexpectedAnswerException), false, false)]
    public void The_type_says_what_can_be_done(int code, string body, Type type, bool isTransient, bool mayHaveTakenEffect)
    {
        var failure = FailureSorter.Sort("PATCH /x", isWrite: true, code, Encoding.UTF8.GetBytes(body));
        Assert.IsType(type, failure);
        Assert.Equal(isTransient, failure.IsTransient);
        Assert.Equal(mayHaveTakenEffect, failure.MayHaveTakenEffect);
        Assert.Equal(code, failure.Status!.Code);
        Assert.StartsWith($"PATCH /x: {code}", failure.Message, StringComparison.Ordinal);
        Assert.False(FailureSorter.Sort("GET /x", isWrite: false, code, Encoding.UTF8.GetBytes(body)).MayHaveTakenEffect);
    }

    [Fact]
    public void A_budget_is_no_throttling()
    {
        var failure = (DisruptionBudgetException)FailureSorter.Sort("POST /x", true, 429, Encoding.UTF8.GetBytes(Budget));
        Assert.Equal("The disruption budget cart needs 3 healthy pods and has 3 currently", failure.Explanation);
        Assert.False(failure.IsBudgetNew);
        Assert.True(((DisruptionBudgetException)FailureSorter.Sort("POST /x", true, 429, Encoding.UTF8.GetBytes(Budget), TimeSpan.FromSeconds(10))).IsBudgetNew);
    }

    [Fact]
    public void Nulls_and_odd_types_in_a_status_do_no_harm()
    {
        var failure = FailureSorter.Sort("GET /x", false, 422, """{"kind":"Status","message":null,"details":{"causes":null,"retryAfterSeconds":7},"metadata":null}"""u8);
        Assert.IsType<InvalidException>(failure);
        Assert.Equal(TimeSpan.FromSeconds(7), failure.RetryAfter ?? TimeSpan.FromSeconds(7));
        Assert.IsType<InvalidException>(FailureSorter.Sort("GET /x", false, 422, """{"kind":"Status","message":{"a":1}}"""u8));
    }

    [Fact]
    public void An_error_within_a_watch_counts_by_its_reason_when_it_names_no_code() =>
        Assert.IsType<ExpiredException>(FailureSorter.Sort("WATCH /x", FailureSorter.ReadStatus("""{"kind":"Status","status":"Failure","reason":"Expired"}"""u8)!));

    [Fact]
    public void A_conflict_of_owners_names_fields_and_owners()
    {
        var failure = (ConflictException)FailureSorter.Sort("PATCH /x", true, 409, """
            {"kind":"Status","reason":"Conflict","message":"Apply failed with 1 conflict","code":409,
            "details":{"causes":[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl\"","field":".spec.replicas"}]}}
            """u8);
        Assert.Equal([".spec.replicas"], failure.FieldConflicts.Select(conflict => conflict.Field));
        Assert.Empty(((ConflictException)FailureSorter.Sort("PUT /x", true, 409, """{"kind":"Status","reason":"Conflict","code":409}"""u8)).FieldConflicts);
    }

    [Fact]
    public void The_message_of_a_long_page_is_its_beginning() =>
        Assert.InRange(FailureSorter.Sort("GET /x", false, 502, Encoding.UTF8.GetBytes(new string('x', 100_000))).Message.Length, 100, 600);
}
