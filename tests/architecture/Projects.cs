namespace Pipeline.Architecture.Tests;

/// <summary>How the parts may know each other.</summary>
public sealed class Projects
{
    /// <summary>Libraries whose tests are part of another subject's.</summary>
    private static readonly Dictionary<string, string> CoveredBy = new()
    {
        ["shared/actions"] = "tests/executor",
        ["shared/canonical"] = "tests/eventstore",
        ["shared/contracts"] = "tests/hosting",
        ["shared/prometheus"] = "tests/collector",
    };

    private static IEnumerable<Project> All => Repository.Projects.Values;

    [Fact]
    public void Of_services_never_reference_each_other() => Rule.Holds(
        All.Where(p => p.Area == "services" && !p.IsCommandLine)
            .SelectMany(p => Repository.Reachable(p).Where(r => r.Area == "services").Select(r => $"{p} references {r}")));

    [Fact]
    public void Of_services_are_all_known_to_the_command_line()
    {
        var commandLine = All.Single(p => p.IsCommandLine);
        Assert.Equal(
            All.Where(p => p.Area == "services" && p != commandLine).Select(p => p.Path),
            commandLine.References.Where(path => path.StartsWith("services/", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void That_are_shared_know_neither_services_nor_tests() => Rule.Holds(
        All.Where(p => p.Area == "shared").SelectMany(p => p.References.Where(r => !r.StartsWith("shared/", StringComparison.Ordinal)).Select(r => $"{p} references {r}")));

    [Fact]
    public void In_production_know_no_tests() => Rule.Holds(
        All.Where(p => p.Area == "services").SelectMany(p => p.References.Where(r => r.StartsWith("tests/", StringComparison.Ordinal)).Select(r => $"{p} references {r}")));

    [Theory]
    [InlineData("shared/contracts/Pipeline.Contracts.csproj")]
    [InlineData("shared/canonical/Pipeline.Canonical.csproj")]
    public void At_the_bottom_reference_nothing_of_ours(string path) => Rule.Holds(Repository.Projects[path].References);

    [Theory]
    [InlineData("shared/incidents/Pipeline.Incidents.csproj")]
    [InlineData("shared/detection/Pipeline.Detection.csproj")]
    [InlineData("shared/contracts/Pipeline.Contracts.csproj")]
    [InlineData("shared/actions/Pipeline.Actions.csproj")]
    public void That_are_pure_reach_neither_database_nor_bus_nor_host(string path)
    {
        var project = Repository.Projects[path];
        string[] impure = ["shared/eventstore", "shared/incident-store", "shared/hosting", "shared/processes", "shared/embedded-postgres"];
        Assert.DoesNotContain(Repository.Reachable(project), p => impure.Contains(p.Folder));
        Assert.DoesNotContain(
            Repository.Reachable(project).Append(project).SelectMany(p => p.Packages),
            package => package is "Npgsql" or "Polly" || package.StartsWith("MassTransit", StringComparison.Ordinal));
    }

    [Fact]
    public void Live_in_a_folder_in_lower_case_that_is_named_as_they_are() => Assert.All(All, project =>
    {
        Assert.Equal(project.Folder, project.Folder.ToLowerInvariant());
        Assert.Equal(2, project.Folder.Split('/').Length);
        var suffix = project.Area == "tests" && project.Name.EndsWith(".Tests", StringComparison.Ordinal) ? ".Tests" : "";
        Assert.Equal(
            $"Pipeline.{project.Subject.Replace("-", "", StringComparison.Ordinal)}{suffix}", project.Name, ignoreCase: true);
    });

    [Fact]
    public void Are_alone_in_their_folder() => Assert.All(All.CountBy(p => p.Folder), folder => Assert.Equal(1, folder.Value));

    [Fact]
    public void Are_all_in_the_solution()
    {
        var solution = Repository.SolutionText();
        Assert.All(All, p => Assert.Contains($"\"{p.Path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_all_tested()
    {
        foreach (var project in All.Where(p => p.Area != "tests"))
        {
            var folder = CoveredBy.GetValueOrDefault(project.Folder, $"tests/{project.Subject}");
            var tests = Assert.Single(All, p => p.Folder == folder);
            Assert.Contains(project, Repository.Reachable(tests));
            Assert.Contains(Repository.Sources, s => s.Path.StartsWith(folder + "/", StringComparison.Ordinal) && s.Lines.Any(l => l.Contains("[Fact]", StringComparison.Ordinal)));
        }
    }

    [Fact]
    public void Name_no_package_versions_of_their_own() => Assert.All(
        All, p => Assert.DoesNotContain("Version=\"", File.ReadAllText(Repository.Absolute(p.Path)), StringComparison.Ordinal));

    [Fact]
    public void Lock_their_packages() =>
        Assert.All(All, p => Assert.True(File.Exists(Repository.Absolute($"{p.Folder}/packages.lock.json")), p.Path));
}
