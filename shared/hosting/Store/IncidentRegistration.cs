using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Hosting.Configuration;
using Pipeline.Hosting.Recovery;
using Pipeline.IncidentStore;
using Pipeline.IncidentStore.Listing;
using Pipeline.IncidentStore.Recovery;
using Pipeline.Masking;

namespace Pipeline.Hosting.Store;

/// <summary>Registers the incidents' store with the masker in front of it.</summary>
public static class IncidentRegistration
{
    /// <summary>Adds the stores, once, and the masker with its key.</summary>
    public static IHostApplicationBuilder AddPipelineIncidents(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(IIncidentStore)))
            return builder;
        builder.AddPipelineOptions<MaskingOptions>(MaskingOptions.Section);
        services.TryAddSingleton(CreateMasker);
        services.AddSingleton(IncidentEventTypes.All);
        services.AddSingleton<EmitOverdue>(provider => provider.GetRequiredService<RecoverySweep>().EmitOverdueAsync);
        builder.AddPipelineStore();
        services.AddSingleton(IncidentStoreSchema.Part);
        services.AddSingleton<IIncidentStore, PostgresIncidentStore>();
        services.AddSingleton<IncidentDirectory>();
        services.AddSingleton<RecoverySweep>();
        return builder;
    }

    private static Masker CreateMasker(IServiceProvider provider)
    {
        var options = provider.GetRequiredService<IOptions<MaskingOptions>>().Value;
        if (!string.IsNullOrWhiteSpace(options.Key) || !string.IsNullOrWhiteSpace(options.KeyFile))
            return Masker.Create(options);
        var folder = provider.GetRequiredService<IOptions<PipelineOptions>>().Value.DataDirectory;
        return Masker.Create(MaskingKey.FromFile(Path.Combine(folder, "keys", "masking.key")), options);
    }
}
