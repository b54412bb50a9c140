using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Access;

/// <summary>Lets those who may act as others.</summary>
/// <param name="rbac">Knows who may.</param>
public sealed class Impersonation(RbacAuthorizer rbac)
{
    private const string ServiceAccountPrefix = "system:serviceaccount:";

    /// <summary>Whom a request is to be taken as: the sender, unless its headers name somebody else.</summary>
    /// <exception cref="StatusException">The sender may not act as that one.</exception>
    public UserInfo Apply(UserInfo user, IHeaderDictionary headers)
    {
        var name = headers["Impersonate-User"].ToString();
        var groups = headers["Impersonate-Group"].Where(g => !string.IsNullOrEmpty(g)).Select(g => g!).ToList();
        if (name.Length == 0)
        {
            return groups.Count == 0
                ? user
                : throw new StatusException(500, "InternalError", $"Internal error occurred: requested [{{Group   {groups[0]}}}] without impersonating a user");
        }
        var parts = name.StartsWith(ServiceAccountPrefix, StringComparison.Ordinal) ? name.Split(':') : [];
        if (parts.Length == 4)
            Check(user, "serviceaccounts", parts[2], parts[3]);
        else
            Check(user, "users", "", name);
        foreach (var group in groups)
            Check(user, "groups", "", group);
        if (parts.Length == 4 && groups.Count == 0)
            return UserInfo.ServiceAccount(parts[2], parts[3], "");
        var impersonated = new UserInfo(name, headers["Impersonate-Uid"].ToString(), [.. groups]);
        return name == UserInfo.Anonymous.Name ? UserInfo.Anonymous : impersonated.AsAuthenticated();
    }

    private void Check(UserInfo user, string resource, string ns, string name)
    {
        if (rbac.Allows(user, new AccessRequest("impersonate", "", resource, Namespace: ns, Name: name)))
            return;
        var where = ns.Length == 0 ? "at the cluster scope" : $"in the namespace \"{ns}\"";
        throw Refusal.Forbidden(
            new ResourceKind("", "v1", resource, resource), name,
            $"User \"{user.Name}\" cannot impersonate resource \"{resource}\" in API group \"\" {where}");
    }
}
