using Pipeline.Simulator.Images;

namespace Pipeline.Simulator.Demo;

/// <summary>The services of the demo shop, and who calls whom: frontend → catalog, cart, recommendation, checkout → payment, shipping … → redis, postgres.</summary>
internal static class ShopApps
{
    private const double Mi = 1 << 20;

    public static IReadOnlyList<ShopApp> All { get; } =
    [
        new("frontend", "2.14.0", "2.13.2", 3, (150, 500), (96, 256),
            App("node", 0.004, 70, 9, new("catalog"), new("cart", 0.6), new("recommendation", 0.5, 0.1), new("checkout", 0.08)),
            Map(("LOG_LEVEL", "info"), ("CATALOG_URL", "http://catalog:8080"), ("CART_URL", "http://cart:8080"), ("CHECKOUT_URL", "http://checkout:8080"), ("REQUEST_TIMEOUT", "3s")),
            MaxReplicas: 8, MinAvailable: 2),
        new("catalog", "1.9.1", "1.9.0", 2, (100, 800), (96, 256),
            App("catalog", 0.002, 60, 5, new ServiceCall("redis", 1, 0.1), new ServiceCall("postgres", 0.3)) with { RequiredVariables = ["DATABASE_PASSWORD"] },
            Map(("LOG_LEVEL", "info"), ("CACHE_TTL", "60s"), ("DATABASE_POOL_SIZE", "20")), Map(("DATABASE_PASSWORD", "catalog-7f2c9a")), MinAvailable: 1),
        new("cart", "3.2.0", "3.1.4", 2, (100, 400), (64, 192),
            App("cart", 0.002, 44, 3, new ServiceCall("redis", 2)), Map(("LOG_LEVEL", "info"), ("REDIS_URL", "redis://redis:6379"), ("CART_TTL", "24h")), MinAvailable: 1),
        new("checkout", "1.8.2", "1.8.1", 2, (100, 400), (128, 256),
            App("java", 0.008, 140, 12, new("payment"), new("cart"), new("shipping"), new("postgres", 2)) with
            {
                StartTime = TimeSpan.FromSeconds(9),
                RequiredVariables = ["DATABASE_PASSWORD"],
            },
            Map(("LOG_LEVEL", "info"), ("PAYMENT_URL", "http://payment:8080"), ("SHIPPING_URL", "http://shipping:8080"), ("PAYMENT_TIMEOUT", "2s"), ("DATABASE_POOL_SIZE", "10")),
            Map(("DATABASE_PASSWORD", "checkout-91be04")), MaxReplicas: 6, MinAvailable: 1),
        new("payment", "5.0.3", "5.0.2", 2, (100, 300), (96, 192),
            App("payment", 0.005, 64, 40, new ServiceCall("postgres", 1)) with { RequiredVariables = ["PROVIDER_TOKEN"] },
            Map(("LOG_LEVEL", "info"), ("PROVIDER_URL", "https://pay.provider.example"), ("RETRY_LIMIT", "3")), Map(("PROVIDER_TOKEN", "tok-4a51d0c2")), MinAvailable: 1),
        new("shipping", "0.7.5", "0.7.4", 1, (50, 200), (64, 128),
            App("shipping", 0.002, 38, 6), Map(("LOG_LEVEL", "info"), ("RATES_URL", "https://rates.carrier.example"))),
        new("recommendation", "0.12.0", "0.11.6", 2, (100, 500), (160, 384),
            App("python", 0.004, 150, 8, new ServiceCall("catalog", 1, 0.5)) with { StartTime = TimeSpan.FromSeconds(6) },
            Map(("LOG_LEVEL", "info"), ("MODEL_NAME", "als-2026-10"), ("WORKER_WORKERS", "4"))),
    ];

    private static ImageProgram App(string process, double cpu, double mebibytes, double milliseconds, params ServiceCall[] calls) => new()
    {
        Process = process,
        StartTime = TimeSpan.FromSeconds(3),
        IdleCores = 0.008,
        CoreSecondsPerRequest = cpu,
        ServiceTime = TimeSpan.FromMilliseconds(milliseconds),
        IdleBytes = mebibytes * Mi,
        BytesPerRequestRate = 0.4 * Mi,
        Calls = calls,
        ChecksSettings = true,
        ErrorRate = 0.0004,
        TalkEvery = TimeSpan.FromSeconds(10),
    };

    private static Dictionary<string, string> Map(params (string Key, string Value)[] pairs) => pairs.ToDictionary(p => p.Key, p => p.Value, StringComparer.Ordinal);
}
