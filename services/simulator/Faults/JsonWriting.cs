using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Faults;

/// <summary>Makes the way to a place in JSON.</summary>
internal static class JsonWriting
{
    /// <summary>A member that is an object; made when it is not there.</summary>
    public static JsonObject Member(this JsonObject json, string name)
    {
        if (json[name] is JsonObject member)
            return member;
        var made = new JsonObject();
        json[name] = made;
        return made;
    }

    /// <summary>A member that is a list; made when it is not there.</summary>
    public static JsonArray List(this JsonObject json, string name)
    {
        if (json[name] is JsonArray list)
            return list;
        var made = new JsonArray();
        json[name] = made;
        return made;
    }
}
