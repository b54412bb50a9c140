using Pipeline.Collector;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Health;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineDefaults("collector");
builder.AddCollector();
builder.AddPipelineBus();
var app = builder.Build();
app.MapPipelineHealth();
app.MapCollector();
return await app.RunPipelineAsync();
