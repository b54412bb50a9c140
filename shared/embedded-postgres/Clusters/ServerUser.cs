using Pipeline.Processes;

namespace Pipeline.EmbeddedPostgres.Clusters;

/// <summary>PostgreSQL refuses to run as root, so root starts it as somebody else.</summary>
public static class ServerUser
{
    /// <returns>Null, the user of this process, unless that is root: then postgres, or nobody where there is no such account.</returns>
    public static UnixUser? Choose() =>
        UnixUser.CanSwitch ? UnixUser.Find("postgres") ?? UnixUser.Find("nobody") : null;
}
