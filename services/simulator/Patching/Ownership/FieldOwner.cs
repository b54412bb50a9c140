namespace Pipeline.Simulator.Patching.Ownership;

/// <summary>Who owns fields: one entry of managedFields is for one owner.</summary>
/// <param name="Manager">"kubectl-client-side-apply".</param>
/// <param name="Operation">"Apply" or "Update".</param>
/// <param name="ApiVersion">The version whose fields are meant.</param>
/// <param name="Subresource">Empty for the object itself.</param>
public sealed record FieldOwner(string Manager, string Operation, string ApiVersion, string Subresource = "")
{
    public const string Apply = "Apply";
    public const string Update = "Update";

    /// <summary>As a conflict names it.</summary>
    public override string ToString() => Operation == Apply
        ? $"\"{Manager}\"{(Subresource.Length == 0 ? "" : $" with subresource \"{Subresource}\"")}"
        : $"\"{Manager}\"{(Subresource.Length == 0 ? "" : $" with subresource \"{Subresource}\"")} using {ApiVersion}";
}
