using System.Text.RegularExpressions;

namespace Pipeline.Masking.Scanning;

/// <summary>The formats known by their own form.</summary>
/// <remarks>Sources: the vendors' documentation of their prefixes, RFC 7519 (JWT).</remarks>
internal static partial class CredentialFormats
{
    private const RegexOptions Options = RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    /// <summary>Milliseconds. Never reached by bounded loops; a second guard.</summary>
    private const int Timeout = 250;

    public static readonly IReadOnlyList<CredentialFormat> All =
    [
        new(SecretKinds.Jwt, "eyJ", Jwt()),
        .. With(SecretKinds.CloudKey, AwsKeyId(), "AKIA", "ASIA", "ABIA", "ACCA"),
        new(SecretKinds.CloudKey, "AIza", GoogleApiKey()),
        new(SecretKinds.CloudKey, "ya29.", GoogleAccessToken()),
        new(SecretKinds.CloudKey, "GOCSPX-", GoogleClientSecret()),
        .. With(SecretKinds.CloudKey, AzureClientSecret(), "7Q~", "8Q~").Select(format => format with { Lead = 3 }),
        .. With(SecretKinds.Token, GitHub(), "ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
        .. With(SecretKinds.Token, GitLab(), "glpat-", "gldt-", "glrt-", "glcbt-", "glptt-", "glsoat-", "glagent-"),
        .. With(SecretKinds.Token, Slack(), "xoxb-", "xoxp-", "xoxa-", "xoxr-", "xoxs-", "xoxe-", "xoxc-", "xoxd-", "xapp-"),
        .. With(SecretKinds.ApiKey, Stripe(), "sk_live_", "sk_test_", "rk_live_", "rk_test_", "whsec_"),
        new(SecretKinds.Token, "npm_", Npm()),
        new(SecretKinds.Token, "pypi-", PyPi()),
        new(SecretKinds.ApiKey, "sk-", ModelProvider()),
        .. With(SecretKinds.ApiKey, ModelHost(), "hf_", "gsk_", "xai-", "pplx-", "r8_"),
        .. With(SecretKinds.Token, DigitalOcean(), "dop_v1_", "doo_v1_", "dor_v1_"),
        new(SecretKinds.ApiKey, "SG.", SendGrid()),
        .. With(SecretKinds.Token, Vault(), "hvs.", "hvb.", "hvr."),
        .. With(SecretKinds.Token, Hosting(), "dapi", "shpat_", "shpca_", "shppa_", "shpss_", "glsa_", "NRAK-", "dckr_pat_", "tskey-", "ATATT3",
            "lin_api_", "pul-", "sq0atp-", "sq0csp-", "ntn_"),
        new(SecretKinds.PrivateKey, "AGE-SECRET-KEY-1", AgeKey()),
        new(SecretKinds.WebhookUrl, "hooks.slack.com/", SlackHook()),
        .. With(SecretKinds.WebhookUrl, DiscordHook(), "discord.com/api/webhooks/", "discordapp.com/api/webhooks/"),
        new(SecretKinds.WebhookUrl, ".webhook.office.com/", TeamsHook()),
        new(SecretKinds.WebhookUrl, "outlook.office.com/webhook/", OutlookHook()),
        new(SecretKinds.WebhookUrl, "hooks.zapier.com/", ZapierHook()),
        new(SecretKinds.Token, "api.telegram.org/bot", Telegram()),
    ];

    /// <summary>The secret whose anchor is at a position.</summary>
    public static bool TryRead(string text, int anchor, out SecretSpan secret)
    {
        foreach (var format in All)
        {
            if (format.Anchor[0] == text[anchor] && format.TryRead(text, anchor, out secret))
                return true;
        }
        secret = default;
        return false;
    }

    private static IEnumerable<CredentialFormat> With(string kind, Regex regex, params string[] anchors) =>
        anchors.Select(anchor => new CredentialFormat(kind, anchor, regex));

    [GeneratedRegex(@"\GeyJ[\w-]{6,1024}\.[\w-]{2,4096}(\.[\w-]{0,2048}){1,3}", Options, Timeout)]
    private static partial Regex Jwt();

    [GeneratedRegex(@"\GA(KIA|SIA|BIA|CCA)[A-Z0-9]{16}(?![A-Za-z0-9])", Options, Timeout)]
    private static partial Regex AwsKeyId();

    [GeneratedRegex(@"\GAIza[\w-]{35}", Options, Timeout)]
    private static partial Regex GoogleApiKey();

    [GeneratedRegex(@"\Gya29\.[\w-]{20,512}", Options, Timeout)]
    private static partial Regex GoogleAccessToken();

    [GeneratedRegex(@"\GGOCSPX-[\w-]{20,64}", Options, Timeout)]
    private static partial Regex GoogleClientSecret();

    [GeneratedRegex(@"\G[\w~.-]{3}[78]Q~[\w~.-]{31,34}", Options, Timeout)]
    private static partial Regex AzureClientSecret();

    [GeneratedRegex(@"\Gg(h[pousr]_[A-Za-z0-9]{30,255}|ithub_pat_\w{22,255})", Options, Timeout)]
    private static partial Regex GitHub();

    [GeneratedRegex(@"\Ggl[a-z]{2,5}-[\w.-]{16,255}", Options, Timeout)]
    private static partial Regex GitLab();

    [GeneratedRegex(@"\Gx(ox[a-z]|app)-[\w-]{10,255}", Options, Timeout)]
    private static partial Regex Slack();

    [GeneratedRegex(@"\G([sr]k_(live|test)|whsec)_[A-Za-z0-9+/=]{10,255}", Options, Timeout)]
    private static partial Regex Stripe();

    [GeneratedRegex(@"\Gnpm_[A-Za-z0-9]{30,255}", Options, Timeout)]
    private static partial Regex Npm();

    [GeneratedRegex(@"\Gpypi-[\w-]{32,512}", Options, Timeout)]
    private static partial Regex PyPi();

    [GeneratedRegex(@"\Gsk-(ant-|proj-|svcacct-|admin-|or-|lf-)?(?=[\w-]{0,40}[0-9])[\w-]{20,512}", Options, Timeout)]
    private static partial Regex ModelProvider();

    [GeneratedRegex(@"\G(hf_|gsk_|xai-|pplx-|r8_)[A-Za-z0-9]{30,255}", Options, Timeout)]
    private static partial Regex ModelHost();

    [GeneratedRegex(@"\Gdo[opr]_v1_[a-f0-9]{40,128}", Options, Timeout)]
    private static partial Regex DigitalOcean();

    [GeneratedRegex(@"\GSG\.[\w-]{16,64}\.[\w-]{16,128}", Options, Timeout)]
    private static partial Regex SendGrid();

    [GeneratedRegex(@"\Ghv[sbr]\.[\w-]{20,255}", Options, Timeout)]
    private static partial Regex Vault();

    [GeneratedRegex(
        @"\G(dapi[0-9a-f]{32}|shp(at|ca|pa|ss)_[a-fA-F0-9]{32}|glsa_\w{32,64}|NRAK-[A-Z0-9]{27}|dckr_pat_[\w-]{20,64}"
        + @"|tskey-[\w-]{16,128}|ATATT3[\w=-]{50,512}|lin_api_[A-Za-z0-9]{32,64}|pul-[a-f0-9]{40}|sq0(atp|csp)-[\w-]{22,64}"
        + @"|ntn_[A-Za-z0-9]{40,64})", Options, Timeout)]
    private static partial Regex Hosting();

    [GeneratedRegex(@"\GAGE-SECRET-KEY-1[0-9A-Z]{58}", Options, Timeout)]
    private static partial Regex AgeKey();

    [GeneratedRegex(@"\Ghooks\.slack\.com/(services|workflows|triggers)/(?<secret>[\w/+-]{8,255})", Options, Timeout)]
    private static partial Regex SlackHook();

    [GeneratedRegex(@"\Gdiscord(app)?\.com/api/webhooks/(?<secret>[\w/-]{8,255})", Options, Timeout)]
    private static partial Regex DiscordHook();

    [GeneratedRegex(@"\G\.webhook\.office\.com/(?<secret>[\w/@-]{8,512})", Options, Timeout)]
    private static partial Regex TeamsHook();

    [GeneratedRegex(@"\Goutlook\.office\.com/webhook/(?<secret>[\w/@-]{8,512})", Options, Timeout)]
    private static partial Regex OutlookHook();

    [GeneratedRegex(@"\Ghooks\.zapier\.com/hooks/catch/(?<secret>[\w/-]{4,128})", Options, Timeout)]
    private static partial Regex ZapierHook();

    [GeneratedRegex(@"\Gapi\.telegram\.org/bot(?<secret>[0-9]{6,12}:[\w-]{20,64})", Options, Timeout)]
    private static partial Regex Telegram();
}
