using MassTransit;
using MassTransit.Context;

namespace Pipeline.Hosting.Bus;

/// <summary>Refuses to send what is too large, envelope included: the sender must split it.</summary>
internal sealed class MessageSizeLimit : ISendObserver, IPublishObserver
{
    /// <summary>In bytes.</summary>
    public const int Largest = 256 << 10;

    public Task PreSend<T>(SendContext<T> context) where T : class => Check(context);

    public Task PrePublish<T>(PublishContext<T> context) where T : class => Check(context);

    public Task PostSend<T>(SendContext<T> context) where T : class => Task.CompletedTask;

    public Task PostPublish<T>(PublishContext<T> context) where T : class => Task.CompletedTask;

    public Task SendFault<T>(SendContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    public Task PublishFault<T>(PublishContext<T> context, Exception exception) where T : class => Task.CompletedTask;

    private static Task Check<T>(SendContext<T> context) where T : class =>
        context is MessageSendContext<T> sending && sending.Body.GetBytes().Length is > Largest and var length // made once, and sent
            ? throw new MessageTooLargeException(
                $"A message {typeof(T).Name} has {length} bytes with its envelope; {Largest} are allowed. Split it.")
            : Task.CompletedTask;
}
