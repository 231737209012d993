//! Forbidden addresses in all their notations, and public ones.
//!
//! The forbidden blocks are listed here a second time on purpose: taken from the guard, they could not reveal an
//! omission.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Special-purpose blocks of both families, from first to last address.
const BLOCKS: &[(&str, &str)] = &[
    ("0.0.0.0", "0.255.255.255"),
    ("10.0.0.0", "10.255.255.255"),
    ("100.64.0.0", "100.127.255.255"),
    ("127.0.0.0", "127.255.255.255"),
    ("169.254.0.0", "169.254.255.255"),
    ("172.16.0.0", "172.31.255.255"),
    ("192.0.0.0", "192.0.0.255"),
    ("192.0.2.0", "192.0.2.255"),
    ("192.88.99.0", "192.88.99.255"),
    ("192.168.0.0", "192.168.255.255"),
    ("198.18.0.0", "198.19.255.255"),
    ("198.51.100.0", "198.51.100.255"),
    ("203.0.113.0", "203.0.113.255"),
    ("224.0.0.0", "239.255.255.255"),
    ("240.0.0.0", "255.255.255.255"),
    ("::", "::ffff"),
    ("64:ff9b::", "64:ff9b::ffff:ffff"),
    ("64:ff9b:1::", "64:ff9b:1:ffff:ffff:ffff:ffff:ffff"),
    ("100::", "100::ffff:ffff:ffff:ffff"),
    ("2001::", "2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2001:db8::", "2001:db8:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("2002::", "2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("3fff::", "3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("4000::", "4000::1"),
    ("5f00::", "5f00:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fc00::", "fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fe80::", "febf:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("fec0::", "feff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
    ("ff00::", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"),
];

/// Addresses of metadata services and of services on machines.
const WELL_KNOWN: &[&str] = &[
    "127.0.0.1",
    "169.254.169.254",
    "169.254.170.2",
    "169.254.169.253",
    "100.100.100.200",
    "192.0.0.192",
    "168.63.129.16",
    "10.0.0.5",
    "10.96.0.1",
    "172.17.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "198.18.0.1",
    "::1",
    "fc00::1",
    "fd00::1",
    "fd00:ec2::254",
    "fd20:ce::254",
    "fd00:c1::a9fe:a9fe",
    "fe80::1",
    "fe80::a9fe:a9fe",
    "fec0::1",
];

/// Public addresses, including those next to special blocks. Each has a web server.
const PUBLIC: &[&str] = &[
    "93.184.216.34",
    "1.0.0.0",
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.0",
    "168.63.129.15",
    "168.63.129.17",
    "169.253.255.255",
    "169.255.0.0",
    "172.15.255.255",
    "172.32.0.0",
    "191.255.255.255",
    "192.0.1.0",
    "192.0.3.0",
    "192.88.98.255",
    "192.88.100.0",
    "192.167.255.255",
    "192.169.0.0",
    "198.17.255.255",
    "198.20.0.0",
    "198.51.99.255",
    "198.51.101.0",
    "203.0.112.255",
    "203.0.114.0",
    "223.255.255.255",
    "2606:2800::1",
    "2000::1",
    "2001:200::1",
    "2001:4860:4860::8888",
    "2001:db7:ffff::1",
    "2001:db9::1",
    "2003::1",
    "2606:4700::1111",
    "2a00:1450:4001::200e",
    "2c0f:fb50:4003::200e",
    "3ffe:ffff::1",
    "3fff:1000::1",
];

/// Obfuscated URLs of forbidden addresses, and URLs of other schemes. `{}` is the page of a public server.
const OBFUSCATED_URLS: &[&str] = &[
    "http://127.1/",
    "http://2130706433/",
    "http://017700000001/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0177.0.0.1/",
    "http://127.0.0.1./",
    "http://①②⑦.⓪.⓪.①/",
    "http://１６９.２５４.１６９.２５４/",
    "http://169。254。169。254/",
    "http://169.254.43518/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0xA9.0xFE.0xA9.0xFE/",
    "http://0251.0376.0251.0376/",
    "http://%31%36%39.254.169.254/",
    "http://169.254.169.254%2e/",
    "http:\\\\169.254.169.254\\latest\\",
    "http:/169.254.169.254/",
    "http:169.254.169.254/",
    "HTTP://169.254.169.254/",
    " http://169.254.169.254/",
    "http://\t169.254.169.254/",
    "http://169.254.\n169.254/",
    "http://[::ffff:169.254.169.254]/",
    "http://[::FFFF:A9FE:A9FE]/",
    "http://[0:0:0:0:0:ffff:169.254.169.254]/",
    "http://[::169.254.169.254]/",
    "http://93.184.216.34@169.254.169.254/",
    "http://93.184.216.34:80@169.254.169.254/",
    "http://user:secret@93.184.216.34/",
    "http://user@93.184.216.34/",
    "http://:@169.254.169.254/",
    "http://93.184.216.34\\@169.254.169.254:22/",
    "http://localhost/",
    "http://LOCALHOST/",
    "http://localhost./",
    "http://localhost%2e/",
    "http://ｌｏｃａｌｈｏｓｔ/",
    "http://lo\u{ad}calhost/",
    "http://intranet.example.com/",
    "http://intranet.example.com./",
    "http://metadata.google.internal./",
    "http://93.184.216.34:22/",
    "http://93.184.216.34:25/",
    "http://93.184.216.34:2375/",
    "http://93.184.216.34:3306/",
    "http://93.184.216.34:5432/",
    "http://93.184.216.34:6379/",
    "http://93.184.216.34:8080/",
    "https://93.184.216.34:9200/",
    "https://93.184.216.34:11211/",
    "http://93.184.216.34:3128/",
    "http://93.184.216.34:0/",
    "http://[2606:2800::1]:6379/",
    "file:///etc/passwd",
    "gopher://93.184.216.34:80/_GET",
    "ftp://93.184.216.34/",
    "dict://93.184.216.34:11211/stats",
    "ldap://93.184.216.34/",
    "ws://93.184.216.34/",
    "data:text/html,hi",
    "javascript:alert(1)",
    "blob:http://93.184.216.34/1",
];

fn parsed(addresses: &[&str]) -> impl Iterator<Item = IpAddr> {
    addresses.iter().map(|address| address.parse().expect("the table has addresses"))
}

/// Every forbidden address that is probed.
pub(crate) fn forbidden() -> Vec<IpAddr> {
    let mut all: Vec<IpAddr> = parsed(WELL_KNOWN).collect();
    for (first, last) in BLOCKS {
        let (first, last) = (parsed(&[first]).next(), parsed(&[last]).next());
        match (first, last) {
            (Some(IpAddr::V4(first)), Some(IpAddr::V4(last))) => {
                let (a, b) = (first.to_bits(), last.to_bits());
                all.extend([a, a + 1, a + (b - a) / 2, b - 1, b].map(|bits| IpAddr::from(Ipv4Addr::from_bits(bits))));
            }
            (Some(IpAddr::V6(first)), Some(IpAddr::V6(last))) => {
                let (a, b) = (first.to_bits(), last.to_bits());
                all.extend([a, a + 1, a + (b - a) / 2, b].map(|bits| IpAddr::from(Ipv6Addr::from_bits(bits))));
            }
            _ => unreachable!("a block has one family"),
        }
    }
    let inside: Vec<IpAddr> = parsed(WELL_KNOWN).filter(IpAddr::is_ipv4).collect();
    all.extend(inside.into_iter().flat_map(embedded_in_ipv6));
    all.sort();
    all.dedup();
    all
}

/// IPv6 addresses that embed an IPv4 address: compatible, mapped, translated (three prefixes), 6to4, Teredo server and client.
fn embedded_in_ipv6(inside: IpAddr) -> Vec<IpAddr> {
    let IpAddr::V4(inside) = inside else { return Vec::new() };
    let bits = u128::from(inside.to_bits());
    let teredo = 0x2001_0000_u128 << 96;
    [
        bits,
        0xffff_u128 << 32 | bits,
        0xffff_u128 << 48 | bits,
        0x0064_ff9b_u128 << 96 | bits,
        0x0064_ff9b_0001_u128 << 80 | bits,
        0x2002_u128 << 112 | bits << 80 | 1,
        teredo | bits << 64 | 1,
        teredo | 0x5db8_d822_u128 << 64 | u128::from(!inside.to_bits()),
    ]
    .into_iter()
    .map(|bits| IpAddr::from(Ipv6Addr::from_bits(bits)))
    .collect()
}

pub(crate) fn public() -> Vec<IpAddr> {
    parsed(PUBLIC).collect()
}

pub(crate) fn obfuscated_urls() -> &'static [&'static str] {
    OBFUSCATED_URLS
}

/// The address as the host of a URL.
pub(crate) fn host(ip: IpAddr) -> String {
    match ip {
        IpAddr::V4(ip) => ip.to_string(),
        IpAddr::V6(ip) => format!("[{ip}]"),
    }
}
