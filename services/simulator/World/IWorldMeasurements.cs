namespace Pipeline.Simulator.World;

/// <summary>What there is to measure in the world now, as exporters would read it. Counters only grow, but begin again at 0 with a new container, pod or node.</summary>
/// <remarks>Called on the loop. What does not exist or cannot be reached (a stopped container, a node that is down) is not in it.</remarks>
public interface IWorldMeasurements
{
    /// <summary>Running containers.</summary>
    IEnumerable<ContainerMeasurement> Containers();

    /// <summary>Networks of running pods.</summary>
    IEnumerable<NetworkMeasurement> PodNetworks();

    /// <summary>Nodes whose kubelet answers.</summary>
    IEnumerable<NodeMeasurement> Nodes();

    /// <summary>Requests served, by pod and service.</summary>
    IEnumerable<RequestMeasurement> Requests();

    /// <summary>Requests that the pods have sent to services.</summary>
    IEnumerable<CallMeasurement> Calls();

    /// <summary>Mounted volumes of claims.</summary>
    IEnumerable<VolumeMeasurement> Volumes();

    /// <summary>Answers of the cluster's DNS by code ("NOERROR", "NXDOMAIN", "SERVFAIL"), since it began.</summary>
    IReadOnlyDictionary<string, double> DnsResponses();
}

/// <summary>A container, as cAdvisor reads it.</summary>
/// <param name="Id">Path of its cgroup.</param>
/// <param name="CpuSeconds">CPU time used since it started, user and system.</param>
/// <param name="Periods">CFS periods of 100 ms in which it wanted to run.</param>
/// <param name="ThrottledPeriods">Those of them in which it ran into its limit.</param>
/// <param name="ThrottledSeconds">Time it was kept from running.</param>
/// <param name="OomEvents">Out-of-memory kills in it.</param>
/// <param name="FilesystemBytes">Use of its writable layer.</param>
public sealed record ContainerMeasurement(
    string Namespace, string Pod, string PodUid, string Container, string Image, string Node, string Id, DateTimeOffset StartedAt,
    double CpuSeconds, double Periods, double ThrottledPeriods, double ThrottledSeconds,
    double WorkingSetBytes, double RssBytes, double OomEvents,
    double FilesystemBytes, double FilesystemReadBytes, double FilesystemWriteBytes);

/// <summary>Counters of a network interface.</summary>
/// <param name="Namespace">Of the pod; empty for a node's own.</param>
/// <param name="Pod">Empty for a node's own.</param>
public sealed record NetworkMeasurement(
    string Namespace, string Pod, string Node, string Interface, double ReceiveBytes, double TransmitBytes, double ReceivePackets, double TransmitPackets,
    double ReceiveErrors, double TransmitErrors, double ReceiveDropped, double TransmitDropped);

/// <summary>A node, as the node exporter reads it.</summary>
/// <param name="CpuSeconds">By core, then by mode: "idle", "user", "system", "iowait".</param>
/// <param name="DiskIoSeconds">Time in which the disk was busy.</param>
public sealed record NodeMeasurement(
    string Node, string InternalIp, IReadOnlyList<IReadOnlyDictionary<string, double>> CpuSeconds, double MemoryTotalBytes, double MemoryAvailableBytes,
    double FilesystemSizeBytes, double FilesystemAvailableBytes, double FilesystemInodes, double FilesystemInodesFree,
    double Load1, double Load5, double Load15, double DiskIoSeconds, NetworkMeasurement Network, DateTimeOffset BootedAt);

/// <summary>Requests that one pod has served for a service.</summary>
/// <param name="Job">Workload that serves them.</param>
/// <param name="ByCode">Count by HTTP status: "200", "503".</param>
/// <param name="DurationBuckets">Upper bounds in s with cumulative counts, without +Inf; ascending.</param>
/// <param name="DurationSum">Sum of all durations in s.</param>
/// <param name="DurationCount">Count of all durations.</param>
public sealed record RequestMeasurement(
    string Namespace, string Service, string Pod, string Node, string Job, IReadOnlyDictionary<string, double> ByCode,
    IReadOnlyList<KeyValuePair<double, double>> DurationBuckets, double DurationSum, double DurationCount);

/// <summary>Requests that one pod has sent to a service.</summary>
/// <param name="Namespace">Of both.</param>
/// <param name="Workload">The workload whose pod it is.</param>
/// <param name="Pod">The pod.</param>
/// <param name="Service">The service that is called.</param>
/// <param name="Count">Since the container started.</param>
public sealed record CallMeasurement(string Namespace, string Workload, string Pod, string Service, double Count);

/// <summary>A volume, as the kubelet reads it.</summary>
public sealed record VolumeMeasurement(
    string Namespace, string Claim, string Pod, string Node, double CapacityBytes, double AvailableBytes, double UsedBytes, double Inodes, double InodesFree);
