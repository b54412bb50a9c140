using System.CommandLine;
using Pipeline.Cli.Invocation;
using Pipeline.Hosting.Configuration;

namespace Pipeline.Cli.Instances;

/// <summary>The options that say which pipeline is meant: by its address, or by the data folder of an <c>up</c> on this machine.</summary>
internal sealed class ConnectionOptions(CliEnvironment environment)
{
    private const string ServerVariable = "PIPELINE__SERVER";
    private const string TokenVariable = "PIPELINE__TOKEN";
    private const string TokenFileVariable = "PIPELINE__TOKENFILE";

    private readonly Option<string?> _server = new("--server")
    {
        Description = $"Address of the API, as http://pipeline.example:8080; or {ServerVariable}.",
        HelpName = "URL",
        Recursive = true,
    };

    private readonly Option<string?> _token = new("--token")
    {
        Description = $"Bearer token. Others may see it in the list of processes: rather --token-file, or {TokenVariable}.",
        HelpName = "TOKEN",
        Recursive = true,
    };

    private readonly Option<string?> _tokenFile = new("--token-file")
    {
        Description = $"File that holds the bearer token; or {TokenFileVariable}.",
        HelpName = "FILE",
        Recursive = true,
    };

    private readonly DataFolderOption _dataFolder = new(environment);

    /// <summary>Gives a command and all below it the options.</summary>
    public void AddTo(Command command)
    {
        command.Add(_server);
        command.Add(_token);
        command.Add(_tokenFile);
        _dataFolder.AddTo(command);
    }

    /// <summary>The data folder that is meant, a full path.</summary>
    public string DataFolder(ParseResult parsed) => _dataFolder.Of(parsed);

    /// <summary>The address that is given; null when the data folder has to tell it.</summary>
    /// <exception cref="CommandException">It is none, or contradicts --data-dir.</exception>
    public Uri? Server(ParseResult parsed)
    {
        var given = parsed.GetValue(_server);
        if (given is not null && _dataFolder.IsGiven(parsed))
            throw new CommandException(ExitCode.Usage, "--server and --data-dir both say which pipeline is meant: give one of them.");
        var (text, origin) = given is not null ? (given, "--server")
            : !_dataFolder.IsGiven(parsed) ? (environment.Variable(ServerVariable), ServerVariable)
            : (null, "");
        if (string.IsNullOrEmpty(text))
            return null;
        return Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0
            ? url
            : throw new CommandException(
                ExitCode.Usage, $"{origin} is \"{text}\"; it must be an address without a user, as http://127.0.0.1:8080.");
    }

    /// <summary>The pipeline that is meant.</summary>
    /// <exception cref="CommandException">None runs there, or an option is wrong.</exception>
    public Instance Find(ParseResult parsed)
    {
        if (Server(parsed) is { } url)
            return new Instance(url, Token(parsed), parsed.GetValue(_server) is null ? "" : $" --server {url.OriginalString}");
        var folder = DataFolder(parsed);
        var file = InstanceState.Of(folder) switch
        {
            InstanceState.Running running => running.File,
            InstanceState.Gone gone => throw new CommandException(
                ExitCode.Error,
                $"The pipeline that ran on {folder} (process {gone.File.ProcessId}) has ended. Start it with `pipeline up{_dataFolder.Again(parsed)}`."),
            _ => throw new CommandException(
                ExitCode.Error,
                $"No pipeline runs on the data folder {folder}. Start one with `pipeline up{_dataFolder.Again(parsed)}`, or name one that runs elsewhere with --server URL."),
        };
        return new Instance(file.Url, Token(parsed) ?? file.Token, _dataFolder.Again(parsed));
    }

    private string? Token(ParseResult parsed)
    {
        if (parsed.GetValue(_token) is not null && parsed.GetValue(_tokenFile) is not null)
            throw new CommandException(ExitCode.Usage, "--token and --token-file are both given: keep one of them.");
        var token = parsed.GetValue(_token)
            ?? (parsed.GetValue(_tokenFile) is { } file ? ReadFile(file, "--token-file") : null)
            ?? environment.Variable(TokenVariable)
            ?? (environment.Variable(TokenFileVariable) is { } named ? ReadFile(named, TokenFileVariable) : null);
        return token is null || token.All(c => c is > ' ' and < (char)127)
            ? token
            : throw new CommandException(ExitCode.Usage, "The token has characters that no token has (blanks, line ends or non-ASCII).");
    }

    private static string ReadFile(string path, string origin)
    {
        try
        {
            return SecretFile.Read(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Usage, $"{origin} names {path}, which cannot be read: {e.Message}", e);
        }
    }
}
