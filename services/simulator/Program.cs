using Pipeline.Hosting;
using Pipeline.Hosting.Health;
using Pipeline.Simulator;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineDefaults("simulator");
builder.AddSimulator();
var app = builder.Build();
app.MapPipelineHealth();
return await app.RunPipelineAsync();
