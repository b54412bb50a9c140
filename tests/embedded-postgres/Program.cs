using Pipeline.EmbeddedPostgres;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EmbeddedPostgres.Supervision;

// A parent to be killed: `dotnet Pipeline.EmbeddedPostgres.Tests.dll DATA_FOLDER SOURCE REPORT_FILE` starts a server
// and lives until somebody ends it. The report is the connection string, or why there is none.
var (folder, source, report) = (args[0], Enum.Parse<ProgramSource>(args[1]), args[2]);
try
{
    var server = await EmbeddedPostgresServer.StartAsync(
        new EmbeddedPostgresOptions { DataFolder = folder, Source = source }, new Progress<DatabaseNotice>(), TimeProvider.System,
        CancellationToken.None);
    await WriteAsync(server.ConnectionString);
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None);
}
catch (EmbeddedPostgresException e)
{
    await WriteAsync(e.Message);
}

async Task WriteAsync(string text)
{
    await File.WriteAllTextAsync(report + ".unfinished", text);
    File.Move(report + ".unfinished", report);
}
