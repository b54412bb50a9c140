using Pipeline.Simulator.Faults;

namespace Pipeline.Simulator.Tests.Faults;

/// <summary>Every fault of the catalogue against the whole demo cluster.</summary>
public sealed class A_fault
{
    public static TheoryData<string> Names => [.. FaultCatalogue.All.Select(k => k.Name)];

    public static TheoryData<string> TreatedOnes => [.. FaultCase.All.Where(c => c.Right is not null).Select(c => c.Fault)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Shows_its_signs_and_goes_when_it_is_cleared(string name)
    {
        var (world, fault) = (new DemoWorld(), Case(name));
        var started = Start(world, fault);
        world.Until(() => fault.IsIll(world), fault.Within, $"the signs of {name}");
        Assert.True(world.Faults.Clear(started.Id));
        Assert.Empty(world.Faults.Active);
        world.Until(world.IsWell, 900, $"well after {name} was cleared");
    }

    [Theory]
    [MemberData(nameof(TreatedOnes))]
    public void Withstands_a_wrong_treatment_and_yields_to_the_right_one(string name)
    {
        var (world, fault) = (new DemoWorld(), Case(name));
        Start(world, fault);
        world.Until(() => fault.IsIll(world), fault.Within, $"the signs of {name}");
        if (fault.Wrong is { } wrong)
        {
            wrong(world);
            world.Advance(180);
            world.Until(() => !world.IsWell() || fault.IsIll(world), 120, $"{name} is still there after the wrong treatment");
        }
        fault.Right!(world);
        world.Until(() => (fault.IsWell ?? (w => w.IsWell()))(world), fault.Heals, $"well after the right treatment of {name}");
        world.Advance(60);
        world.Until(() => (fault.IsWell ?? (w => w.IsWell()))(world), 60, $"{name} does not come back");
    }

    private static FaultCase Case(string name) => Assert.Single(FaultCase.All, c => c.Fault == name);

    private static ActiveFault Start(DemoWorld world, FaultCase fault) => world.Faults.Start(new FaultRequest(fault.Fault, fault.Target, fault.Parameters));
}
