using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Pipeline.Canonical;

namespace Pipeline.EventStore.Events;

/// <summary>Which record type is stored under which alias. Everything that can be wrong about it is found when it is
/// built.</summary>
public sealed partial class EventTypes
{
    private readonly FrozenDictionary<string, Type> _types;
    private readonly FrozenDictionary<Type, string> _aliases;
    private readonly FrozenDictionary<string, Upcaster> _upcasters;

    /// <param name="types">Concrete, each with an <see cref="EventAliasAttribute"/>; abstract ones are left out.</param>
    /// <param name="upcasters">For aliases that older programs wrote.</param>
    /// <exception cref="EventTypeException">
    /// An alias that is missing, taken, or not Marten's; an enum that would be stored as a number; an upcaster that leads nowhere.</exception>
    public EventTypes(IEnumerable<Type> types, IEnumerable<Upcaster>? upcasters = null)
    {
        var aliases = new Dictionary<Type, string>();
        var byAlias = new Dictionary<string, Type>(StringComparer.Ordinal);
        foreach (var type in types.Where(type => !type.IsAbstract).Distinct())
        {
            var alias = AliasOf(type);
            if (!byAlias.TryAdd(alias, type))
                throw new EventTypeException($"The alias '{alias}' is on both {byAlias[alias]} and {type}; an alias names one type.");
            aliases.Add(type, alias);
            StoredEnums.Check(type);
        }
        _types = byAlias.ToFrozenDictionary(StringComparer.Ordinal);
        _aliases = aliases.ToFrozenDictionary();
        _upcasters = Chains(upcasters ?? [], byAlias);
    }

    /// <summary>All current aliases with their types.</summary>
    public IReadOnlyDictionary<string, Type> ByAlias => _types;

    /// <summary>The concrete types nested in a closed base record, as in <c>IncidentEvent</c>.</summary>
    public static IEnumerable<Type> NestedIn(Type @base) =>
        @base.GetNestedTypes().Where(nested => !nested.IsAbstract && @base.IsAssignableFrom(nested));

    /// <exception cref="EventTypeException">The type is not registered.</exception>
    public string AliasFor(Type type) => _aliases.TryGetValue(type, out var alias)
        ? alias
        : throw new EventTypeException($"{type} is not registered as an event type: add it to EventTypes.");

    /// <summary>What stands in mt_dotnet_type, without version, culture and key.</summary>
    internal static string DotnetNameOf(Type type) => $"{type.FullName}, {type.Assembly.GetName().Name}";

    /// <exception cref="UnknownEventTypeException">Neither a type nor an upcaster has the alias.</exception>
    internal object Decode(StoredEvent stored)
    {
        var (alias, data) = (stored.Type, stored.Data);
        JsonObject? upcast = null;
        while (_upcasters.TryGetValue(alias, out var upcaster))
        {
            upcast = upcaster.Convert(upcast ?? JsonObject.Create(data)!);
            alias = upcaster.To;
        }
        if (!_types.TryGetValue(alias, out var type))
            throw new UnknownEventTypeException(alias, stored.StreamId, stored.Version);
        return Deserialize(stored, type, upcast);
    }

    private static object Deserialize(StoredEvent stored, Type type, JsonObject? upcast)
    {
        var where = $"Event {stored.Version} of stream {stored.StreamId} ('{stored.Type}')";
        try
        {
            return (upcast is null ? stored.Data.Deserialize(type, EventJson.Options) : upcast.Deserialize(type, EventJson.Options))
                ?? throw new EventEncodingException($"{where} is stored as JSON null.");
        }
        catch (JsonException e)
        {
            throw new EventEncodingException($"{where} cannot be read as {type}: {e.Message}", e);
        }
    }

    private static string AliasOf(Type type)
    {
        var alias = type.GetCustomAttribute<EventAliasAttribute>()?.Alias
            ?? throw new EventTypeException($"{type} has no [EventAlias(\"{MartenAlias.Of(type)}\")], so it has no name to be stored under.");
        var marten = MartenAlias.Of(type);
        return alias == marten || (alias.StartsWith(marten, StringComparison.Ordinal) && Version().IsMatch(alias.AsSpan(marten.Length)))
            ? alias
            : throw new EventTypeException(
                $"{type} has the alias '{alias}', but Marten calls it '{marten}' and would not find it. "
                + $"Use '{marten}', or '{marten}_v2' and so on for a later version, or rename the class.");
    }

    private static FrozenDictionary<string, Upcaster> Chains(IEnumerable<Upcaster> upcasters, Dictionary<string, Type> types)
    {
        var chains = new Dictionary<string, Upcaster>(StringComparer.Ordinal);
        foreach (var upcaster in upcasters)
        {
            if (types.TryGetValue(upcaster.From, out var current))
                throw new EventTypeException($"There is an upcaster from '{upcaster.From}', which is the current alias of {current}.");
            if (!chains.TryAdd(upcaster.From, upcaster))
                throw new EventTypeException($"There are two upcasters from '{upcaster.From}'; one is allowed.");
        }
        foreach (var first in chains.Values)
        {
            var (alias, steps) = (first.To, 1);
            while (chains.TryGetValue(alias, out var next) && steps++ <= chains.Count)
                alias = next.To;
            if (!types.ContainsKey(alias))
                throw new EventTypeException(
                    $"The upcaster from '{first.From}' ends at '{alias}', which is no registered type (or the upcasters run in a circle).");
        }
        return chains.ToFrozenDictionary(StringComparer.Ordinal);
    }

    [GeneratedRegex(@"\A_v([2-9]|[1-9][0-9]+)\z")]
    private static partial Regex Version();
}
