using System.Net;

namespace Pipeline.Executor.Notifying;

/// <summary>What a receiver's answer says of a notification.</summary>
public enum DeliveryVerdict
{
    /// <summary>It was taken.</summary>
    Accepted,

    /// <summary>It was not taken; the same request may be taken later.</summary>
    TryLater,

    /// <summary>It was not taken, and never will be.</summary>
    Refused,

    /// <summary>It may have been taken.</summary>
    InDoubt,
}

/// <summary>Sorts answers.</summary>
public static class DeliveryVerdicts
{
    /// <summary>What a status says.</summary>
    public static DeliveryVerdict Of(HttpStatusCode status) => (int)status switch
    {
        >= 200 and < 300 => DeliveryVerdict.Accepted,
        408 or 425 or 429 => DeliveryVerdict.TryLater,
        409 => DeliveryVerdict.InDoubt, // a request with this key is being worked on: an earlier attempt of ours
        >= 300 and < 500 => DeliveryVerdict.Refused, // redirects are not followed: the body would go to another party
        _ => DeliveryVerdict.InDoubt,
    };
}
