using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Pipeline.Simulator.Images;

/// <summary>Words a line of a program's log in its own style.</summary>
internal static class LogFormat
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }; // as logging libraries write

    /// <param name="level">"debug", "info", "warn", "error" or "fatal".</param>
    public static string Line(ImageProgram program, DateTimeOffset at, string level, string text) => program.Style switch
    {
        LogStyle.Json => $"{{\"time\":\"{at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)}\",\"level\":\"{level}\","
            + $"\"logger\":\"{program.Process}\",\"msg\":{JsonSerializer.Serialize(text, Plain)}}}",
        LogStyle.Logfmt => $"ts={at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)} level={level} component={program.Process} "
            + $"msg={JsonSerializer.Serialize(text, Plain)}",
        LogStyle.Klog => $"{char.ToUpperInvariant(level[0])}{at.UtcDateTime.ToString("MMdd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)}       1 main.go:142] {text}",
        LogStyle.Redis => $"1:M {at.UtcDateTime.ToString("dd MMM yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture)} {(level is "info" or "debug" ? "*" : "#")} {text}",
        LogStyle.Postgres => $"{at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC [1] "
            + $"{level switch { "fatal" => "FATAL", "error" => "ERROR", "warn" => "WARNING", _ => "LOG" }}:  {text}",
        LogStyle.Access when level is "error" or "fatal" =>
            $"{at.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture)} [{(level == "fatal" ? "emerg" : "error")}] 1#1: {text}",
        _ => text,
    };

    /// <summary>A line about one answered request.</summary>
    public static string Request(ImageProgram program, DateTimeOffset at, string client, string path, int code, double seconds) => program.Style switch
    {
        LogStyle.Access => $"{client} - - [{at.UtcDateTime.ToString("dd/MMM/yyyy:HH:mm:ss +0000", CultureInfo.InvariantCulture)}] "
            + $"\"GET {path} HTTP/1.1\" {code} {(code < 400 ? 1843 : 157)} \"-\" \"Mozilla/5.0\" {seconds.ToString("F3", CultureInfo.InvariantCulture)}",
        _ => Line(program, at, code < 500 ? "info" : "error",
            $"GET {path} {code} {(seconds * 1000).ToString("F1", CultureInfo.InvariantCulture)}ms client={client}"),
    };
}
