//! The `Content-Disposition` header of a download (RFC 6266).

/// An attachment of this name: `filename*` with the full name, and `filename` in ASCII for old clients.
pub(crate) fn attachment(file_name: &str) -> String {
    // Inside quotes even `%` is taken literally by some clients and decoded by others (RFC 6266, appendix D).
    let plain = |c: char| if matches!(c, ' '..='~') && !matches!(c, '"' | '\\' | '%') { c } else { '_' };
    let ascii: String = file_name.chars().map(plain).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", encoded(file_name))
}

/// Percent-encodes a value (RFC 5987).
fn encoded(text: &str) -> String {
    let mut encoded = String::new();
    for byte in text.bytes() {
        match byte {
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => encoded.push(byte.into()),
            b'!' | b'#' | b'$' | b'&' | b'+' | b'-' | b'.' | b'^' | b'_' | b'`' | b'|' | b'~' => {
                encoded.push(byte.into());
            }
            other => encoded.push_str(&format!("%{other:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn up_11_a_file_name_cannot_leave_its_place_in_the_header() {
        for (name, header) in [
            ("Ada Lovelace.pdf", "filename=\"Ada Lovelace.pdf\"; filename*=UTF-8''Ada%20Lovelace.pdf"),
            ("Žofie.pdf", "filename=\"_ofie.pdf\"; filename*=UTF-8''%C5%BDofie.pdf"),
            ("a\"; x=\"b.pdf", "filename=\"a_; x=_b.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22b.pdf"),
            ("a\r\nb%41\\", "filename=\"a__b_41_\"; filename*=UTF-8''a%0D%0Ab%2541%5C"),
        ] {
            assert_eq!(attachment(name), format!("attachment; {header}"));
        }
    }
}
