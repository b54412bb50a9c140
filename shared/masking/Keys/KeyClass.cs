namespace Pipeline.Masking.Keys;

/// <summary>Why the value of a key is sensitive.</summary>
/// <param name="Kind">One of <see cref="SecretKinds"/>.</param>
/// <param name="Weak">In prose the word also stands for harmless things ("session: closed"); a plain word after it is none.</param>
internal readonly record struct KeyClass(string Kind, bool Weak = false);
