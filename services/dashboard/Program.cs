using Pipeline.Dashboard;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Health;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineDefaults("dashboard");
builder.AddDashboard();
builder.AddPipelineBus();
var app = builder.Build();
app.MapPipelineHealth();
app.MapDashboard();
return await app.RunPipelineAsync();
