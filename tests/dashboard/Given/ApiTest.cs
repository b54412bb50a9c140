using Pipeline.Testing.Servers;

namespace Pipeline.Dashboard.Tests.Given;

/// <summary>A test with an API of its own.</summary>
[Collection(DatabaseCollection.Name)]
public abstract class ApiTest(PostgresFixture postgres) : IAsyncLifetime
{
    private ApiHost? _api;

    private protected ApiHost Api => _api!;

    public async Task InitializeAsync() => _api = await ApiHost.StartAsync(postgres);

    public async Task DisposeAsync() => await Api.DisposeAsync();
}
