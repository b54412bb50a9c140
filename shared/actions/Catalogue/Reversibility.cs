namespace Pipeline.Actions.Catalogue;

/// <summary>Whether an action can be taken back.</summary>
public enum Reversibility
{
    /// <summary>It changes nothing that would have to be taken back.</summary>
    NothingToTakeBack,

    /// <summary>The before-state that its intent records is enough to restore it.</summary>
    Reversible,

    /// <summary>What it does cannot be undone, and no plan may call it a rollback.</summary>
    Irreversible,
}
