using System.Text.Json.Serialization;
using Pipeline.Canonical;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Tests.Given;
using Xunit;

namespace Pipeline.EventStore.Tests.Events;

public sealed class Event_types
{
    [Theory]
    [InlineData(typeof(OOMKilled), "oom_killed")]
    [InlineData(typeof(KubeAPIDown), "kube_api_down")]
    [InlineData(typeof(Pod2Restarted), "pod_2_restarted")]
    [InlineData(typeof(Cpu95Exceeded), "cpu_95_exceeded")]
    [InlineData(typeof(My_Event), "my___event")]
    public void Have_martens_alias(Type type, string alias) => Assert.Equal(alias, MartenAlias.Of(type));

    [Theory]
    [InlineData(typeof(NoAlias), "has no [EventAlias(\"no_alias\")]")]
    [InlineData(typeof(Misnamed), "Marten calls it 'misnamed'")]
    [InlineData(typeof(WithNumericEnum), "WithNumericEnum.Parts[].Deep would be stored as a number")]
    [InlineData(typeof(WithNumericKey), "would be stored as a number")]
    [InlineData(typeof(Generic<int>), "is generic")]
    public void Are_refused_at_start_when_declared_wrongly(Type type, string reason) =>
        Assert.Contains(reason, Assert.Throws<EventTypeException>(() => new EventTypes([type])).Message, StringComparison.Ordinal);

    [Fact]
    public void May_carry_a_later_version_in_the_alias() =>
        Assert.Equal("price_changed_v3", Some.Types.AliasFor(typeof(PriceChanged)));

    [Fact]
    public void Share_no_alias() => Assert.Contains(
        "an alias names one type",
        Assert.Throws<EventTypeException>(() => new EventTypes([typeof(OrderPlaced), typeof(Other.OrderPlaced)])).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("order_placed", "item_added", "is the current alias")]
    [InlineData("old", "nowhere", "is no registered type")]
    [InlineData("old", "old", "run in a circle")]
    public void Refuse_upcasters_that_lead_nowhere(string from, string to, string reason) => Assert.Contains(
        reason,
        Assert.Throws<EventTypeException>(
            () => new EventTypes([typeof(OrderPlaced), typeof(ItemAdded)], [new(from, json => json, to)])).Message,
        StringComparison.Ordinal);

    private sealed record OOMKilled;

    private sealed record KubeAPIDown;

    private sealed record Pod2Restarted;

    private sealed record Cpu95Exceeded;

    private sealed record My_Event;

    public sealed record NoAlias;

    [EventAlias("missnamed")]
    public sealed record Misnamed;

    [EventAlias("with_numeric_enum")]
    public sealed record WithNumericEnum(IReadOnlyList<Part> Parts, Colour? Fine);

    public sealed record Part([property: JsonIgnore] DayOfWeek Ignored, DayOfWeek? Deep);

    [EventAlias("with_numeric_key")]
    public sealed record WithNumericKey(IReadOnlyDictionary<string, DayOfWeek> Days);

    [EventAlias("generic")]
    public sealed record Generic<T>(T Value);

    public static class Other
    {
        [EventAlias("order_placed")]
        public sealed record OrderPlaced;
    }
}
