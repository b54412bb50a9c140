using Pipeline.Detection.Ranking;

namespace Pipeline.Detection.Tests.Ranking;

public sealed class Scoring_rankings
{
    [Fact]
    public void Averages_over_the_first_five_places()
    {
        var score = new RankingScore();
        score.Add(["carts", "orders"], "carts");
        score.Add(["orders-db", "orders", "carts"], "carts"); // a database is its service: second place
        score.Add(["a", "b", "c", "d", "e", "carts"], "carts");
        Assert.Equal([1 / 3.0, 2 / 3.0, 2 / 3.0], [score.Within(1), score.Within(2), score.Within(5)]);
        Assert.Equal(0.6, score.Average, 9);
    }

    [Fact]
    public void Agrees_with_the_published_scorer()
    {
        var score = new RankingScore();
        score.Add(["orders-db", "orders", "carts", "user"], "carts");
        score.Add(["orders-db", "carts"], "orders");
        score.Add(["a", "b", "c", "d", "user"], "user");
        score.Add(["a", "b", "c", "d", "e", "payment"], "payment");
        score.Add([], "catalogue");
        score.Add(["carts", "x"], "carts");
        Assert.Equal([0.333, 0.5, 0.667, 0.5], [.. new[] { score.Within(1), score.Within(3), score.Within(5), score.Average }.Select(x => Math.Round(x, 3))]); // printed by rca_score.py
    }
}
