using System.Globalization;
using BenchmarkDotNet.Running;
using Pipeline.Benchmarks;

#pragma warning disable RS0030 // benchmarks talk to a terminal
switch (args)
{
    case ["informer", var pods, var seconds]:
        await InformerStart.RunAsync(
            int.Parse(pods, CultureInfo.InvariantCulture), TimeSpan.FromSeconds(int.Parse(seconds, CultureInfo.InvariantCulture)), Console.Out);
        break;
    case ["informer-server", var pods]:
        await using (var server = await PodServer.StartAsync(int.Parse(pods, CultureInfo.InvariantCulture)))
        {
            await Console.Out.WriteLineAsync(server.Address.ToString());
            await server.WaitForShutdownAsync();
        }
        break;
    default:
        BenchmarkSwitcher.FromAssembly(typeof(EventStoreAppends).Assembly).Run(args);
        break;
}
#pragma warning restore RS0030
