namespace Pipeline.Contracts.Symptoms;

/// <summary>What the rows of the intake are; stored, so none may change.</summary>
public static class IntakeKinds
{
    /// <summary>A <see cref="SymptomReport"/>, as JSON with the web defaults (camel case).</summary>
    public const string Symptom = "symptom";
}
