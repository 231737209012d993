//! Addresses of machines: which of them are this one.

use url::Host;

/// Is this host, by its number or its name, the machine itself?
pub fn is_loopback(host: &Host<impl AsRef<str>>) -> bool {
    match host {
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
        Host::Domain(name) => name.as_ref().eq_ignore_ascii_case("localhost"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
