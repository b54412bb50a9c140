namespace Pipeline.Kubernetes.Configuration;

/// <summary>Finds the cluster that is meant, as kubectl does.</summary>
public static class ConnectionReader
{
    /// <summary>Reads the description of the way to the chosen cluster. Nothing is contacted.</summary>
    /// <exception cref="ConfigurationException">There is none, or a field of it is wrong.</exception>
    public static ClusterConnection Read(ClusterChoice choice, KubeEnvironment environment, TimeProvider clock)
    {
        var files = Files(choice, environment);
        var connection = files.Count > 0
            ? OfKubeconfig(Kubeconfig.Read(files), choice, environment, clock)
            : InCluster.IsAvailable(environment) ? InCluster.Read(environment, clock) : throw NothingFound(choice, environment);
        return connection with
        {
            Namespace = choice.Namespace ?? connection.Namespace,
            Proxy = connection.Proxy ?? EnvironmentProxy.For(connection.Server, environment),
            ImpersonateAs = choice.ImpersonateAs ?? connection.ImpersonateAs,
        };
    }

    /// <summary>The names of the contexts there are, and which is current.</summary>
    public static (IReadOnlyCollection<string> Names, string? Current) Contexts(ClusterChoice choice, KubeEnvironment environment)
    {
        var config = Kubeconfig.Read(Files(choice, environment));
        return (config.ContextNames, config.CurrentContext?.Text);
    }

    private static List<string> Files(ClusterChoice choice, KubeEnvironment environment)
    {
        if (choice.Kubeconfig is { Length: > 0 } explicitly)
            return File.Exists(explicitly)
                ? [Path.GetFullPath(explicitly)]
                : throw new ConfigurationException($"{explicitly}: there is no such kubeconfig");
        if (environment.Variable("KUBECONFIG") is { Length: > 0 } list)
            return [.. list.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal).Where(File.Exists)];
        var ofTheUser = Path.Combine(environment.Home, ".kube", "config");
        return File.Exists(ofTheUser) ? [ofTheUser] : [];
    }

    private static ClusterConnection OfKubeconfig(
        Kubeconfig config, ClusterChoice choice, KubeEnvironment environment, TimeProvider clock)
    {
        var named = string.Join(", ", config.Files);
        var name = choice.Context is { Length: > 0 } chosen ? chosen
            : config.CurrentContext?.Text
            ?? throw new ConfigurationException($"{named}: current-context: is missing, and no context was chosen ({Known(config)})");
        var context = config.Context(name);
        if (context is null)
            throw choice.Context is { Length: > 0 }
                ? new ConfigurationException($"{named}: there is no context \"{name}\" ({Known(config)})")
                : config.CurrentContext!.Wrong($"names the context \"{name}\", which does not exist ({Known(config)})");
        var clusterName = context["cluster"];
        var cluster = config.Cluster(clusterName.Required())
            ?? throw clusterName.Wrong($"names the cluster \"{clusterName.Text}\", which does not exist");
        var connection = ClusterFields.Read(cluster) with
        {
            Origin = $"context {name} of {named}",
            Namespace = context["namespace"].Text ?? "default",
        };
        var userName = context["user"];
        if (userName.Text is not { } user)
            return connection;
        var fields = config.User(user) ?? throw userName.Wrong($"names the user \"{user}\", which does not exist");
        return UserFields.Apply(fields, cluster, connection, environment, clock);
    }

    private static string Known(Kubeconfig config) =>
        config.ContextNames.Count == 0 ? "it has no contexts" : $"there are: {string.Join(", ", config.ContextNames.Order(StringComparer.Ordinal).Take(20))}";

    private static ConfigurationException NothingFound(ClusterChoice choice, KubeEnvironment environment) => new(
        environment.Variable("KUBECONFIG") is { Length: > 0 } list
            ? $"no cluster: KUBECONFIG names {list}, of which no file exists, and this is no pod with a service account"
            : $"no cluster: there is no {Path.Combine(environment.Home, ".kube", "config")}, KUBECONFIG is not set, "
              + $"and this is no pod with a service account{(choice.Context is null ? "" : $" (wanted: context {choice.Context})")}");
}
