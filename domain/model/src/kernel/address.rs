//! Network addresses: which may be reached on behalf of a user, and which are this machine.
//!
//! Reachable addresses are an allow-list, because block-lists forget (finding D5). Only parsed addresses are judged,
//! and the connection must go to exactly the address that was judged.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

/// The address is forbidden. The message reveals nothing about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("this address may not be fetched")]
pub struct Forbidden;

/// The guard that judges addresses.
#[derive(Debug, Clone, Copy)]
pub struct Guard {
    /// Also allows loopback addresses, on any port.
    pub allow_loopback: bool,
}

impl Guard {
    /// Judges a URL before name resolution: scheme, user info, port, and a literal host, for which no resolver is asked
    /// (finding D4).
    pub fn check_url(self, url: &Url) -> Result<(), Forbidden> {
        let is_web = matches!(url.scheme(), "http" | "https");
        let is_plain = url.username().is_empty() && url.password().is_none();
        let literal = match url.host().ok_or(Forbidden)? {
            Host::Ipv4(ip) => Some(IpAddr::V4(ip)),
            Host::Ipv6(ip) => Some(IpAddr::V6(ip)),
            Host::Domain(name) if name.ends_with('.') => return Err(Forbidden),
            Host::Domain(_) => None,
        };
        let is_trial = self.allow_loopback && literal.is_some_and(|ip| ip.is_loopback());
        let has_usual_port = matches!(url.port(), None | Some(80 | 443));
        if !is_web || !is_plain || !(has_usual_port || is_trial) {
            return Err(Forbidden);
        }
        literal.map_or(Ok(()), |ip| self.check_ip(ip))
    }

    /// Judges an IP address before the connection.
    pub fn check_ip(self, ip: IpAddr) -> Result<(), Forbidden> {
        let is_allowed = match ip {
            IpAddr::V4(ip) => is_public_v4(ip),
            IpAddr::V6(ip) => is_public_v6(ip),
        };
        if is_allowed || (self.allow_loopback && ip.is_loopback()) { Ok(()) } else { Err(Forbidden) }
    }
}

/// Whether the host, by number or name, is this machine.
pub fn is_loopback(host: &Host<impl AsRef<str>>) -> bool {
    match host {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(name) => name.as_ref().eq_ignore_ascii_case("localhost"),
    }
}

/// Global unicast, without the special-purpose blocks of RFC 6890 and its successors, and without the address at which
/// every machine in Azure finds its host's services: it looks public and never leaves the cloud.
fn is_public_v4(ip: Ipv4Addr) -> bool {
    const SPECIAL: [(Ipv4Addr, u32); 16] = [
        (Ipv4Addr::UNSPECIFIED, 8),
        (Ipv4Addr::new(10, 0, 0, 0), 8),
        (Ipv4Addr::new(100, 64, 0, 0), 10),
        (Ipv4Addr::new(127, 0, 0, 0), 8),
        (Ipv4Addr::new(168, 63, 129, 16), 32),
        (Ipv4Addr::new(169, 254, 0, 0), 16),
        (Ipv4Addr::new(172, 16, 0, 0), 12),
        (Ipv4Addr::new(192, 0, 0, 0), 24),
        (Ipv4Addr::new(192, 0, 2, 0), 24),
        (Ipv4Addr::new(192, 88, 99, 0), 24),
        (Ipv4Addr::new(192, 168, 0, 0), 16),
        (Ipv4Addr::new(198, 18, 0, 0), 15),
        (Ipv4Addr::new(198, 51, 100, 0), 24),
        (Ipv4Addr::new(203, 0, 113, 0), 24),
        (Ipv4Addr::new(224, 0, 0, 0), 4),
        (Ipv4Addr::new(240, 0, 0, 0), 4),
    ];
    !SPECIAL.iter().any(|&(block, bits)| (ip.to_bits() ^ block.to_bits()) >> (32 - bits) == 0)
}

/// `2000::/3`, without Teredo and its neighbours, documentation and 6to4. Mapped, translated and local addresses are
/// outside of it by themselves.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    const SPECIAL: [(Ipv6Addr, u32); 4] = [
        (Ipv6Addr::new(0x2001, 0, 0, 0, 0, 0, 0, 0), 23),
        (Ipv6Addr::new(0x2001, 0x0db8, 0, 0, 0, 0, 0, 0), 32),
        (Ipv6Addr::new(0x2002, 0, 0, 0, 0, 0, 0, 0), 16),
        (Ipv6Addr::new(0x3fff, 0, 0, 0, 0, 0, 0, 0), 20),
    ];
    let is_in = |block: Ipv6Addr, bits: u32| (ip.to_bits() ^ block.to_bits()) >> (128 - bits) == 0;
    is_in(Ipv6Addr::new(0x2000, 0, 0, 0, 0, 0, 0, 0), 3) && !SPECIAL.iter().any(|&(block, bits)| is_in(block, bits))
}

#[cfg(test)]
mod tests {
    use super::*;

    const GUARD: Guard = Guard { allow_loopback: false };

    fn is_allowed(guard: Guard, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| guard.check_url(&url).is_ok())
    }

    #[test]
    fn ss_03_ss_04_ss_07_no_disguise_of_an_inner_address_passes() {
        let disguises = [
            "http://127.0.0.1/",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f000001/",
            "http://0177.0.0.1/",
            "http://127.0.0.1./",
            "http://①②⑦.0.0.1/",
            "http://0.0.0.0/",
            "http://169.254.169.254/latest/meta-data/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:169.254.169.254]/",
            "http://[::127.0.0.1]/",
            "http://[64:ff9b::a9fe:a9fe]/",
            "http://[64:ff9b:1::a9fe:a9fe]/",
            "http://[2002:7f00:1::]/",
            "http://[2001:0:7f00:1::]/",
            "http://[2001:db8::1]/",
            "http://[3fff::1]/",
            "http://[fc00::1]/",
            "http://[fe80::1]/",
            "http://[fec0::1]/",
            "http://[5f00::1]/",
            "http://[ff02::1]/",
            "http://10.0.0.5/",
            "http://100.64.0.1/",
            "http://172.31.255.255/",
            "http://168.63.129.16/",
            "http://192.168.1.1/",
            "http://198.19.0.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://localhost./",
            "http://metadata.google.internal./",
            "http://user@example.org/",
            "http://user:secret@example.org/",
            "http://example.org:22/",
            "http://example.org:6379/",
            "https://example.org:8443/",
            "file:///etc/passwd",
            "gopher://example.org/",
            "ftp://example.org/",
            "data:text/html,hi",
        ];
        for url in disguises {
            assert!(!is_allowed(GUARD, url), "{url}");
        }
    }

    #[test]
    fn public_addresses_pass() {
        for url in [
            "https://boards-api.greenhouse.io/v1/boards/acme/jobs",
            "http://example.org:80/",
            "https://93.184.216.34/",
            "http://100.128.0.1/",
            "http://172.32.0.1/",
            "https://[2606:4700::1111]/",
            "https://[2a00:1450:4001::200e]/",
        ] {
            assert!(is_allowed(GUARD, url), "{url}");
        }
    }

    #[test]
    fn a_trial_may_reach_this_machine_and_nothing_else_of_our_network() {
        let trial = Guard { allow_loopback: true };
        assert!(is_allowed(trial, "http://127.0.0.1:40123/"));
        assert!(is_allowed(trial, "http://[::1]:40123/"));
        for url in
            ["http://10.0.0.5:40123/", "http://169.254.169.254/", "http://example.org:40123/", "http://0.0.0.0:1/"]
        {
            assert!(!is_allowed(trial, url), "{url}");
        }
    }

    #[test]
    fn only_what_cannot_be_elsewhere_is_this_machine() {
        for (host, is_here) in [
            ("localhost", true),
            ("LOCALHOST", true),
            ("127.0.0.1", true),
            ("127.8.9.1", true),
            ("[::1]", true),
            ("0.0.0.0", false),
            ("10.0.0.1", false),
            ("[::]", false),
            ("localhost.example.org", false),
            ("example.org", false),
        ] {
            assert_eq!(is_loopback(&Host::parse(host).unwrap()), is_here, "{host}");
        }
    }
}
