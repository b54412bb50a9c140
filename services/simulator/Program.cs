using Pipeline.Hosting;
using Pipeline.Hosting.Health;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineDefaults("simulator");
var app = builder.Build();
app.MapPipelineHealth();
return await app.RunPipelineAsync();
