using System.Text.Json.Serialization;
using Pipeline.Canonical;
using Pipeline.EventStore.Events;

namespace Pipeline.EventStore.Tests.Given;

/// <summary>Event types of a world that is not the pipeline's: the store knows no incident.</summary>
public static class Some
{
    public static EventTypes Types { get; } = new(
        [typeof(OrderPlaced), typeof(ItemAdded), typeof(Measured), typeof(PriceChanged)],
        [
            new("price_changed", json => { json["Currency"] = "EUR"; return json; }, "price_changed_v2"),
            new("price_changed_v2", json => { json["Cents"] = json["Price"]!.GetValue<int>() * 100; return json; }, "price_changed_v3"),
        ]);

    public static Guid Id() => Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

    public static NewEvent Placed(string customer = "Ana") => new(new OrderPlaced(customer, Colour.Green));

    public static NewEvent Added(string item, int count = 1) => new(new ItemAdded(item, count));
}

[JsonConverter(typeof(JsonStringEnumConverter<Colour>))]
public enum Colour
{
    Red,
    Green,
}

[EventAlias("order_placed")]
public sealed record OrderPlaced(string Customer, Colour Colour);

[EventAlias("item_added")]
public sealed record ItemAdded(string Item, int Count);

[EventAlias("measured")]
public sealed record Measured(IReadOnlyList<double> Samples, IReadOnlyDictionary<string, string> Texts);

[EventAlias("price_changed_v3")]
public sealed record PriceChanged(int Cents, string Currency);
