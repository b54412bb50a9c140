using System.Text.Json.Serialization;

namespace Pipeline.Incidents;

/// <summary>Who caused an event, and how that was made sure.</summary>
/// <param name="Kind">A person or a part of the pipeline.</param>
/// <param name="Name">The person's or service's name: "ana", "analyzer".</param>
/// <param name="AuthenticatedBy">How the name was proven: "process" for the pipeline's own parts, "local-token", "bearer-token".</param>
public sealed record Actor(ActorKind Kind, string Name, string AuthenticatedBy)
{
    /// <summary>A service of the pipeline itself.</summary>
    public static Actor Service(string name) => new(ActorKind.Service, name, "process");
}

/// <summary>What an actor is. Only a person may decide; no service can take a person's place.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ActorKind>))]
public enum ActorKind
{
    /// <summary>A part of the pipeline.</summary>
    Service,

    /// <summary>A person with an authenticated name.</summary>
    Person,
}
