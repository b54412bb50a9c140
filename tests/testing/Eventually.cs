using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Pipeline.Testing;

/// <summary>Waits for a fact instead of for time: asks again until it holds, and says what was seen last when it does not.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60); // a loaded machine of two cores; no pass waits for it
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Reads until the condition holds for what was read.</summary>
    /// <param name="read">May throw while things are starting or down; the last error is part of the message.</param>
    /// <param name="condition">On what was read.</param>
    /// <param name="within">60 seconds unless said otherwise.</param>
    /// <param name="expression">Of the compiler.</param>
    /// <returns>The first value that satisfies the condition.</returns>
    /// <exception cref="TimeoutException">It never did.</exception>
    public static async Task<T> ReadsAsync<T>(
        Func<CancellationToken, Task<T>> read, Func<T, bool> condition, TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "")
    {
        var patience = within ?? Patience;
        var start = TimeProvider.System.GetTimestamp();
        using var deadline = new CancellationTokenSource(patience);
        string seen;
        do
        {
            try
            {
                var value = await read(deadline.Token);
                if (condition(value))
                    return value;
                seen = Show(value);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                seen = e.ToString();
            }

            await Task.Delay(Pause, TimeProvider.System, CancellationToken.None);
        }
        while (TimeProvider.System.GetElapsedTime(start) < patience);

        throw new TimeoutException(string.Create(
            CultureInfo.InvariantCulture, $"Not so within {patience.TotalSeconds} s: {expression}\nLast seen: {seen}"));
    }

    /// <inheritdoc cref="ReadsAsync{T}(Func{CancellationToken, Task{T}}, Func{T, bool}, TimeSpan?, string)"/>
    public static Task<T> ReadsAsync<T>(
        Func<T> read, Func<T, bool> condition, TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        ReadsAsync(_ => Task.FromResult(read()), condition, within, expression);

    /// <summary>Asks until the answer is yes.</summary>
    /// <exception cref="TimeoutException">It never was.</exception>
    public static Task HoldsAsync(
        Func<CancellationToken, Task<bool>> condition, TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        ReadsAsync(condition, holds => holds, within, expression);

    /// <inheritdoc cref="HoldsAsync(Func{CancellationToken, Task{bool}}, TimeSpan?, string)"/>
    public static Task HoldsAsync(
        Func<bool> condition, TimeSpan? within = null,
        [CallerArgumentExpression(nameof(condition))] string expression = "") =>
        ReadsAsync(condition, holds => holds, within, expression);

    private static string Show<T>(T value) =>
        value is string or IFormattable ? value.ToString()! : JsonSerializer.Serialize(value);
}
