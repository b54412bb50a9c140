using System.Globalization;
using System.Text.Json.Nodes;
using Pipeline.Simulator.Defaults;
using Pipeline.Simulator.Resources;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Validation;

namespace Pipeline.Simulator.Clusters;

/// <summary>Whether what is to be written is the object of the path, in the version that the writer has seen.</summary>
internal static class Identity
{
    /// <summary>Checks an object against the stored one, and completes its namespace.</summary>
    /// <exception cref="StatusException">It is another one, or an older version.</exception>
    public static void Check(ResourceDefinition definition, KindRules rules, string ns, string name, StoredObject old, JsonObject json)
    {
        var metadata = json.Ensure("metadata");
        if (ns.Length == 0)
            metadata.Remove("namespace");
        else if ((metadata.Text("namespace") ?? "") is { Length: > 0 } other && other != ns)
            throw Refusal.OtherNamespace();
        var sent = metadata.Text("name") ?? "";
        if (sent != name)
            throw Refusal.OtherName(sent, name);
        if (ns.Length > 0)
            metadata.Default("namespace", ns);
        if (metadata.Text("uid") is { Length: > 0 } uid && uid != old.Uid)
        {
            var problem = FieldProblem.Invalid("metadata.uid", uid, "field is immutable");
            throw Refusal.Invalid(definition.Kind, name, [problem, problem]);
        }
        CheckVersion(definition, rules, name, old, metadata.Text("resourceVersion") ?? "");
    }

    /// <summary>The uid of an object that replaces another is a condition.</summary>
    /// <param name="found">That of the stored one; empty when there is none.</param>
    public static void CheckUid(ResourceDefinition definition, JsonObject metadata, string found)
    {
        if (metadata.Text("uid") is not { Length: > 0 } uid || uid == found)
            return;
        var (ns, name) = (metadata.Text("namespace") ?? "", metadata.Text("name") ?? "");
        throw Refusal.Conflict(
            definition.Stored, name,
            $"StorageError: invalid object, Code: 4, Key: /registry/{definition.Stored.Plural}/{(ns.Length == 0 ? "" : ns + "/")}{name}, "
            + $"ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: {uid}, UID in object meta: {found}");
    }

    private static void CheckVersion(ResourceDefinition definition, KindRules rules, string name, StoredObject old, string version)
    {
        if (version.Length > 0)
        {
            if (!ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw Refusal.Unexpected($"strconv.ParseUint: parsing \"{version}\": invalid syntax");
            if (number != (ulong)old.ResourceVersion && number != 0)
                throw Refusal.Conflict(definition.Stored, name);
        }
        if (version is "" or "0" && rules.MustName)
        {
            throw Refusal.Invalid(
                definition.Stored.Plural, definition.Stored.Group, name,
                [new FieldProblem("metadata.resourceVersion", "FieldValueInvalid", "Invalid value: 0x0: must be specified for an update")]);
        }
    }
}
