using Npgsql;
using Pipeline.Cli.Instances;
using Pipeline.EmbeddedPostgres;
using Pipeline.EmbeddedPostgres.Folders;
using Pipeline.EmbeddedPostgres.Programs;
using Pipeline.EmbeddedPostgres.Supervision;
using Pipeline.EventStore;
using Pipeline.EventStore.Auditing;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Events;
using Pipeline.EventStore.Schema;
using Pipeline.EventStore.Streams;
using Pipeline.IncidentStore;
using Pipeline.Testing;

namespace Pipeline.Cli.Tests.Audit;

public sealed class The_record_of_a_data_folder : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _folder.DisposeAsync();

    [Fact]
    public async Task Is_verified_when_its_pipeline_does_not_run()
    {
        await WriteAsync("replay_2");

        var ended = await CommandLine.RunAsync("audit", "verify", "--data-dir", _folder.Path);

        Assert.Equal(0, ended.ExitCode);
        Assert.Contains("to read the database replay_2", ended.Error, StringComparison.Ordinal); // the one used last
        Assert.Contains("anchored by signed checkpoints up to number 12", ended.Output, StringComparison.Ordinal);
        Assert.False(DataFolders.IsInUse(_folder.Path, out _)); // nothing is left running
    }

    /// <summary>What an <c>up</c> that has ended leaves.</summary>
    private async Task WriteAsync(string database)
    {
        await using var server = await EmbeddedPostgresServer.StartAsync(
            new EmbeddedPostgresOptions { DataFolder = _folder.Path, Database = database, Source = ProgramSource.Installed },
            new Progress<DatabaseNotice>(), TimeProvider.System, CancellationToken.None);
        await using var source = NpgsqlDataSource.Create(server.ConnectionString);
        var store = new PostgresEventStore(new StoreDatabase(source, SchemaName.Default), IncidentEventTypes.All, TimeProvider.System);
        await new SchemaMigrator(store.Database).MigrateAsync([EventStoreSchema.Part], CancellationToken.None);
        var transaction = new StoreTransaction();
        transaction.Append(Some.Id, "incident", StreamHead.None, [.. Some.AwaitingApproval.Select(e => new NewEvent(e.Fact!, EventMetadata.None))]);
        await store.CommitAsync(transaction, CancellationToken.None);
        using var key = AuditKeyFile.OpenOrCreate(DataFolderLayout.AuditKey(_folder.Path));
        var anchors = DataFolderLayout.Anchors(_folder.Path, database);
        Directory.CreateDirectory(Path.GetDirectoryName(anchors)!);
        await new AuditAnchor(store, key, anchors, TimeProvider.System).RunAsync(CancellationToken.None);
    }
}
