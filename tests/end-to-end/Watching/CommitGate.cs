using System.Globalization;
using Npgsql;
using Pipeline.Testing;

namespace Pipeline.EndToEnd.Tests.Watching;

/// <summary>Holds the transactions that store a certain thing open, so that a process can be killed in the middle of one.</summary>
/// <remarks>A trigger waits for an advisory lock that the test holds: nothing in the services knows of it.</remarks>
public sealed class CommitGate : IAsyncDisposable
{
    private const int LockClass = 20_613; // of this gate; the store's own locks have one number, not two

    private readonly NpgsqlDataSource _source;
    private readonly NpgsqlConnection _holder;

    private readonly string _what;
    private bool _open;

    private CommitGate(NpgsqlDataSource source, NpgsqlConnection holder, string what) => (_source, _holder, _what) = (source, holder, what);

    /// <summary>Closes the gate for events of an alias, or for "intake": reports of symptoms.</summary>
    public static async Task<CommitGate> CloseAsync(NpgsqlDataSource source, string what)
    {
        await InstallAsync(source);
        var holder = await source.OpenConnectionAsync();
        await ExecuteAsync(holder, $"select pg_advisory_lock({Number(LockClass)}, hashtext('{what}'))");
        return new CommitGate(source, holder, what);
    }

    /// <summary>Waits until a transaction stands before the gate.</summary>
    public Task ReachedAsync() => ReachedAsync($"select exists (select {Waiting})");

    /// <summary>Waits until a transaction of a certain process stands before the gate.</summary>
    public Task ReachedByAsync(int processId) => ReachedAsync($"""
        select exists (select from pg_stat_activity where application_name like '%:{Number(processId)}' and pid in (select pid {Waiting}))
        """);

    /// <summary>Breaks the transactions before the gate off, as the database does when it notices that their client is gone.</summary>
    public async Task RollBackAsync()
    {
        await using var command = _source.CreateCommand($"select pg_terminate_backend(pid) {Waiting}");
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Lets the transactions before the gate commit, and all later ones pass.</summary>
    public async Task OpenAsync()
    {
        if (_open)
            return;
        _open = true;
        await ExecuteAsync(_holder, $"select pg_advisory_unlock({Number(LockClass)}, hashtext('{_what}'))");
        await _holder.DisposeAsync();
    }

    public async ValueTask DisposeAsync() => await OpenAsync();

    private Task ReachedAsync(string question) => Eventually.HoldsAsync(
        async token =>
        {
            await using var command = _source.CreateCommand(question);
            return (bool)(await command.ExecuteScalarAsync(token))!;
        },
        TimeSpan.FromSeconds(120));

    private static string Waiting => $"from pg_locks where locktype = 'advisory' and classid = {Number(LockClass)} and objsubid = 2 and not granted";

    private static async Task InstallAsync(NpgsqlDataSource source)
    {
        await using var connection = await source.OpenConnectionAsync();
        await ExecuteAsync(connection, $"""
            create or replace function pipeline.test_gate() returns trigger language plpgsql as $$
            begin
                perform pg_advisory_xact_lock_shared({Number(LockClass)}, hashtext(case tg_table_name when 'mt_events' then to_jsonb(new) ->> 'type' else 'intake' end));
                return new;
            end;
            $$;
            create or replace trigger test_gate before insert on pipeline.mt_events for each row execute function pipeline.test_gate();
            create or replace trigger test_gate before insert on pipeline.pipeline_intake for each row execute function pipeline.test_gate();
            """);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
