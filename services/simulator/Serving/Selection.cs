using Pipeline.Simulator.Storage;

namespace Pipeline.Simulator.Serving;

/// <summary>Which objects of a kind a request is about.</summary>
/// <param name="Namespace">Empty for all.</param>
/// <param name="Labels">By labels.</param>
/// <param name="Fields">By fields.</param>
/// <param name="Name">The one object of this name; null for all.</param>
internal sealed record Selection(string Namespace, LabelSelector Labels, FieldSelector Fields, string? Name)
{
    /// <summary>Whether all objects of the namespace are meant.</summary>
    public bool SelectsAll => Labels.IsEmpty && Fields.IsEmpty && Name is null;

    /// <summary>That of a request.</summary>
    public static Selection Read(ApiRequest request)
    {
        var definition = request.Resource;
        _ = request.Number("timeoutSeconds"); // the real server reads all of the options before it does anything
        var fields = FieldSelector.Parse(request.Query("fieldSelector"), definition);
        return new Selection(
            request.ScopeOf(definition), LabelSelector.Parse(request.Query("labelSelector")), fields,
            request.Info.Name.Length > 0 && fields.Name is null ? request.Info.Name : null);
    }

    /// <summary>Whether an object of the right namespace is meant.</summary>
    public bool Matches(StoredObject o) => Labels.Matches(o.Labels) && Fields.Matches(o) && (Name is null || o.Key.Name == Name);

    /// <summary>Whether an object of any namespace is meant.</summary>
    public bool MatchesAnywhere(StoredObject o) => (Namespace.Length == 0 || o.Key.Namespace == Namespace) && Matches(o);
}
