using Pipeline.Simulator.Clusters;
using Pipeline.Simulator.Storage;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Controllers.Running;

/// <summary>The objects a controller has to look at: each at most once at a time, again later when the API refused something.</summary>
/// <remarks>
/// A key's turn is posted to the loop when it is added. Whatever the controller wrote in the key's last turn was posted to the
/// watchers before any later addition of the same key, so a turn always sees its own past writes.
/// </remarks>
public sealed class WorkList(SimulationLoop loop, Action<ObjectKey> work)
{
    private static readonly TimeSpan FirstDelay = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestDelay = TimeSpan.FromSeconds(1000);
    private readonly HashSet<ObjectKey> _waiting = [];
    private readonly Dictionary<ObjectKey, int> _failures = [];
    private readonly Dictionary<ObjectKey, (DateTimeOffset Due, IDisposable Turn)> _later = [];

    /// <summary>Gives a key its turn as soon as possible.</summary>
    public void Add(ObjectKey key)
    {
        if (_waiting.Add(key))
            loop.Post(() => Work(key));
    }

    /// <summary>Gives a key its turn after a while; the earliest of several such wishes counts.</summary>
    public void AddAfter(ObjectKey key, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero)
        {
            Add(key);
            return;
        }
        var due = loop.GetUtcNow() + delay;
        if (_later.TryGetValue(key, out var planned))
        {
            if (planned.Due <= due)
                return;
            planned.Turn.Dispose();
        }
        _later[key] = (due, loop.At(due, () =>
        {
            _later.Remove(key);
            Add(key);
        }));
    }

    /// <summary>Gives a key its turn after its back-off, which doubles until <see cref="Forget"/>.</summary>
    public void AddAgain(ObjectKey key)
    {
        var failures = _failures.GetValueOrDefault(key);
        _failures[key] = failures + 1;
        AddAfter(key, failures < 18 ? FirstDelay * (1 << failures) is var delay && delay < LongestDelay ? delay : LongestDelay : LongestDelay);
    }

    /// <summary>Ends a key's back-off.</summary>
    public void Forget(ObjectKey key) => _failures.Remove(key);

    private void Work(ObjectKey key)
    {
        _waiting.Remove(key);
        try
        {
            work(key);
            Forget(key);
        }
        catch (StatusException)
        {
            AddAgain(key);
        }
        catch (Exception)
        {
            AddAgain(key); // a fault of the controller is the loop's to report; the object is not given up for it
            throw;
        }
    }
}
