using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Npgsql;
using Pipeline.EventStore;
using Pipeline.EventStore.Connecting;
using Pipeline.EventStore.Schema;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Health;
using Pipeline.Hosting.Recovery;
using Pipeline.Hosting.Workers;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Governing;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Models;
using Pipeline.IncidentStore.Recovery;
using Pipeline.IncidentStore.Timelines;
using Pipeline.IncidentStore.Topology;
using Pipeline.Masking;

namespace Pipeline.Hosting.Store;

/// <summary>Registers PostgreSQL and what is stored there.</summary>
public static class StoreRegistration
{
    private static readonly TimeSpan CheckTimeout = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Adds the stores, once; every module that stores something calls it. Tables of a module's own are a further
    /// <see cref="SchemaPart"/> among the services.
    /// </summary>
    public static IHostApplicationBuilder AddPipelineStore(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.HasPipelineStore())
            return builder;
        builder.AddPipelineOptions<DatabaseOptions>("Database");
        services.AddSingleton(DataSource);
        services.AddSingleton(provider => new StoreDatabase(
            provider.GetRequiredService<NpgsqlDataSource>(), new SchemaName(Options(provider).Schema), Options(provider).CommandTimeout));
        builder.AddPipelineOptions<MaskingOptions>(MaskingOptions.Section);
        builder.AddMasking();
        services.AddSingleton(IncidentEventTypes.All);
        services.AddSingleton<PostgresEventStore>();
        services.AddSingleton<IIncidentStore, PostgresIncidentStore>();
        services.AddSingleton<IncidentDirectory>();
        services.AddSingleton<TimelineStore>();
        services.AddSingleton<TopologyStore>();
        services.AddSingleton<ModelDirectory>();
        services.AddSingleton<GovernanceLedger>();
        services.AddSingleton<SuppressionDesk>();
        services.AddSingleton<RecoverySweep>();
        services.AddSingleton<EmitOverdue>(provider => provider.GetRequiredService<RecoverySweep>().EmitOverdueAsync);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Outbox);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Intake);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Positions);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Heartbeats);
        services.AddSingleton(provider => provider.GetRequiredService<PostgresEventStore>().Locks);
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton(EventStoreSchema.Part);
        services.AddSingleton(IncidentStoreSchema.Part);
        services.AddSingleton(HostingSchema.Part);
        services.AddSingleton<SchemaReady>();
        services.AddSingleton<IStartCondition>(provider => provider.GetRequiredService<SchemaReady>());
        services.AddHostedService(provider => provider.GetRequiredService<SchemaReady>());
        services.AddHealthChecks().AddCheck<DatabaseCheck>("database", null, [HealthEndpoints.Ready], CheckTimeout);
        return builder;
    }

    internal static bool HasPipelineStore(this IServiceCollection services) =>
        services.Any(service => service.ServiceType == typeof(PostgresEventStore));

    private static NpgsqlDataSource DataSource(IServiceProvider provider)
    {
        var connection = Options(provider).Connection();
        connection.ApplicationName = provider.GetRequiredService<ServiceIdentity>().Instance;
        connection.Timeout = Math.Min(connection.Timeout, 10); // seconds to connect; what failed is tried again
        if (connection.MaxAutoPrepare == 0)
            connection.MaxAutoPrepare = 64; // the store says the same few statements all the time
        return new NpgsqlDataSourceBuilder(connection.ConnectionString).Build();
    }

    private static DatabaseOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<DatabaseOptions>>().Value;
}
