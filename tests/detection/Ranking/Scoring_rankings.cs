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
}
