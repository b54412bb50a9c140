using Pipeline.Contracts;

namespace Pipeline.Detection.Robust;

/// <summary>When a distance from the median counts.</summary>
/// <param name="Direction">Which side counts.</param>
/// <param name="Score">Robust z-score from which a sample is abnormal; positive. Below half of it, it is healthy again.</param>
/// <param name="MinimumRise">Share of the median by which a sample must exceed it to matter; 0.5 = half as much again.</param>
/// <param name="MinimumDrop">Share of the median by which a sample must fall below it to matter; 0.5 = half of it.</param>
/// <param name="MinimumChange">Amount by which it must differ, in the series' unit; 0 when only the shares count.</param>
/// <param name="MinimumHistory">Samples that must have been learned before anything is judged.</param>
/// <param name="Severity">How urgent it is.</param>
public sealed record RobustRule(
    Direction Direction, double Score, double MinimumRise, double MinimumDrop, double MinimumChange, int MinimumHistory,
    Severity Severity);
