using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Pipeline.Cli.Instances;
using Pipeline.Hosting.Configuration;
using Pipeline.Simulator;

namespace Pipeline.Cli.Running;

/// <summary>The settings that <c>up</c> decides for its services; what the user gives stands above the mode, never above the wiring.</summary>
internal static class UpSettings
{
    /// <summary>Name of the replayed source.</summary>
    public const string ReplaySource = "replay";

    /// <summary>Name of the simulated cluster's metrics as a source.</summary>
    public const string SimulatedSource = "simulated";

    private const string Origin = "pipeline up";

    /// <summary>Index in the list of tokens, behind those of the user's own settings.</summary>
    private const int LocalToken = 999;

    /// <summary>The settings of the host.</summary>
    /// <param name="options">What was asked for.</param>
    /// <param name="connectionString">Of the embedded database.</param>
    /// <param name="url">Where the API listens.</param>
    /// <param name="token">Bearer token of the local user.</param>
    /// <param name="cluster">Where the simulated cluster is; null for none.</param>
    public static GivenSettings Of(UpOptions options, string connectionString, Uri url, string token, SimulatorAddresses? cluster = null)
    {
        var given = GivenSettings.Parse(options.Settings);
        var own = new List<GivenSetting>
        {
            Decided("Bus:Transport", "in-memory"),
            Decided("Http:Url", url.ToString()),
            Decided("DataDirectory", options.DataFolder),
            Decided("Database:ConnectionString", connectionString),
            Decided($"Access:Tokens:{LocalToken}:Name", LocalUser()),
            Decided($"Access:Tokens:{LocalToken}:Roles:0", "admin"),
            Decided($"Access:Tokens:{LocalToken}:Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))),
        };
        AddUnlessGiven("Log:Format", "text");
        AddUnlessGiven("Log:Level", "warning");
        AddUnlessGiven("Masking:KeyFile", DataFolderLayout.MaskingKey(options.DataFolder));
        AddUnlessGiven("Audit:KeyFile", DataFolderLayout.AuditKey(options.DataFolder));
        AddUnlessGiven("Audit:AnchorFile", DataFolderLayout.Anchors(options.DataFolder, DatabaseOf(connectionString)));
        if (options.Replay is { } recording)
        {
            own.Add(new GivenSetting($"Collector:Csv:{ReplaySource}:Path", recording, "flag --replay"));
            own.Add(new GivenSetting($"Collector:Csv:{ReplaySource}:Speed", options.Speed, "flag --speed"));
            own.Add(new GivenSetting($"Collector:Csv:{ReplaySource}:WarmUp", options.WarmUp.ToString("c", CultureInfo.InvariantCulture), "flag --warm-up"));
            AddUnlessGiven($"Collector:Csv:{ReplaySource}:Kind", "Deployment"); // what columns such as "cart_cpu" are about
            AddUnlessGiven("Approver:Mode", "manual"); // a recording cannot be harmed
            AddUnlessGiven("Verification:SettleTime", "00:00:05"); // its time passes faster
            AddUnlessGiven("Verification:Window", "00:02:00");
        }

        if (cluster is not null)
        {
            own.Add(Simulated($"Collector:Prometheus:{SimulatedSource}:Url", cluster.Metrics.ToString()));
            own.Add(Simulated("Collector:Kubernetes:Kubeconfig", cluster.Kubeconfig));
            AddUnlessGiven("Cluster", "simulated");
            AddUnlessGiven($"Collector:Prometheus:{SimulatedSource}:RateWindow", "00:01:00"); // it is scraped every 15 s
            AddUnlessGiven($"Collector:Prometheus:{SimulatedSource}:Delay", "00:00:00");
            AddUnlessGiven($"Collector:Prometheus:{SimulatedSource}:WarmUpStep", "00:01:00"); // its past is short
            AddUnlessGiven("Approver:Mode", "manual"); // a simulated cluster cannot be harmed
        }

        return given with { Settings = [.. own, .. given.Settings] };

        void AddUnlessGiven(string key, string value)
        {
            if (!given.Settings.Any(s => s.Key.Equals(key, StringComparison.OrdinalIgnoreCase)))
                own.Add(Decided(key, value));
        }
    }

    private static string DatabaseOf(string connectionString) => new NpgsqlConnectionStringBuilder(connectionString).Database ?? DataFolderLayout.LiveDatabase;

    private static GivenSetting Decided(string key, string value) => new(key, value, Origin);

    private static GivenSetting Simulated(string key, string value) => new(key, value, "flag --simulate");

    private static string LocalUser()
    {
        var name = new string([.. Environment.UserName.Where(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_')]);
        return name.Length > 0 && char.IsAsciiLetterOrDigit(name[0]) ? name : "local-user";
    }
}
