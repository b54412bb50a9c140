namespace Pipeline.Prometheus;

/// <summary>Why a server gave no answer: what decides whether asking again can help.</summary>
public enum PrometheusFailure
{
    /// <summary>The request is wrong (status 400): the same one can never succeed.</summary>
    BadRequest,

    /// <summary>The query was understood and could not be carried out (status 422), such as a many-to-many match.</summary>
    Execution,

    /// <summary>It took too long, here or there.</summary>
    Timeout,

    /// <summary>Nobody answered, or the server or a proxy cannot now (5xx, 429).</summary>
    Unavailable,

    /// <summary>The credentials were refused (401, 403).</summary>
    Unauthorized,

    /// <summary>What answered does not speak Prometheus' API (404, a redirect, HTML, broken JSON).</summary>
    NotPrometheus,

    /// <summary>The answer is larger than this client takes.</summary>
    TooLarge,
}
