namespace Pipeline.Detection.Streaming.Levels;

/// <summary>Distances in multiples of a spread.</summary>
public static class Deviations
{
    /// <summary>More than this is said of no distance: a series without any spread would have infinite ones.</summary>
    public const double Most = 1e6;

    /// <summary>A residual in multiples of a spread that may be zero, with the residual's sign.</summary>
    public static double Of(double residual, double spread)
    {
        var size = Math.Abs(residual);
        return size == 0 ? 0 : Math.CopySign(size < spread * Most ? size / spread : Most, residual);
    }
}
