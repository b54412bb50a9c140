using System.Reflection;

namespace Pipeline.Simulator.Schemas;

/// <summary>The built-in types of Kubernetes 1.32, read from the texts in the folder Catalogue.</summary>
/// <remarks>
/// <para>A text describes one package, <c>package core io.k8s.api.core.v1 v1</c>: its name in the texts, its name in OpenAPI, its apiVersion ("-" for none).
/// Then come types, <c>type Probe</c>, and kinds, <c>kind Pod</c>, which have apiVersion and kind besides; "atomic" after the name: applied as one.</para>
/// <para>A field is <c>name type rules</c>; "!" after the name: required. Types are string, int32, int64, number, bool, quantity, intOrString, time, microTime,
/// bytes, json (anything), a type of this or another package (<c>meta.ObjectMeta</c>), a list <c>[T]</c> or a map <c>{T}</c>.</para>
/// <para>Rules of strategic merge patch: <c>merge=key</c> (or <c>merge</c>, by value), <c>retainKeys</c>, <c>replace</c>. Of server-side apply: <c>map=keys</c>, <c>set</c>,
/// <c>atomic</c>, <c>granular</c>; unless said otherwise lists are atomic, maps and objects granular.</para>
/// </remarks>
public sealed class TypeCatalogue
{
    private static readonly Lazy<TypeCatalogue> Shared = new(ReadResources);

    private readonly Dictionary<string, TypeSchema> _types = new(StringComparer.Ordinal);
    private readonly Dictionary<(string ApiVersion, string Kind), TypeSchema> _kinds = [];

    private TypeCatalogue(IEnumerable<string> texts)
    {
        var packages = texts.Select(CataloguePackage.Read).ToList();
        foreach (var type in packages.SelectMany(p => p.Types))
        {
            _types.Add(type.Schema.Id, type.Schema);
            if (type.Schema.ApiVersion is { } apiVersion)
                _kinds.Add((apiVersion, type.Schema.Name), type.Schema);
        }
        var ids = packages.ToDictionary(p => p.Alias, p => p.Id, StringComparer.Ordinal);
        foreach (var package in packages)
        {
            foreach (var (schema, lines) in package.Types)
            {
                if (schema.ApiVersion is not null)
                {
                    schema.Add(new FieldSchema("apiVersion", new ValueSchema(ValueKind.Text)));
                    schema.Add(new FieldSchema("kind", new ValueSchema(ValueKind.Text)));
                }
                foreach (var line in lines)
                    schema.Add(CatalogueLine.Read(line, name => _types[name.Split('.') is [var alias, var type] ? $"{ids[alias]}.{type}" : $"{package.Id}.{name}"]));
            }
        }
    }

    /// <summary>The built-in types.</summary>
    public static TypeCatalogue BuiltIn => Shared.Value;

    /// <summary>All types, parts of kinds too.</summary>
    public IEnumerable<TypeSchema> Types => _types.Values;

    /// <summary>The type of a kind; null when it is not built in.</summary>
    /// <param name="apiVersion">"apps/v1".</param>
    /// <param name="kind">"Deployment".</param>
    public TypeSchema? Find(string apiVersion, string kind) => _kinds.GetValueOrDefault((apiVersion, kind));

    /// <summary>The type with this name in OpenAPI; null when there is none.</summary>
    /// <param name="id">"io.k8s.api.core.v1.Container".</param>
    public TypeSchema? Find(string id) => _types.GetValueOrDefault(id);

    /// <summary>ObjectMeta.</summary>
    public TypeSchema ObjectMeta => _types["io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta"];

    private static TypeCatalogue ReadResources()
    {
        var assembly = Assembly.GetExecutingAssembly();
        return new TypeCatalogue(assembly.GetManifestResourceNames().Where(n => n.EndsWith(".types", StringComparison.Ordinal)).Select(name =>
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            return reader.ReadToEnd();
        }));
    }
}
