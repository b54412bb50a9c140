namespace Pipeline.Detection.Forecasting;

/// <summary>How one way of looking at a history sees it go on.</summary>
/// <param name="BinsLeft">From the newest bin until the limit is reached.</param>
/// <param name="GrowthPerBin">As a share of the limit.</param>
/// <param name="BinsSeen">How long this growth has been seen.</param>
/// <param name="Unsteadiness">By what part the growth varied while it was seen; 0 when unknown.</param>
/// <param name="Basis">What it is taken from.</param>
internal readonly record struct Course(double BinsLeft, double GrowthPerBin, long BinsSeen, double Unsteadiness, ForecastBasis Basis)
{
    public void Write(BinaryWriter writer)
    {
        writer.Write(BinsLeft);
        writer.Write(GrowthPerBin);
        writer.Write(BinsSeen);
        writer.Write(Unsteadiness);
        writer.Write((int)Basis);
    }

    public static Course Read(BinaryReader reader) =>
        new(reader.ReadDouble(), reader.ReadDouble(), reader.ReadInt64(), reader.ReadDouble(), (ForecastBasis)reader.ReadInt32());
}
