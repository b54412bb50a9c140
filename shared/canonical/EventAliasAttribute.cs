namespace Pipeline.Canonical;

/// <summary>The name under which an event is stored, for ever: it may never change.</summary>
/// <param name="alias">Marten's alias of the class (snake case of the inner name); later versions end in "_v2", "_v3".</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventAliasAttribute(string alias) : Attribute
{
    /// <summary>The stored name.</summary>
    public string Alias { get; } = alias;
}
