using Pipeline.Approver;
using Pipeline.Hosting;
using Pipeline.Hosting.Bus;
using Pipeline.Hosting.Health;

var builder = WebApplication.CreateBuilder(args);
builder.AddPipelineDefaults("approver");
builder.AddApprover();
builder.AddPipelineBus();
var app = builder.Build();
app.MapPipelineHealth();
return await app.RunPipelineAsync();
