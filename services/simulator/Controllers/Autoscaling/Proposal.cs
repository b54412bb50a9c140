using System.Text.Json.Nodes;

namespace Pipeline.Simulator.Controllers.Autoscaling;

/// <summary>How many pods one metric asks for.</summary>
/// <param name="Name">"cpu resource utilization (percentage of request)".</param>
/// <param name="Current">The metric's status.</param>
public sealed record Proposal(int Replicas, string Name, JsonObject Current);
