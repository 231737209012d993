//! `robots.txt` by RFC 9309: which paths of a server a crawler may read.

use url::Url;

/// What is read of a file; the RFC asks for at least 500 KiB.
const MAX_BYTES: usize = 512 * 1024;

/// `robots.txt` does not allow a page to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the robots.txt of its site does not allow it to be read")]
pub struct Disallowed;

/// The rules of a server, by the crawlers they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Robots {
    groups: Vec<Group>,
}

/// Rules with the crawlers they are for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Group {
    /// Product tokens in small letters; `*` for every crawler.
    crawlers: Vec<String>,
    rules: Vec<Rule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Rule {
    is_allowed: bool,
    /// A path with `*` for anything and `$` for the end, percent-encoded.
    pattern: String,
}

impl Robots {
    /// The rules of a file. Lines that are none are skipped, so every file can be read.
    pub fn parse(file: &[u8]) -> Self {
        let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
        let file = &file[..file.len().min(MAX_BYTES)];
        let mut groups: Vec<Group> = Vec::new();
        // Consecutive `User-agent` lines open one group. Other records, such as `Sitemap`, do not end them.
        let mut has_rules = true;
        for line in file.split(|byte| matches!(byte, b'\n' | b'\r')) {
            let Some((key, value)) = record(line) else { continue };
            let is_allowed = key.eq_ignore_ascii_case(b"allow");
            if key.eq_ignore_ascii_case(b"user-agent") {
                if has_rules {
                    groups.push(Group::default());
                    has_rules = false;
                }
                let group = groups.last_mut().expect("a group was opened before its first crawler");
                group.crawlers.push(product_token(value));
            } else if is_allowed || key.eq_ignore_ascii_case(b"disallow") {
                has_rules = true;
                // Rules before the first crawler are for nobody; an empty one says nothing.
                if let Some(group) = groups.last_mut().filter(|_| !value.is_empty()) {
                    group.rules.push(Rule { is_allowed, pattern: encoded(value) });
                }
            }
        }
        Self { groups }
    }

    /// Whether the crawler with this product token may read the URL: by the groups that name it, else by those for
    /// every crawler. The longest matching rule decides; of two as long, the one that allows.
    pub fn allows(&self, crawler: &str, url: &Url) -> bool {
        let crawler = product_token(crawler.as_bytes());
        let path = encoded(match url.query() {
            Some(query) => format!("{}?{query}", url.path()),
            None => url.path().to_owned(),
        });
        if path == "/robots.txt" {
            return true;
        }
        let rules_for = |token: &str| -> Vec<&Rule> {
            let groups = self.groups.iter().filter(|group| group.crawlers.iter().any(|name| name == token));
            groups.flat_map(|group| &group.rules).collect()
        };
        let is_named = self.groups.iter().any(|group| group.crawlers.contains(&crawler));
        let rules = rules_for(if is_named { &crawler } else { "*" });
        let matching = rules.into_iter().filter(|rule| rule.matches(&path));
        matching.max_by_key(|rule| (rule.pattern.len(), rule.is_allowed)).is_none_or(|rule| rule.is_allowed)
    }
}

impl Rule {
    /// Whether the path begins with the pattern. Each part between `*` is sought as early as possible, so that a hostile
    /// pattern costs no more than a short one.
    fn matches(&self, path: &str) -> bool {
        let (pattern, is_to_the_end) = match self.pattern.strip_suffix('$') {
            Some(pattern) => (pattern, true),
            None => (self.pattern.as_str(), false),
        };
        let mut parts = pattern.split('*');
        let first = parts.next().unwrap_or_default();
        let Some(mut rest) = path.strip_prefix(first) else { return false };
        let mut parts: Vec<&str> = parts.collect();
        let last = if is_to_the_end { parts.pop() } else { None };
        for part in parts {
            match rest.find(part) {
                Some(at) => rest = &rest[at + part.len()..],
                None => return false,
            }
        }
        match last {
            Some(last) => rest.ends_with(last),
            None => !is_to_the_end || rest.is_empty(),
        }
    }
}

/// The key and value of a line without its comment. A forgotten colon is forgiven, as the large search engines do.
fn record(line: &[u8]) -> Option<(&[u8], &[u8])> {
    let line = line.split(|byte| *byte == b'#').next().unwrap_or_default().trim_ascii();
    let at = line.iter().position(|byte| *byte == b':').or_else(|| line.iter().position(u8::is_ascii_whitespace))?;
    Some((line[..at].trim_ascii_end(), line[at + 1..].trim_ascii()))
}

/// The product token that a crawler's name begins with, in small letters: `jobwright` of `Jobwright/1.0`.
fn product_token(name: &[u8]) -> String {
    if name.first() == Some(&b'*') && name.get(1).is_none_or(u8::is_ascii_whitespace) {
        return "*".to_owned();
    }
    let is_of_token = |byte: &&u8| byte.is_ascii_alphabetic() || matches!(byte, b'-' | b'_');
    name.iter().take_while(is_of_token).map(|byte| char::from(byte.to_ascii_lowercase())).collect()
}

/// Percent-encoded where a URL has to be, with digits in capitals, so that equal octets are equal text.
fn encoded(path: impl AsRef<[u8]>) -> String {
    let path = path.as_ref();
    let mut text = String::with_capacity(path.len());
    let mut capitals = 0_u8;
    for (at, byte) in path.iter().enumerate() {
        let is_escape =
            *byte == b'%' && path.get(at + 1..at + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        if is_escape {
            capitals = 3;
        }
        match byte {
            0x21..=0x7e if capitals > 0 => text.push(char::from(byte.to_ascii_uppercase())),
            0x21..=0x7e => text.push(char::from(*byte)),
            _ => text.push_str(&format!("%{byte:02X}")),
        }
        capitals = capitals.saturating_sub(1);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(file: &str, crawler: &str, path: &str) -> bool {
        let url = Url::parse(&format!("https://jobs.example{path}")).unwrap();
        Robots::parse(file.as_bytes()).allows(crawler, &url)
    }

    #[test]
    fn the_rules_of_the_named_crawler_count_and_else_those_for_all() {
        let file = "User-agent: *\nDisallow: /\n\nUser-agent: Otter\nUser-agent: heron/2.0\nDisallow: /private\n\
                    Sitemap: https://jobs.example/s.xml\n\nuser-agent: otter\nDISALLOW: /drafts\n";
        for (crawler, path, expected) in [
            ("gull", "/open", false),
            ("Otter/3.1", "/open", true),
            ("OTTER", "/private/1", false),
            ("otter", "/drafts", false),
            ("heron", "/drafts", true),
            ("heronry", "/open", false),
            ("gull", "/robots.txt", true),
        ] {
            assert_eq!(allows(file, crawler, path), expected, "{crawler} {path}");
        }
    }

    #[test]
    fn the_longest_rule_decides_and_allows_when_two_are_as_long() {
        for (rules, path, expected) in [
            ("Disallow: /jobs\nAllow: /jobs/open", "/jobs/open/1", true),
            ("Allow: /jobs\nDisallow: /jobs/open", "/jobs/open/1", false),
            ("Disallow: /jobs/1\nAllow: /jobs/1", "/jobs/1", true),
            ("Disallow:", "/jobs", true),
            ("Disallow: /Jobs", "/jobs", true),
            ("Disallow: /*.pdf$", "/a/b.pdf", false),
            ("Disallow: /*.pdf$", "/a/b.pdf?x", true),
            ("Disallow: /*/apply", "/7/apply/now", false),
            ("Disallow: /*/apply", "/apply", true),
            ("Disallow: /jobs$", "/jobs/1", true),
            ("Disallow: /*a*a$", "/a", true),
            ("Disallow: /?q=", "/?q=welder", false),
            ("Disallow: *", "/anything", false),
        ] {
            assert_eq!(allows(&format!("User-agent: *\n{rules}"), "otter", path), expected, "{rules:?} {path}");
        }
    }

    #[test]
    fn equal_octets_match_however_they_are_written() {
        for (rule, path) in [
            ("/karriere/küche", "/karriere/k%c3%bcche"),
            ("/karriere/k%C3%BCche", "/karriere/küche"),
            ("/%7euser", "/%7Euser"),
        ] {
            assert!(!allows(&format!("User-agent: *\nDisallow: {rule}"), "otter", path), "{rule} {path}");
        }
    }

    #[test]
    fn marks_line_ends_and_nonsense_of_all_kinds_are_read_over() {
        for file in [
            "\u{feff}User-agent: *\nDisallow: /",
            "User-agent: *\rDisallow: /\r",
            "User-agent: *\r\n\r\nDisallow: / # everything\r\n",
            "  user-agent :* \n\tdisallow\t: /",
            "User-agent *\nDisallow /",
            "<html>\nUser-agent: *\nCrawl-delay: 5\nDisallow: /\n\0\u{fffd}",
        ] {
            assert!(!allows(file, "otter", "/jobs"), "{file:?}");
        }
        for file in ["", "Disallow: /\nUser-agent: *", "<!doctype html><title>Not found</title>", "{\"jobs\": []}"] {
            assert!(allows(file, "otter", "/jobs"), "{file:?}");
        }
        assert!(
            Robots::parse(&[0xff, b'\n', 0xfe, b':', 0xfd]).allows("otter", &"https://a.example/".parse().unwrap())
        );
    }

    #[test]
    fn a_file_is_read_to_half_a_mebibyte() {
        let long = format!("{}User-agent: *\nDisallow: /early\n", "#\n".repeat(250 * 1024));
        assert!(!allows(&long, "otter", "/early"));
        let longer = format!("User-agent: *\nDisallow: /early\n{}Disallow: /late", "#\n".repeat(300 * 1024));
        assert!(!allows(&longer, "otter", "/early") && allows(&longer, "otter", "/late"));
    }
}
