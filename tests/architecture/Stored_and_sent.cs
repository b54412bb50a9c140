using Pipeline.Canonical;
using Pipeline.Hosting.Bus;
using Pipeline.IncidentStore;

namespace Pipeline.Architecture.Tests;

/// <summary>What outlives a version of the program is pinned.</summary>
public sealed class Stored_and_sent
{
    [Fact]
    public void Events_all_have_a_golden_file_and_no_file_is_left_over() => Assert.Equal(
        IncidentEventTypes.All.ByAlias.Keys.Order(StringComparer.Ordinal),
        Directory.EnumerateFiles(Repository.Absolute("tests/incidents/golden"), "*.json").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Fact]
    public void Events_are_all_registered() => Assert.Equal(
        Ours.Types.Where(t => t.IsDefined(typeof(EventAliasAttribute), inherit: false)).Select(t => t.FullName).Order(StringComparer.Ordinal),
        IncidentEventTypes.All.ByAlias.Values.Select(t => t.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Messages_all_have_a_sample()
    {
        var samples = File.ReadAllText(Repository.Absolute("tests/hosting/Bus/Message_samples.cs"));
        Assert.All(MessageTypes.All, type => Assert.Contains($"\"{MessageTypes.NameOf(type)}\"", samples, StringComparison.Ordinal));
    }

    [Fact]
    public void Messages_are_the_only_things_that_consumers_take() => Rule.Holds(
        from type in Ours.Types
        where !type.IsAbstract
        from consumed in type.GetInterfaces()
        where consumed.IsGenericType && consumed.GetGenericTypeDefinition() == typeof(MassTransit.IConsumer<>)
        let message = consumed.GetGenericArguments()[0]
        where !message.IsGenericParameter && !MessageTypes.All.Contains(message)
        select $"{type} takes {message}, which is not in {nameof(MessageTypes)}");
}
