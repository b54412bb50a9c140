using System.Runtime.InteropServices;

namespace Pipeline.Cli.Invocation;

/// <summary>Ctrl-C and SIGTERM of this process as a token, for commands that are no host.</summary>
/// <remarks>A second signal ends the process at once, as it would without this.</remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration[] _registrations;
    private int _exitCode;

    private Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Receive(context, Invocation.ExitCode.Interrupted)),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Receive(context, Invocation.ExitCode.Terminated)),
        ];
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What the process ends with because of the signal; null while none has come.</summary>
    public int? ExitCode => Volatile.Read(ref _exitCode) is var code and not 0 ? code : null;

    public static Interruption Watch(CancellationToken cancellationToken) => new(cancellationToken);

    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();
        _source.Dispose();
    }

    private void Receive(PosixSignalContext context, int exitCode)
    {
        if (Interlocked.CompareExchange(ref _exitCode, exitCode, 0) != 0)
            return; // the second time the system does what it does
        context.Cancel = true;
        _source.Cancel();
    }
}
