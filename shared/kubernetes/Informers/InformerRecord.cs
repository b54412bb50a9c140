using Microsoft.Extensions.Logging;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Resources;

namespace Pipeline.Kubernetes.Informers;

/// <summary>What an informer has been through. Written by its one loop, read by anybody.</summary>
internal sealed class InformerRecord(ResourceType type, TimeProvider clock, ILogger log)
{
    private readonly Lock _lock = new();
    private InformerTrouble _trouble;
    private string? _problem;
    private DateTimeOffset? _lastContact;
    private DateTimeOffset? _lastEvent;
    private long _events;
    private long _lists;
    private long _watches;

    public void Listed(int count)
    {
        log.Listed(type, count);
        lock (_lock)
            _lists++;
        InContact();
    }

    public void Watching()
    {
        lock (_lock)
            _watches++;
    }

    public void Heard(bool isChange)
    {
        if (isChange)
            lock (_lock)
            {
                _events++;
                _lastEvent = clock.GetUtcNow();
            }
        InContact();
    }

    public void Failed(KubernetesException e, TimeSpan pause)
    {
        var trouble = e switch
        {
            ForbiddenException => InformerTrouble.Forbidden,
            UnauthorizedException => InformerTrouble.Unauthorized,
            NotFoundException => InformerTrouble.NotServed,
            _ => InformerTrouble.Unavailable,
        };
        bool isNew;
        lock (_lock)
        {
            isNew = trouble != _trouble;
            (_trouble, _problem) = (trouble, e.Message);
        }
        if (isNew)
            log.InTrouble(trouble is InformerTrouble.NotServed ? LogLevel.Information : LogLevel.Warning, type, trouble, pause, e.Message);
    }

    public InformerState State(bool isSynced, long unreadable, long handlerFailures)
    {
        lock (_lock)
            return new InformerState
            {
                IsSynced = isSynced,
                Trouble = _trouble,
                Problem = _problem,
                LastContact = _lastContact,
                LastEvent = _lastEvent,
                Events = _events,
                Lists = _lists,
                Watches = _watches,
                Unreadable = unreadable,
                HandlerFailures = handlerFailures,
            };
    }

    private void InContact()
    {
        bool recovered;
        lock (_lock)
        {
            recovered = _trouble != InformerTrouble.None;
            (_trouble, _problem, _lastContact) = (InformerTrouble.None, null, clock.GetUtcNow());
        }
        if (recovered)
            log.Recovered(type);
    }
}
