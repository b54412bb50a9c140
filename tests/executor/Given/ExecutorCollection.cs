using Pipeline.Testing.Servers;
using Xunit;

namespace Pipeline.Executor.Tests.Given;

/// <summary>One PostgreSQL for the whole assembly.</summary>
[CollectionDefinition(Name)]
public sealed class ExecutorCollection : ICollectionFixture<PostgresFixture>
{
    public const string Name = "PostgreSQL";
}
