using System.Collections.Immutable;

namespace Pipeline.Simulator.Access;

/// <summary>Who sends a request.</summary>
/// <param name="Name">"system:serviceaccount:shop:default".</param>
/// <param name="Uid">Empty when unknown.</param>
/// <param name="Groups">"system:masters".</param>
public sealed record UserInfo(string Name, string Uid, ImmutableArray<string> Groups)
{
    public const string Masters = "system:masters";
    public const string Authenticated = "system:authenticated";
    public const string Unauthenticated = "system:unauthenticated";

    /// <summary>Who has shown no credentials.</summary>
    public static UserInfo Anonymous { get; } = new("system:anonymous", "", [Unauthenticated]);

    /// <summary>What an authentication plugin knows more: "authentication.kubernetes.io/credential-id".</summary>
    public ImmutableSortedDictionary<string, ImmutableArray<string>> Extra { get; init; } =
        ImmutableSortedDictionary<string, ImmutableArray<string>>.Empty;

    /// <summary>The user with the group of all that are authenticated.</summary>
    public UserInfo AsAuthenticated() => Groups.Contains(Authenticated) ? this : this with { Groups = Groups.Add(Authenticated) };

    /// <summary>The user that a service account is.</summary>
    public static UserInfo ServiceAccount(string ns, string name, string uid) =>
        new($"system:serviceaccount:{ns}:{name}", uid, ["system:serviceaccounts", $"system:serviceaccounts:{ns}", Authenticated]);
}
