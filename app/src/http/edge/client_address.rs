//! The client's IP address. Behind proxies it comes from a header that any client can forge, so only the part that the
//! configured trusted proxies wrote is used.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Once;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, X_FORWARDED_FOR};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use ipnet::IpNet;
use tracing::warn;

use crate::http::Context;

/// The maximum number of entries of the header that are read, from its end. No real chain of proxies is longer.
const MAX_HOPS: usize = 16;

/// The client's IP address.
#[derive(Debug, Clone, Copy)]
pub(in crate::http) struct ClientAddress(pub(in crate::http) IpAddr);

/// Determines the client's address.
pub(in crate::http) async fn locate<B: MessageBody>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    // Only a Unix socket has no address, and we listen on none.
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    let context = request.app_data::<Data<Context>>().cloned().expect("the server registers it");
    let client = client(peer, request.headers(), &context.trusted_proxies);
    if client == peer.to_canonical() && is_near(client) && request.headers().contains_key(X_FORWARDED_FOR) {
        warn_of_proxy(&context.trusted_proxies);
    }
    request.extensions_mut().insert(ClientAddress(client));
    next.call(request).await
}

/// Whether the address is private, as those of reverse proxies are.
fn is_near(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => address.is_private() || address.is_loopback(),
        IpAddr::V6(address) => address.is_unique_local() || address.is_loopback(),
    }
}

/// Warns once: without the setting all clients share one rate limit, which is noticed late.
fn warn_of_proxy(trusted: &[IpNet]) {
    static WARNED: Once = Once::new();
    if trusted.is_empty() {
        WARNED.call_once(|| {
            warn!("a proxy seems to stand in front of the server: name it in `trusted_proxies`, or all its clients count as one");
        });
    }
}

/// The rightmost address that is not a trusted proxy. Each proxy appends the address of its client, so the list is read
/// from its end, and entries left of an untrusted address are ignored. At an invalid entry, the last valid address is
/// used.
fn client(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> IpAddr {
    let is_trusted = |address: &IpAddr| trusted.iter().any(|network| network.contains(address));
    let mut client = peer.to_canonical();
    let lines: Vec<_> = headers.get_all(X_FORWARDED_FOR).collect();
    let hops = lines.iter().rev().flat_map(|line| line.as_bytes().rsplit(|byte| *byte == b','));
    for hop in hops.take(MAX_HOPS) {
        if !is_trusted(&client) {
            break;
        }
        let Some(address) = address(hop) else { break };
        client = address;
    }
    client
}

/// Some proxies add the port.
fn address(hop: &[u8]) -> Option<IpAddr> {
    let hop = str::from_utf8(hop).ok()?.trim();
    let plain = hop.strip_prefix('[').and_then(|hop| hop.strip_suffix(']')).unwrap_or(hop);
    let with_port = || hop.parse::<SocketAddr>().ok().map(|address| address.ip());
    plain.parse().ok().or_else(with_port).map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use actix_web::http::header::{HeaderName, HeaderValue};

    use super::*;

    /// Who asks, when `10.0.0.0/8` and `fd00::/8` are trusted.
    fn found(peer: &str, lines: &[(&str, &str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, line) in lines {
            headers.append(HeaderName::try_from(*name).unwrap(), HeaderValue::from_bytes(line.as_bytes()).unwrap());
        }
        let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
        client(peer.parse().unwrap(), &headers, &trusted).to_string()
    }

    #[test]
    fn rl_01_a_header_is_believed_as_far_as_trusted_proxies_wrote_it() {
        let xff = "x-forwarded-for";
        let (stranger, proxy) = ("203.0.113.7", "10.0.0.1");
        for (peer, lines, expected) in [
            // Nobody we trust: whatever stands there was made up.
            (stranger, vec![], stranger),
            (stranger, vec![(xff, "198.51.100.1")], stranger),
            (stranger, vec![(xff, proxy)], stranger),
            ("::ffff:203.0.113.7", vec![(xff, "198.51.100.1")], stranger),
            // One proxy, and several in a row.
            (proxy, vec![], proxy),
            (proxy, vec![(xff, stranger)], stranger),
            ("::ffff:10.0.0.1", vec![(xff, stranger)], stranger),
            ("fd00::1", vec![(xff, stranger)], stranger),
            (proxy, vec![(xff, "203.0.113.7, 10.0.0.3, 10.0.0.2")], stranger),
            (proxy, vec![(xff, "  203.0.113.7\t,10.0.0.2")], stranger),
            (proxy, vec![(xff, "10.0.0.3, 10.0.0.2")], "10.0.0.3"),
            // What the client wrote itself stands further to the left.
            (proxy, vec![(xff, "198.51.100.1, 203.0.113.7")], stranger),
            (proxy, vec![(xff, "10.0.0.9, 203.0.113.7, 10.0.0.2")], stranger),
            // One header or several: the last line was added last.
            (proxy, vec![(xff, "198.51.100.1"), (xff, stranger)], stranger),
            (proxy, vec![(xff, "198.51.100.1, 203.0.113.7"), (xff, "10.0.0.3, 10.0.0.2")], stranger),
            // Other headers say nothing.
            (proxy, vec![("forwarded", "for=198.51.100.1"), ("x-real-ip", "198.51.100.1")], proxy),
            (proxy, vec![("forwarded", "for=198.51.100.1"), (xff, stranger), ("x-real-ip", "198.51.100.1")], stranger),
            // Ports, brackets, the other family.
            (proxy, vec![(xff, "203.0.113.7:4711")], stranger),
            (proxy, vec![(xff, "[2001:db8::7]:4711")], "2001:db8::7"),
            (proxy, vec![(xff, "[2001:db8::7]")], "2001:db8::7"),
            (proxy, vec![(xff, "2001:db8::7")], "2001:db8::7"),
            (proxy, vec![(xff, "::ffff:203.0.113.7")], stranger),
            // Nonsense ends it, at the last address that was one.
            (proxy, vec![(xff, "")], proxy),
            (proxy, vec![(xff, ",,,")], proxy),
            (proxy, vec![(xff, "unknown")], proxy),
            (proxy, vec![(xff, "_hidden")], proxy),
            (proxy, vec![(xff, "203.0.113.999")], proxy),
            (proxy, vec![(xff, "203.0.113.7;10.0.0.2")], proxy),
            (proxy, vec![(xff, "0313.0.113.7")], proxy),
            (proxy, vec![(xff, "fe80::1%eth0")], proxy),
            (proxy, vec![(xff, "203.0.113.7, \u{e9}, 10.0.0.2")], "10.0.0.2"),
            (proxy, vec![(xff, "203.0.113.7, 'or 1=1, 10.0.0.2")], "10.0.0.2"),
        ] {
            assert_eq!(found(peer, &lines), expected, "{peer} {lines:?}");
        }
    }

    #[test]
    fn rl_01_only_so_many_hops_are_looked_at() {
        let hops = vec!["10.0.0.2"; 1_000].join(", ");
        assert_eq!(found("10.0.0.1", &[("x-forwarded-for", &format!("203.0.113.7, {hops}"))]), "10.0.0.2");
        let hops = vec!["10.0.0.2"; MAX_HOPS - 1].join(", ");
        assert_eq!(found("10.0.0.1", &[("x-forwarded-for", &format!("203.0.113.7, {hops}"))]), "203.0.113.7");
    }
}
