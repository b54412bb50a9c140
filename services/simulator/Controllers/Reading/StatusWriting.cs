using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Controllers.Reading;

/// <summary>Status fields as Go writes them: zero is left out.</summary>
public static class StatusWriting
{
    public static void AddNonZero(this JsonObject json, string name, long value)
    {
        if (value != 0)
            json[name] = value;
    }
}
