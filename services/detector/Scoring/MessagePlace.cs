namespace Pipeline.Detector.Scoring;

/// <summary>Where a message lies in the sequence of its source.</summary>
public enum MessagePlace
{
    /// <summary>It continues what is covered, or overlaps its end.</summary>
    Next,

    /// <summary>All of it is covered.</summary>
    Old,

    /// <summary>Something between what is covered and this message was lost.</summary>
    AfterGap,
}
