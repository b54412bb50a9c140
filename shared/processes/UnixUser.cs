using System.Globalization;

namespace Pipeline.Processes;

/// <summary>An account of this machine that a child process can run as.</summary>
public sealed record UnixUser(string Name, int UserId, int GroupId)
{
    /// <summary>True when this process may start children as somebody else.</summary>
    public static bool CanSwitch => Environment.IsPrivilegedProcess;

    /// <returns>Null when the machine has no such account in /etc/passwd.</returns>
    public static UnixUser? Find(string name)
    {
        foreach (var line in File.ReadLines("/etc/passwd"))
        {
            var fields = line.Split(':'); // name:password:uid:gid:comment:home:shell
            if (fields.Length >= 4 && fields[0] == name)
            {
                return new UnixUser(
                    name,
                    int.Parse(fields[2], CultureInfo.InvariantCulture),
                    int.Parse(fields[3], CultureInfo.InvariantCulture));
            }
        }

        return null;
    }
}
