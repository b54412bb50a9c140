namespace Pipeline.Collector.Csv;

/// <summary>What a column says about whose row it is; the first of the order below that a row has names the entity.</summary>
internal enum EntityPart
{
    Pod,
    Deployment,
    Service,
    Node,
    Namespace,
    Container,
}
