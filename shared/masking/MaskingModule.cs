using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Pipeline.Masking.Scanning;

namespace Pipeline.Masking;

/// <summary>Gives a host its <see cref="Masker"/>, from the section <c>Masking</c>.</summary>
public static class MaskingModule
{
    public static IHostApplicationBuilder AddMasking(this IHostApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddOptionsWithValidateOnStart<MaskingOptions, MaskingOptionsValidator>()
            .BindConfiguration(MaskingOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<MaskingOptions>, MaskingRulesValidator>());
        builder.Services.TryAddSingleton(services => Masker.Create(services.GetRequiredService<IOptions<MaskingOptions>>().Value));
        return builder;
    }
}

/// <summary>What attributes cannot say: the key is there and readable, the patterns compile.</summary>
internal sealed class MaskingRulesValidator : IValidateOptions<MaskingOptions>
{
    public ValidateOptionsResult Validate(string? name, MaskingOptions options)
    {
        var errors = new List<string>();
        if (string.IsNullOrWhiteSpace(options.Key) == string.IsNullOrWhiteSpace(options.KeyFile))
            errors.Add("Masking: set exactly one of Masking:Key (base 64 of 32 bytes) and Masking:KeyFile.");
        else if (!string.IsNullOrWhiteSpace(options.Key))
            Try(() => MaskingKey.FromBase64(options.Key, "Masking:Key"), errors);
        for (var i = 0; i < options.Patterns.Count; i++)
        {
            var (pattern, field) = (options.Patterns[i], $"Masking:Patterns:{i}:Pattern");
            Try(() => CustomRule.Compile(pattern, options.MatchTimeout, field), errors);
        }
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static void Try(Action action, List<string> errors)
    {
        try
        {
            action();
        }
        catch (FormatException e)
        {
            errors.Add(e.Message);
        }
    }
}
