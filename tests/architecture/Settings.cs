using System.Reflection;
using System.Xml.Linq;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Architecture.Tests;

/// <summary>Every setting says what it is: the reference is made of it.</summary>
public sealed class Settings
{
    private static readonly Lazy<HashSet<string>> Documented = new(() =>
        [.. Ours.Assemblies.Select(assembly => Path.ChangeExtension(assembly.Location, ".xml"))
            .SelectMany(path => XDocument.Load(path).Descendants("member"))
            .Where(member => member.Element("summary") is not null)
            .Select(member => (string)member.Attribute("name")!)]);

    private static IEnumerable<Type> Classes => Ours.Types.Where(t =>
        t is { IsClass: true, IsAbstract: false, IsPublic: true } && t.Name.EndsWith("Options", StringComparison.Ordinal)
        && t.GetConstructor([]) is not null);

    [Fact]
    public void Are_documented() => Rule.Holds(
        Classes.SelectMany(type => Properties(type).Select(p => $"P:{p.DeclaringType!.FullName}.{p.Name}").Prepend($"T:{type.FullName}"))
            .Except(Documented.Value));

    [Fact]
    public void That_sound_secret_are_marked_so() => Rule.Holds(
        from type in Classes
        from property in Properties(type)
        where Ours.KnowsHosting(property.DeclaringType!.Assembly) && property.PropertyType == typeof(string) && property.Name is "Password" or "Secret" or "Token" or "Key" or "ApiKey"
            && !property.IsDefined(typeof(SecretAttribute))
        select $"{type}.{property.Name} has no [Secret]: its value would stand in error messages");

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p is { CanRead: true, CanWrite: true });
}
