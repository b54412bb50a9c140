using System.Runtime.CompilerServices;
using Pipeline.Cli.Api;
using Pipeline.Dashboard.Live;

namespace Pipeline.Cli.Incidents.Watching;

/// <summary>Follows the changes over lost connections: each change once, in order.</summary>
/// <param name="api">The pipeline.</param>
/// <param name="clock">Measures pauses.</param>
/// <param name="note">Hears of connections that are lost and made again.</param>
internal sealed class ChangeFollower(ApiClient api, TimeProvider clock, Action<string> note)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(15);

    /// <summary>The changes after a position, without end.</summary>
    public async IAsyncEnumerable<Change> FollowAsync(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var (position, pause, lost) = (after, FirstPause, false); ;)
        {
            var changes = api.ChangesAsync(position, cancellationToken).GetAsyncEnumerator(cancellationToken);
            try
            {
                while (await MovesAsync(changes, cancellationToken))
                {
                    if (changes.Current.Position <= position)
                        continue;
                    if (lost)
                        note("connected again");
                    (position, pause, lost) = (changes.Current.Position, FirstPause, false);
                    yield return changes.Current;
                }
            }
            finally
            {
                await changes.DisposeAsync();
            }

            if (!lost)
                note("the connection is lost; trying again until Ctrl-C");
            lost = true;
            await Task.Delay(pause, clock, cancellationToken);
            pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
        }
    }

    /// <returns>False when the stream has ended, whoever ended it.</returns>
    private static async Task<bool> MovesAsync(IAsyncEnumerator<Change> changes, CancellationToken cancellationToken)
    {
        try
        {
            return await changes.MoveNextAsync();
        }
        catch (Exception e) when (e is HttpRequestException or IOException
            || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
