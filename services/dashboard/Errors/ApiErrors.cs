namespace Pipeline.Dashboard.Errors;

/// <summary>Whatever goes wrong, the answer is problem+json with a kind; what happened inside stays in the log.</summary>
internal static class ApiErrors
{
    public static IServiceCollection AddApiErrors(this IServiceCollection services) => services
        .AddProblemDetails(problems => problems.CustomizeProblemDetails = Complete)
        .Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true) // else a bad body is answered without a word
        .AddExceptionHandler<ApiExceptionHandler>();

    public static WebApplication UseApiErrors(this WebApplication app)
    {
        app.UseExceptionHandler();
        app.UseStatusCodePages(); // an error that nobody explained: an unknown path, a wrong method
        return app;
    }

    /// <summary>Gives problems that others made the kind that all of ours have.</summary>
    private static void Complete(ProblemDetailsContext context)
    {
        var problem = context.ProblemDetails;
        if (problem.Extensions.ContainsKey(ProblemKinds.Member))
            return;
        var (kind, detail) = ProblemKinds.OfStatus(problem.Status ?? context.HttpContext.Response.StatusCode);
        problem.Extensions[ProblemKinds.Member] = kind;
        problem.Type = ProblemKinds.TypeOf(kind);
        problem.Detail ??= detail;
    }
}
