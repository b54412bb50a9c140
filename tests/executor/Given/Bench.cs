using System.Security.Cryptography;
using Npgsql;
using Pipeline.EventStore;
using Pipeline.EventStore.Claiming;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Contents;
using Pipeline.EventStore.Schema;
using Pipeline.Incidents.Commands;
using Pipeline.Incidents.Events;
using Pipeline.Incidents.Plans;
using Pipeline.Incidents.State;
using Pipeline.IncidentStore;
using Pipeline.Masking;
using Pipeline.Testing;
using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Executor.Tests.Given;

/// <summary>Incidents in a database of their own, a clock that is moved by hand, and as many executors as a test wants.</summary>
internal sealed class Bench : IAsyncDisposable
{
    private readonly NpgsqlDataSource _source;
    private readonly List<Replica> _replicas = [];

    private Bench(NpgsqlDataSource source)
    {
        _source = source;
        Database = new StoreDatabase(source, SchemaName.Default);
        Incidents = new PostgresIncidentStore(new PostgresEventStore(Database, IncidentEventTypes.All, Clock), Masker, Clock);
        Claims = new Claims(Database);
        Payloads = new Payloads(Database);
    }

    public ManualClock Clock { get; } = new(Some.Noon);

    public Masker Masker { get; } = Masker.Create(
        MaskingKey.FromBase64(Convert.ToBase64String(RandomNumberGenerator.GetBytes(MaskingKey.Length)), "test"), new MaskingOptions());

    public StoreDatabase Database { get; }

    public IIncidentStore Incidents { get; }

    public Claims Claims { get; }

    public Payloads Payloads { get; }

    public static async Task<Bench> StartAsync(PostgresFixture postgres)
    {
        var bench = new Bench(NpgsqlDataSource.Create((await postgres.CreateDatabaseAsync()).ConnectionString));
        await new SchemaMigrator(bench.Database).MigrateAsync([EventStoreSchema.Part, IncidentStoreSchema.Part], CancellationToken.None);
        return bench;
    }

    /// <summary>Another executor on the same database.</summary>
    public Replica Executor(Setup? setup = null)
    {
        var replica = new Replica(this, setup ?? new Setup());
        _replicas.Add(replica);
        return replica;
    }

    /// <summary>Leads an incident to a proposed plan.</summary>
    public async Task<Guid> ProposedAsync(string failureClass, params PlannedAction[] actions)
    {
        var id = Some.Id(failureClass);
        await DoAsync(id, Some.Opening(failureClass));
        await DoAsync(id, Some.Analysis());
        await DoAsync(id, Some.Conclusion(Some.Plan(id, actions)));
        return id;
    }

    /// <summary>Leads an incident to an approved plan.</summary>
    public async Task<Guid> ApprovedAsync(string failureClass, params PlannedAction[] actions)
    {
        var id = await ProposedAsync(failureClass, actions);
        var hash = Assert.IsType<IncidentPhase.Proposed>((await StateAsync(id)).Phase).Plan.Hash;
        await DoAsync(id, Some.Preflight(hash));
        await ApproveAsync(id);
        return id;
    }

    /// <summary>Lets a rehearsed plan run.</summary>
    public async Task ApproveAsync(Guid id)
    {
        var hash = Assert.IsType<IncidentPhase.Preflighted>((await StateAsync(id)).Phase).Plan.Hash;
        await DoAsync(id, Some.Approval(hash));
    }

    /// <inheritdoc cref="ApprovedAsync(string, PlannedAction[])"/>
    public Task<Guid> ApprovedAsync(params PlannedAction[] actions) => ApprovedAsync("cpu-saturation", actions);

    public async Task<IReadOnlyList<IncidentEvent>> DoAsync(Guid id, IncidentCommand command) =>
        Assert.IsType<CommandResult.Accepted>(await Incidents.ApplyAsync(
            id, command, new CommandContext(Some.Ana), null, CancellationToken.None)).Facts;

    public async Task<Incident> StateAsync(Guid id) => (await Incidents.LoadAsync(id, CancellationToken.None))!.Incident;

    public async Task<string> NameOfStateAsync(Guid id) => IncidentState.NameOf((await StateAsync(id)).Phase);

    public async Task<IReadOnlyList<T>> FactsAsync<T>(Guid id) where T : IncidentEvent =>
        [.. (await Incidents.ReadAsync(id, CancellationToken.None)).Select(e => e.Fact).OfType<T>()];

    public Task<Claim?> ClaimAsync() =>
        Claims.FindAsync(Pipeline.Incidents.Identity.TargetClaim.Kind, $"{Some.Cluster}|{Some.Workload}", CancellationToken.None);

    /// <summary>Runs SQL behind the store's back.</summary>
    public async Task<int> SqlAsync(string sql)
    {
        await using var command = _source.CreateCommand(Database.Schema.In(sql));
        return await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var replica in _replicas)
            await replica.DisposeAsync();
        await _source.DisposeAsync();
    }
}
