using Pipeline.Simulator.Faults;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Scenarios;

/// <summary>Plays a scenario in the world's time.</summary>
/// <param name="failed">Hears of a step that could not be done; the play goes on.</param>
public sealed class ScenarioPlayer(FaultInjector injector, SimulationLoop loop, Action<ScenarioStep, string> failed)
{
    /// <summary>Begins now; on the loop.</summary>
    /// <returns>Disposed, the play stops: faults that it has started stay until cleared.</returns>
    public IDisposable Play(Scenario scenario)
    {
        var begin = loop.GetUtcNow();
        return new Playing([.. scenario.Steps.Select(step => loop.At(begin + step.At, () => Do(step)))]);
    }

    private void Do(ScenarioStep step)
    {
        try
        {
            if (step.Start is { } request)
                injector.Start(request);
            else if (step.Clear is { } id && !injector.Clear(id))
                failed(step, $"no active fault has the id \"{id}\"");
        }
        catch (FaultException e)
        {
            failed(step, e.Message);
        }
    }

    private sealed class Playing(IReadOnlyList<IDisposable> steps) : IDisposable
    {
        public void Dispose()
        {
            foreach (var step in steps)
                step.Dispose();
        }
    }
}
