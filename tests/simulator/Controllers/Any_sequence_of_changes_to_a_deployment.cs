using FsCheck;
using FsCheck.Fluent;
using Pipeline.Simulator.Controllers.Reading;
using Pipeline.Simulator.Resources;

namespace Pipeline.Simulator.Tests.Controllers;

public sealed class Any_sequence_of_changes_to_a_deployment
{
    private const int Cases = 25;

    [Fact]
    public void Stays_within_the_strategy_and_ends_as_wished() => Prop.ForAll(
        Arb.From(Gen.Zip(Gen.Choose(0, 3), Gen.Choose(0, 3)).SelectMany(bounds => Changes().Select(changes => (bounds.Item1, bounds.Item2, changes)))),
        plan => Check(plan.Item1, plan.Item2, plan.changes)).Check(Config.QuickThrowOnFailure.WithMaxTest(Cases).WithEndSize(Cases));

    private abstract record Change
    {
        public sealed record Scale(int Replicas) : Change;

        public sealed record Roll(int Version) : Change;

        public sealed record Lose(int Pod) : Change;

        public sealed record Wait(int Tenths) : Change;
    }

    private static Gen<List<Change>> Changes() => Gen.OneOf(
        Gen.Choose(0, 8).Select(n => (Change)new Change.Scale(n)), Gen.Choose(1, 3).Select(v => (Change)new Change.Roll(v)),
        Gen.Choose(0, 20).Select(p => (Change)new Change.Lose(p)), Gen.Choose(1, 40).Select(t => (Change)new Change.Wait(t)),
        Gen.Choose(1, 40).Select(t => (Change)new Change.Wait(t))).ListOf(12).Select(c => c.ToList());

    private static void Check(int surge, int unavailable, List<Change> changes)
    {
        using var world = new ControlledWorld();
        var (replicas, version, lost) = (4, 1, 0);
        world.Create(Kinds.Deployment, Some.Deployment("web", replicas, "app:1", $$"""
            "strategy": {"rollingUpdate": {"maxSurge": {{surge}}, "maxUnavailable": {{Math.Max(unavailable, surge == 0 ? 1 : 0)}} } }
            """));
        world.Until(() => world.Pods().Count(p => p.IsReady) == replicas);
        var (most, calm) = (replicas, replicas);
        foreach (var change in changes)
        {
            switch (change)
            {
                case Change.Scale scale:
                    most = Math.Max(most, scale.Replicas);
                    calm = 0; // until the new size is reached anything below is right
                    world.Change(Kinds.Deployment, "web", d => d["spec"]!["replicas"] = replicas = scale.Replicas);
                    break;
                case Change.Roll roll:
                    version = roll.Version;
                    world.Change(Kinds.Deployment, "web", d => d["spec"]!["template"]!["spec"]!["containers"]![0]!["image"] = $"app:{roll.Version}");
                    break;
                case Change.Lose lose when world.Pods() is { Count: > 0 } pods:
                    lost++;
                    calm = 0;
                    world.Delete(Kinds.Pod, pods[lose.Pod % pods.Count].Name);
                    break;
                case Change.Wait wait:
                    for (var i = 0; i < wait.Tenths; i++)
                    {
                        world.Advance(0.1);
                        CheckBounds(world, most + surge, calm - Math.Max(unavailable, surge == 0 ? 1 : 0));
                    }
                    break;
            }
            // a change of size in the middle of a rollout is shared out among its versions without regard to availability, as upstream does
            if (calm == 0 && lost == 0 && HasSettled())
                (calm, most) = (replicas, replicas);
        }
        world.Until(HasSettled);
        world.Advance(2);
        var deployment = world.Get(Kinds.Deployment, "web");
        Assert.Equal(replicas, deployment.Status.Whole("updatedReplicas") ?? 0);
        Assert.Equal(replicas, deployment.Status.Whole("availableReplicas") ?? 0);
        Assert.Equal(deployment.Generation, deployment.ObservedGeneration);

        bool HasSettled() =>
            world.Pods() is var pods && pods.Count == replicas && pods.TrueForAll(p => p.IsReady && ImageOf(p) == $"app:{version}");
    }

    private static void CheckBounds(ControlledWorld world, int most, int leastReady)
    {
        var pods = world.Pods();
        Assert.True(pods.Count <= most, $"{pods.Count} pods, {most} allowed");
        Assert.True(pods.Count(p => p.IsReady) >= leastReady, $"{pods.Count(p => p.IsReady)} ready, {leastReady} wanted");
    }

    private static string ImageOf(PodView pod) => pod.Spec.Items("containers").First().Text("image") ?? "";
}
