using System.ComponentModel.DataAnnotations;
using Npgsql;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Hosting;

/// <summary>Where PostgreSQL is.</summary>
public sealed class DatabaseOptions : IValidatableObject
{
    /// <summary>Npgsql's connection string: "Host=db;Database=pipeline;Username=pipeline"; the password may stand in <see cref="Password"/>.</summary>
    [Required, Secret]
    public string ConnectionString { get; init; } = "";

    /// <summary>Password of the connection string's user, when it does not stand there.</summary>
    [Secret]
    public string? Password { get; init; }

    /// <summary>The PostgreSQL schema with the pipeline's tables. "pipeline" by default.</summary>
    [RegularExpression("[a-z][a-z0-9_]{0,62}", ErrorMessage = "a small letter, then small letters, digits or underscores, 63 at most")]
    public string Schema { get; init; } = "pipeline";

    /// <summary>Time that one statement may take. 30 seconds by default.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan CommandTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!TryRead(out var parts))
            yield return new ValidationResult(
                "database:connectionString is none; write it as \"Host=HOST;Database=NAME;Username=USER\"", [nameof(ConnectionString)]);
        else if (string.IsNullOrEmpty(parts.Host))
            yield return new ValidationResult("database:connectionString names no Host", [nameof(ConnectionString)]);
        else if (Password is not null && !string.IsNullOrEmpty(parts.Password))
            yield return new ValidationResult(
                "database:password is given, and database:connectionString has one, too; keep one of them", [nameof(Password)]);
    }

    /// <summary>The connection string with the password.</summary>
    public NpgsqlConnectionStringBuilder Connection()
    {
        var parts = new NpgsqlConnectionStringBuilder(ConnectionString);
        if (Password is not null)
            parts.Password = Password;
        return parts;
    }

    private bool TryRead(out NpgsqlConnectionStringBuilder parts)
    {
        try
        {
            parts = new NpgsqlConnectionStringBuilder(ConnectionString);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            parts = new NpgsqlConnectionStringBuilder();
            return false;
        }
    }
}
