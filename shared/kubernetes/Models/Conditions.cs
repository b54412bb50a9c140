namespace Pipeline.Kubernetes.Models;

public static class Conditions
{
    /// <summary>The condition of a type; null when the object does not state it.</summary>
    public static Condition? Of(this IReadOnlyList<Condition> conditions, string type)
    {
        foreach (var condition in conditions)
            if (condition.Type == type)
                return condition;
        return null;
    }
}
