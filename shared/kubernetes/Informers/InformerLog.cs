using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Informers;

internal static partial class InformerLog
{
    [LoggerMessage(7201, LogLevel.Information, "{Type}: {Count} objects listed")]
    public static partial void Listed(this ILogger log, ResourceType type, int count);

    [LoggerMessage(7202, LogLevel.Debug, "{Type}: changes since the last contact are no longer kept, listing again: {Reason}")]
    public static partial void ListingAgain(this ILogger log, ResourceType type, string reason);

    [LoggerMessage(7208, LogLevel.Warning, "{Type}: the server is behind what it said before: another history, listing again: {Reason}")]
    public static partial void ServerWentBack(this ILogger log, ResourceType type, string reason);

    [LoggerMessage(7209, LogLevel.Debug, "{Type}: nothing was heard for {Silence}, asking whether the server still knows the place")]
    public static partial void Silent(this ILogger log, ResourceType type, TimeSpan silence);

    [LoggerMessage(EventId = 7203, Message = "{Type}: {Trouble}, next try in {Pause}: {Problem}")]
    public static partial void InTrouble(this ILogger log, LogLevel level, ResourceType type, InformerTrouble trouble, TimeSpan pause, string problem);

    [LoggerMessage(7204, LogLevel.Information, "{Type}: in contact again")]
    public static partial void Recovered(this ILogger log, ResourceType type);

    [LoggerMessage(7205, LogLevel.Warning, "{Type} {Name}: cannot be read, what is known of it stays: {Problem}")]
    public static partial void CannotRead(this ILogger log, ResourceType type, string name, string problem);

    [LoggerMessage(7206, LogLevel.Error, "{Type}: a handler failed on {Name}; the others and the informer go on")]
    public static partial void HandlerFailed(this ILogger log, Exception e, ResourceType type, string name);

    [LoggerMessage(7207, LogLevel.Critical, "{Type}: the informer met an error that is none of the server's, next try in {Pause}")]
    public static partial void Defect(this ILogger log, Exception e, ResourceType type, TimeSpan pause);
}
