//! User, network and mount namespaces of this process, in which every address is local.

use std::fs;
use std::os::fd::AsRawFd;
use std::path::Path;

use anyhow::{Context, ensure};
use nix::mount::{MsFlags, mount};
use nix::sched::{CloneFlags, unshare};
use nix::sys::socket::{AddressFamily, MsgFlags, NetlinkAddr, SockFlag, SockProtocol, SockType, recv, sendto, socket};
use nix::unistd::{getgid, getuid};

/// The address of the name server.
pub(crate) const NAME_SERVER: &str = "127.0.0.53";
/// The address of the proxy in the environment, and of a name in the hosts file.
pub(crate) const PROXY_ADDRESS: &str = "10.0.0.5";

/// `lo` is the first interface of every network.
const LOOPBACK: u32 = 1;
const NEW_LINK: u16 = 16;
const NEW_ROUTE: u16 = 24;

/// Moves this process, which must have a single thread, into new namespaces irrevocably.
pub(crate) fn enter(files: &Path) -> anyhow::Result<()> {
    let (user, group) = (getuid(), getgid());
    unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWNET | CloneFlags::CLONE_NEWNS).context(
        "this machine gives no user, network and mount namespace, without which the lab proves nothing: run it where \
         `unshare --map-root-user --net --mount true` works (in a container, allow `unshare`)",
    )?;
    fs::write("/proc/self/setgroups", "deny")?;
    fs::write("/proc/self/uid_map", format!("0 {user} 1")).context("cannot become root of the new namespace")?;
    fs::write("/proc/self/gid_map", format!("0 {group} 1"))?;
    mount(None::<&str>, "/", None::<&str>, MsFlags::MS_REC | MsFlags::MS_PRIVATE, None::<&str>)?;
    // The resolver of the system is under test; only its name server is replaced.
    overlay(files, "/etc/resolv.conf", &format!("nameserver {NAME_SERVER}\noptions timeout:5 attempts:2\n"))?;
    overlay(files, "/etc/nsswitch.conf", "hosts: files dns\n")?;
    overlay(
        files,
        "/etc/hosts",
        &format!("127.0.0.1 localhost\n::1 localhost\n{PROXY_ADDRESS} intranet.example.com\n"),
    )?;

    netlink_request(NEW_LINK, &link_up()).context("cannot bring the loopback interface up")?;
    for family in [AddressFamily::Inet, AddressFamily::Inet6] {
        netlink_request(NEW_ROUTE, &local_default_route(family))
            .with_context(|| format!("cannot make every address of {family:?} a local one"))?;
    }
    Ok(())
}

/// Mounts a file over `path`, for this process.
fn overlay(files: &Path, path: &str, content: &str) -> anyhow::Result<()> {
    let ours = files.join(Path::new(path).file_name().unwrap_or_default());
    fs::write(&ours, content)?;
    mount(Some(&ours), path, None::<&str>, MsFlags::MS_BIND, None::<&str>)
        .with_context(|| format!("cannot mount a file over {path}"))
}

/// `struct ifinfomsg`: the loopback interface, up.
fn link_up() -> Vec<u8> {
    const UP: u32 = 1;
    let mut body = vec![0; 4];
    for number in [LOOPBACK, UP, UP] {
        body.extend(number.to_ne_bytes());
    }
    body
}

/// `struct rtmsg` and the interface: routes every address to this machine, as `ip route add local default dev lo` does.
fn local_default_route(family: AddressFamily) -> Vec<u8> {
    const LOCAL_TABLE: u8 = 255;
    const STATIC: u8 = 4;
    const THIS_HOST: u8 = 254;
    const LOCAL: u8 = 2;
    const OUT_INTERFACE: u16 = 4;
    let family = if family == AddressFamily::Inet { 2 } else { 10 };
    let mut body = vec![family, 0, 0, 0, LOCAL_TABLE, STATIC, THIS_HOST, LOCAL, 0, 0, 0, 0];
    body.extend(8_u16.to_ne_bytes());
    body.extend(OUT_INTERFACE.to_ne_bytes());
    body.extend(LOOPBACK.to_ne_bytes());
    body
}

/// Sends a netlink request, and checks the acknowledgement.
fn netlink_request(kind: u16, body: &[u8]) -> anyhow::Result<()> {
    const REQUEST_ACKNOWLEDGE_CREATE: u16 = 0x1 | 0x4 | 0x400;
    const HEADER: usize = 16;
    let mut message = u32::try_from(HEADER + body.len())?.to_ne_bytes().to_vec();
    message.extend(kind.to_ne_bytes());
    message.extend(REQUEST_ACKNOWLEDGE_CREATE.to_ne_bytes());
    message.extend([0; 8]);
    message.extend(body);
    let netlink = socket(AddressFamily::Netlink, SockType::Raw, SockFlag::SOCK_CLOEXEC, SockProtocol::NetlinkRoute)?;
    sendto(netlink.as_raw_fd(), &message, &NetlinkAddr::new(0, 0), MsgFlags::empty())?;
    let mut answer = [0; 1024];
    let length = recv(netlink.as_raw_fd(), &mut answer, MsgFlags::empty())?;
    ensure!(length >= HEADER + 4, "the kernel's answer is too short");
    let error = i32::from_ne_bytes(answer[HEADER..HEADER + 4].try_into()?);
    ensure!(error == 0, "{}", std::io::Error::from_raw_os_error(-error));
    Ok(())
}
