using System.Net;
using Pipeline.Executor.Notifying;
using Xunit;

namespace Pipeline.Executor.Tests.Notifying;

public sealed class Sorting_answers
{
    [Theory]
    [InlineData(200, DeliveryVerdict.Accepted)]
    [InlineData(201, DeliveryVerdict.Accepted)]
    [InlineData(202, DeliveryVerdict.Accepted)]
    [InlineData(204, DeliveryVerdict.Accepted)]
    [InlineData(301, DeliveryVerdict.Refused)]
    [InlineData(307, DeliveryVerdict.Refused)]
    [InlineData(400, DeliveryVerdict.Refused)]
    [InlineData(401, DeliveryVerdict.Refused)]
    [InlineData(403, DeliveryVerdict.Refused)]
    [InlineData(404, DeliveryVerdict.Refused)]
    [InlineData(408, DeliveryVerdict.TryLater)]
    [InlineData(409, DeliveryVerdict.InDoubt)]
    [InlineData(410, DeliveryVerdict.Refused)]
    [InlineData(413, DeliveryVerdict.Refused)]
    [InlineData(422, DeliveryVerdict.Refused)]
    [InlineData(425, DeliveryVerdict.TryLater)]
    [InlineData(429, DeliveryVerdict.TryLater)]
    [InlineData(500, DeliveryVerdict.InDoubt)]
    [InlineData(502, DeliveryVerdict.InDoubt)]
    [InlineData(503, DeliveryVerdict.InDoubt)]
    [InlineData(504, DeliveryVerdict.InDoubt)]
    [InlineData(599, DeliveryVerdict.InDoubt)]
    [InlineData(199, DeliveryVerdict.InDoubt)]
    public void Knows_what_certainly_had_no_effect(int status, DeliveryVerdict verdict) =>
        Assert.Equal(verdict, DeliveryVerdicts.Of((HttpStatusCode)status));
}
