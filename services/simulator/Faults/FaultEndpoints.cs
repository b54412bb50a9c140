using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Pipeline.Simulator.Time;

namespace Pipeline.Simulator.Faults;

/// <summary>Faults over HTTP: GET /faults, POST /faults, DELETE /faults/{id}, DELETE /faults.</summary>
public static partial class FaultEndpoints
{
    private const int LongestText = 300;

    /// <summary>The wish as it comes in.</summary>
    /// <param name="For">"10m", "90s", "1h30m".</param>
    public sealed record Body(string? Fault, string? Target, Dictionary<string, string>? Parameters, string? For, string? Id);

    /// <summary>What was refused: which field, its value, the problem, the way out.</summary>
    public sealed record Refusal(string Field, string? Value, string Problem, string WayOut);

    /// <summary>All kinds, and what is active.</summary>
    public sealed record Listing(IReadOnlyList<FaultKind> Kinds, IReadOnlyList<ActiveFault> Active);

    /// <summary>Serves them; the work is done on the loop, which must be running.</summary>
    public static void MapFaults(this IEndpointRouteBuilder endpoints, FaultInjector injector, SimulationLoop loop)
    {
        endpoints.MapGet("/faults", async (CancellationToken cancel) =>
            TypedResults.Ok(new Listing(FaultCatalogue.All, await OnLoop(loop, () => injector.Active, cancel))));
        endpoints.MapPost("/faults", (Body body, CancellationToken cancel) => StartAsync(body, injector, loop, cancel));
        endpoints.MapDelete("/faults/{id}", async Task<Results<NoContent, NotFound<Refusal>>> (string id, CancellationToken cancel) =>
            await OnLoop(loop, () => injector.Clear(id), cancel)
                ? TypedResults.NoContent()
                : TypedResults.NotFound(new Refusal("id", id, "no active fault has this id", "GET /faults lists the active ones")));
        endpoints.MapDelete("/faults", async (CancellationToken cancel) =>
        {
            await OnLoop(loop, () =>
            {
                injector.ClearAll();
                return true;
            }, cancel);
            return TypedResults.NoContent();
        });
    }

    /// <summary>The duration of a text such as "90s", "10m" or "1h30m"; null for no text.</summary>
    /// <exception cref="FaultException">It is none.</exception>
    public static TimeSpan? Duration(string field, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var match = DurationForm().Match(text);
        if (!match.Success || text.Length > 20)
            throw new FaultException(field, text, "it is no duration", "Write a time such as 90s, 10m or 1h30m");
        double Part(string name) => match.Groups[name].Success ? double.Parse(match.Groups[name].Value, CultureInfo.InvariantCulture) : 0;
        return TimeSpan.FromSeconds((Part("h") * 3600) + (Part("m") * 60) + Part("s"));
    }

    private static async Task<Results<Created<ActiveFault>, UnprocessableEntity<Refusal>>> StartAsync(
        Body body, FaultInjector injector, SimulationLoop loop, CancellationToken cancel)
    {
        try
        {
            if (string.IsNullOrEmpty(body.Fault))
                throw new FaultException("fault", body.Fault, "it is missing", "Name a fault; GET /faults lists them");
            foreach (var (field, value) in new[] { ("fault", body.Fault), ("target", body.Target), ("id", body.Id) })
            {
                if (value?.Length > LongestText)
                    throw new FaultException(field, value[..40] + "…", "too long", $"Write at most {LongestText} characters");
            }
            var request = new FaultRequest(body.Fault, body.Target, body.Parameters, Duration("for", body.For), body.Id);
            var started = await OnLoop(loop, () => injector.Start(request), cancel);
            return TypedResults.Created($"/faults/{Uri.EscapeDataString(started.Id)}", started);
        }
        catch (FaultException e)
        {
            return TypedResults.UnprocessableEntity(new Refusal(e.Field, e.Value, e.Problem, e.WayOut));
        }
    }

    private static Task<T> OnLoop<T>(SimulationLoop loop, Func<T> work, CancellationToken cancel)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        loop.Post(() =>
        {
            try
            {
                done.SetResult(work());
            }
            catch (Exception e)
            {
                done.SetException(e);
            }
        });
        return done.Task.WaitAsync(cancel);
    }

    [GeneratedRegex("^(?=[0-9])((?<h>[0-9]+)h)?((?<m>[0-9]+)m)?((?<s>[0-9]+(\\.[0-9]+)?)s?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DurationForm();
}
