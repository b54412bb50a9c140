using System.Globalization;

namespace Pipeline.Processes;

/// <summary>An account of this machine that a child process can run as.</summary>
public sealed record UnixUser(string Name, int UserId, int GroupId)
{
    /// <summary>True when this process may start children as somebody else.</summary>
    public static bool CanSwitch => Environment.IsPrivilegedProcess;

    /// <returns>Null when the machine has no account of this name in /etc/passwd.</returns>
    public static UnixUser? Find(string name) => All().FirstOrDefault(user => user.Name == name);

    /// <returns>Null when the machine has no account with this user id in /etc/passwd.</returns>
    public static UnixUser? Find(int userId) => All().FirstOrDefault(user => user.UserId == userId);

    private static IEnumerable<UnixUser> All() =>
        from line in File.ReadLines("/etc/passwd")
        let fields = line.Split(':') // name:password:uid:gid:comment:home:shell
        where fields.Length >= 4
        select new UnixUser(fields[0], Number(fields[2]), Number(fields[3]));

    private static int Number(string digits) => int.Parse(digits, CultureInfo.InvariantCulture);
}
