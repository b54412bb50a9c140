using System.Text.Json.Nodes;
using Pipeline.Kubernetes.Errors;
using Pipeline.Kubernetes.Models;

namespace Pipeline.Kubernetes.Api;

public static class ReadModifyWrite
{
    private const int Attempts = 5;

    /// <summary>Reads an object, edits its raw JSON and replaces it if it has not changed in between; else all over again.</summary>
    /// <param name="client">Of the cluster.</param>
    /// <param name="edit">Decides on the object as it is; runs once for each attempt. Throw in it to give up.</param>
    /// <exception cref="ConflictException">Somebody else was faster each time.</exception>
    public static async Task<KubernetesObject> ModifyAsync(
        this IKubernetesClient client, ObjectPath path, Action<JsonObject> edit, WriteOptions options, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var current = await client.GetAsync<KubernetesObject>(path, cancellationToken);
            try
            {
                return await client.ReplaceAsync(path, current.Edit(edit), options, cancellationToken);
            }
            catch (ConflictException) when (attempt < Attempts)
            {
                // read again what it has become
            }
        }
    }
}
