using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Credentials;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Pipeline.Kubernetes.Configuration;

/// <summary>Reads the "exec" part of a user: which program gives the credential.</summary>
internal static class ExecFields
{
    private const string Group = "client.authentication.k8s.io/";

    public static ExecPlugin Read(YamlField exec, YamlField cluster, KubeEnvironment environment)
    {
        var version = exec["apiVersion"].Required();
        if (version is not (Group + "v1" or Group + "v1beta1"))
            throw exec["apiVersion"].Wrong($"is \"{version}\"; {Group}v1 and v1beta1 are supported");
        var mode = exec["interactiveMode"];
        switch (mode.Text)
        {
            case "Always":
                throw mode.Wrong("is Always, but nobody sits at this process to answer the plugin's questions");
            case null when version == Group + "v1":
                throw mode.Wrong("is missing, and v1 requires it (Never or IfAvailable)");
            case not (null or "Never" or "IfAvailable"):
                throw mode.Wrong($"is \"{mode.Text}\", not Never, IfAvailable or Always");
        }
        var command = exec["command"].Required();
        return new ExecPlugin
        {
            Field = $"{exec.File}: {exec.Path}",
            ApiVersion = version,
            Command = command.Contains('/', StringComparison.Ordinal) ? exec["command"].AbsolutePath()! : OnPath(command, environment) ?? command,
            Arguments = [.. exec["args"].Items.Select(item => item.Text ?? "")],
            Environment = [.. exec["env"].Items.Select(item => KeyValuePair.Create(item["name"].Required(), item["value"].Text ?? ""))],
            InstallHint = exec["installHint"].Text,
            Info = Info(version, exec["provideClusterInfo"].Flag ? cluster : null).ToJsonString(),
        };
    }

    private static string? OnPath(string command, KubeEnvironment environment) =>
        (environment.Variable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command)).FirstOrDefault(File.Exists);

    private static JsonObject Info(string version, YamlField? cluster)
    {
        var spec = new JsonObject();
        if (cluster is not null)
            spec["cluster"] = ClusterInfo(cluster);
        spec["interactive"] = false;
        return new JsonObject { ["kind"] = "ExecCredential", ["apiVersion"] = version, ["spec"] = spec };
    }

    private static JsonObject ClusterInfo(YamlField cluster)
    {
        var info = new JsonObject { ["server"] = cluster["server"].Required() };
        if (cluster["tls-server-name"].Text is { } name)
            info["tls-server-name"] = name;
        if (cluster["insecure-skip-tls-verify"].Flag)
            info["insecure-skip-tls-verify"] = true;
        if (ClusterFields.AuthorityPem(cluster) is { } pem)
            info["certificate-authority-data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(pem));
        if (cluster["proxy-url"].Text is { } proxy)
            info["proxy-url"] = proxy;
        foreach (var extension in cluster["extensions"].Items)
            if (extension["name"].Text == Group + "exec")
                info["config"] = Json(extension["extension"].Node);
        return info;
    }

    private static JsonNode? Json(YamlNode? node) => node switch
    {
        YamlMappingNode map => new JsonObject(map.Children.Select(e => KeyValuePair.Create(e.Key.ToString(), Json(e.Value)))),
        YamlSequenceNode list => new JsonArray([.. list.Children.Select(Json)]),
        YamlScalarNode { Style: not ScalarStyle.Plain } quoted => quoted.Value,
        YamlScalarNode plain => Scalar(plain.Value ?? ""),
        _ => null,
    };

    private static JsonNode? Scalar(string text) =>
        text is "" or "null" or "~" ? null
        : text is "true" or "false" ? text == "true"
        : long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole) ? whole
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
        : text;
}
