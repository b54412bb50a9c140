using Pipeline.Hosting.Authentication;
using Pipeline.Incidents;

namespace Pipeline.Dashboard.Decisions;

/// <summary>Who speaks: by the authentication, never by the body.</summary>
internal static class Speaker
{
    /// <summary>The person behind a request.</summary>
    public static Actor Of(HttpContext http)
    {
        var caller = Caller.Of(http.User) ?? throw new InvalidOperationException("The endpoint let in a caller who is not authenticated.");
        return new Actor(ActorKind.Person, caller.Name, caller.AuthenticatedBy);
    }
}
