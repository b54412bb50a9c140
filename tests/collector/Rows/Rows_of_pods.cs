using Pipeline.Collector.Rows;
using Pipeline.Collector.Tests.Failures;
using Pipeline.Testing;

namespace Pipeline.Collector.Tests.Rows;

public sealed class Rows_of_pods
{
    private const string Header =
        "Timestamp,Pod Name,Pod Age,CPU Usage (%),Memory Usage (%),Network Traffic (B/s),Network Receive (B/s),Network Transmit (B/s),Network Receive Errors,"
        + "Network Transmit Errors,Last Log Entry,Pod Status,Pod Reason,Pod Restarts,Ready Containers,Total Containers,Error Message,Latest Event Reason,"
        + "Pod Event Type,Pod Event Reason,Pod Event Age,Pod Event Source,Pod Event Message,Node Name,Event Reason,Event Age,Event Source,Event Message";

    private static readonly string[] Cluster =
    [
        """
        {"kind":"Pod","metadata":{"name":"cart","namespace":"shop","uid":"p1","creationTimestamp":"2026-11-20T09:00:00Z"},
        "spec":{"nodeName":"w1","containers":[{"name":"c","resources":{"limits":{"cpu":"2","memory":"1Gi"}}}]},
        "status":{"phase":"Running","conditions":[{"type":"Ready","status":"False"}],"containerStatuses":[{"name":"c","ready":false,"restartCount":4,
        "state":{"waiting":{"reason":"CrashLoopBackOff","message":"back-off, \"5m0s\""}}}]}}
        """,
        """{"kind":"Pod","metadata":{"name":"new","namespace":"shop","uid":"p2"},"status":{"phase":"Pending"}}""",
        """{"kind":"Node","metadata":{"name":"w1","uid":"w1"},"status":{"capacity":{"cpu":"4","memory":"4Gi"}}}""",
        """
        {"apiVersion":"v1","kind":"Event","metadata":{"name":"e","namespace":"shop"},"reason":"BackOff","type":"Warning","count":9,"message":"Back-off",
        "source":{"component":"kubelet"},"firstTimestamp":"2026-11-20T11:00:00Z","lastTimestamp":"2026-11-20T11:59:00Z","involvedObject":{"kind":"Pod","namespace":"shop","name":"cart","uid":"p1"}}
        """,
    ];

    [Fact]
    public void Have_the_columns_that_were_agreed() => Assert.Equal(Header, PodCsv.Header([], wide: false));

    [Fact]
    public void Say_what_is_known()
    {
        var rows = Read(new PodUse { Cpu = 0.5, Memory = 512 << 20, NetworkReceive = 10, NetworkTransmit = 5.5 });
        Assert.Equal(
            "2026-11-20T12:00:00Z,cart,3h,50,12.5,15.5,10,5.5,,,\"last, line\",Running,CrashLoopBackOff,4,0,1,\"back-off, \"\"5m0s\"\"\",BackOff,Warning,BackOff,60s,kubelet,Back-off,w1,,,,",
            PodCsv.Line(rows[0], [], wide: false));
        Assert.Equal((0.25, 0.125, 0.5, 0.125), (rows[0].CpuOfLimit, rows[0].CpuOfNode, rows[0].MemoryOfLimit, rows[0].MemoryOfNode));
    }

    [Fact]
    public void Leave_empty_what_nobody_measured_or_said() =>
        Assert.Equal("2026-11-20T12:00:00Z,new,,,,,,,,,,Pending,stuck-pending,,,,,,,,,,,,,,,", PodCsv.Line(Read(PodUse.Unknown)[1], [], wide: false));

    [Fact]
    public void Have_custom_queries_behind()
    {
        var rows = Read(new PodUse { Custom = new Dictionary<string, double> { ["queue"] = 7 } });
        Assert.EndsWith(",queue", PodCsv.Header(["queue"], wide: true), StringComparison.Ordinal);
        Assert.EndsWith(",7", PodCsv.Line(rows[0], ["queue"], wide: true), StringComparison.Ordinal);
        Assert.EndsWith(",", PodCsv.Line(rows[1], ["queue"], wide: true), StringComparison.Ordinal);
    }

    [Fact]
    public void Hide_secrets_and_what_a_spreadsheet_would_run()
    {
        var view = Snapshot.Of(Cluster).View();
        var logs = new Dictionary<(string, string), string> { [("shop", "cart")] = "=cmd|' /C calc'!A0 password=hunter2hunter2" };
        var line = PodCsv.Line(new PodRows(Some.Masker).Of(view, new Dictionary<(string, string), PodUse>(), logs)[0], [], wide: false);
        Assert.Contains(",'=cmd", line, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Grow_a_file_by_whole_rounds()
    {
        await using var folder = new TemporaryFolder();
        var (path, rows) = (folder.Combine("pod_metrics.csv"), Read(PodUse.Unknown));
        await new PodCsvFile(path).AppendAsync(rows, [], default);
        await File.AppendAllTextAsync(path, "2026-11-20T12:00:05Z,half a li"); // a writer was killed
        await new PodCsvFile(path).AppendAsync(rows, [], default);
        var lines = await File.ReadAllLinesAsync(path);
        Assert.Equal(5, lines.Length);
        Assert.Equal(Header, lines[0]);
        Assert.All(lines[1..], line => Assert.StartsWith("2026-11-20T12:00:00Z,", line, StringComparison.Ordinal));
        await Assert.ThrowsAsync<InvalidDataException>(() => new PodCsvFile(path, wide: true).AppendAsync(rows, [], default));
    }

    private static IReadOnlyList<PodRow> Read(PodUse use) => new PodRows(Some.Masker).Of(
        Snapshot.Of(Cluster).View(), new Dictionary<(string, string), PodUse> { [("shop", "cart")] = use },
        new Dictionary<(string, string), string> { [("shop", "cart")] = "last, line" });
}
