using System.Text.Json;
using Pipeline.Simulator.PromQl;
using Pipeline.Simulator.PromQl.Syntax;

namespace Pipeline.Simulator.Metrics.Serving;

/// <summary>Writes answers as Prometheus does: status, then data; samples as a time in seconds and a text.</summary>
internal sealed class AnswerWriter : IAsyncDisposable
{
    private const int FlushBytes = 64 << 10;
    private readonly Utf8JsonWriter _json;
    private readonly CancellationToken _cancellationToken;

    /// <param name="response">Where the answer goes.</param>
    public AnswerWriter(HttpResponse response, CancellationToken cancellationToken)
    {
        response.ContentType = "application/json";
        _json = new Utf8JsonWriter(response.Body, new JsonWriterOptions { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        _cancellationToken = cancellationToken;
    }

    /// <summary>Writes an answer.</summary>
    public static async Task SucceedAsync(HttpContext context, Func<AnswerWriter, Task> writeData)
    {
        await using var answer = new AnswerWriter(context.Response, context.RequestAborted);
        answer._json.WriteStartObject();
        answer._json.WriteString("status", "success");
        answer._json.WritePropertyName("data");
        await writeData(answer);
        answer._json.WriteEndObject();
    }

    /// <summary>Writes a refusal.</summary>
    public static async Task FailAsync(HttpContext context, ApiException refusal)
    {
        context.Response.StatusCode = refusal.Status;
        await using var answer = new AnswerWriter(context.Response, context.RequestAborted);
        answer._json.WriteStartObject();
        answer._json.WriteString("status", "error");
        answer._json.WriteString("errorType", refusal.ErrorType);
        answer._json.WriteString("error", refusal.Message);
        answer._json.WriteEndObject();
    }

    /// <summary>Writes any small value.</summary>
    public Task WriteAsync(object value)
    {
        JsonSerializer.Serialize(_json, value, JsonSerializerOptions.Web);
        return Task.CompletedTask;
    }

    /// <summary>Writes sets of labels.</summary>
    public async Task WriteAsync(IEnumerable<LabelSet> sets)
    {
        _json.WriteStartArray();
        foreach (var labels in sets)
        {
            Write(labels);
            await FlushAsync();
        }
        _json.WriteEndArray();
    }

    /// <summary>Writes what a query gave.</summary>
    public async Task WriteAsync(QueryResult result)
    {
        _json.WriteStartObject();
        switch (result)
        {
            case QueryResult.Scalar scalar:
                Begin("scalar");
                Write(scalar.Sample);
                break;
            case QueryResult.Text text:
                Begin("string");
                _json.WriteStartArray();
                WriteTime(text.Time);
                _json.WriteStringValue(text.Value);
                _json.WriteEndArray();
                break;
            case QueryResult.Vector vector:
                Begin("vector");
                _json.WriteStartArray();
                foreach (var (labels, sample) in vector.Elements)
                {
                    BeginSeries(labels, "value");
                    Write(sample);
                    _json.WriteEndObject();
                    await FlushAsync();
                }
                _json.WriteEndArray();
                break;
            case QueryResult.Matrix matrix:
                Begin("matrix");
                _json.WriteStartArray();
                foreach (var series in matrix.Series)
                    await WriteAsync(series);
                _json.WriteEndArray();
                break;
        }
        _json.WriteEndObject();
    }

    public async ValueTask DisposeAsync()
    {
        await _json.FlushAsync(_cancellationToken);
        await _json.DisposeAsync();
    }

    private async Task WriteAsync(SeriesSamples series)
    {
        BeginSeries(series.Labels, "values");
        _json.WriteStartArray();
        foreach (var sample in series.Samples)
            Write(sample);
        _json.WriteEndArray();
        _json.WriteEndObject();
        await FlushAsync();
    }

    private void Begin(string type)
    {
        _json.WriteString("resultType", type);
        _json.WritePropertyName("result");
    }

    private void BeginSeries(LabelSet labels, string values)
    {
        _json.WriteStartObject();
        _json.WritePropertyName("metric");
        Write(labels);
        _json.WritePropertyName(values);
    }

    private void Write(LabelSet labels)
    {
        _json.WriteStartObject();
        for (var i = 0; i < labels.Count; i++)
            _json.WriteString(labels.NameAt(i), labels.ValueAt(i));
        _json.WriteEndObject();
    }

    private void Write(Sample sample)
    {
        _json.WriteStartArray();
        WriteTime(sample.Time);
        _json.WriteStringValue(NumberText.Write(sample.Value));
        _json.WriteEndArray();
    }

    private void WriteTime(long milliseconds)
    {
        if (milliseconds % 1000 == 0)
            _json.WriteNumberValue(milliseconds / 1000);
        else
            _json.WriteNumberValue(milliseconds / 1000m);
    }

    private async ValueTask FlushAsync()
    {
        if (_json.BytesPending > FlushBytes)
            await _json.FlushAsync(_cancellationToken);
    }
}
