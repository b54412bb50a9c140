using Pipeline.Kubernetes.Informers;

namespace Pipeline.Collector.Watching;

/// <summary>Writes into the log what begins and ceases to be unseen, once each.</summary>
internal sealed class SightLogger(ILogger log)
{
    private HashSet<string> _unseen = new(StringComparer.Ordinal);

    public void See(IReadOnlyList<Sight> sights)
    {
        var unseen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var sight in sights.Where(s => s.Blindness is not null))
        {
            var name = sight.Namespace is null ? sight.Type.ToString() : $"{sight.Type} of {sight.Namespace}";
            unseen.Add(name);
            if (_unseen.Contains(name))
                continue;
            if (sight.Trouble == InformerTrouble.NotServed)
                log.KindNotServed(name);
            else
                log.KindUnseen(name, sight.Blindness!, SightReports.RuleFor(sight.Type));
        }
        foreach (var seen in _unseen.Except(unseen))
            log.KindSeen(seen);
        _unseen = unseen;
    }
}
