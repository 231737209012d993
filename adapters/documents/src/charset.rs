//! Detects and decodes text encodings: by byte order mark, valid UTF-8, zero bytes of UTF-16, or else by statistics.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// Decodes bytes in an unknown encoding.
pub(crate) fn decode(bytes: &[u8]) -> String {
    if let Some(text) = marked(bytes) {
        return text;
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    if let Some(encoding) = wide(bytes) {
        return encoding.decode_without_bom_handling(bytes).0.into_owned();
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny).decode_without_bom_handling(bytes).0.into_owned()
}

/// Decodes bytes in the named encoding, unless a byte order mark names another one.
pub(crate) fn decode_as(label: &str, bytes: &[u8]) -> Option<String> {
    let encoding = Encoding::for_label(label.trim().as_bytes())?;
    Some(marked(bytes).unwrap_or_else(|| encoding.decode_without_bom_handling(bytes).0.into_owned()))
}

/// Decodes text with a byte order mark.
fn marked(bytes: &[u8]) -> Option<String> {
    let wider = |letter: [u8; 4]| char::from_u32(u32::from_le_bytes(letter)).unwrap_or(char::REPLACEMENT_CHARACTER);
    let letters = |bytes: &[u8]| bytes.as_chunks::<4>().0.to_vec();
    match bytes {
        [0xff, 0xfe, 0, 0, rest @ ..] => Some(letters(rest).into_iter().map(wider).collect()),
        [0, 0, 0xfe, 0xff, rest @ ..] => {
            Some(letters(rest).into_iter().map(|[a, b, c, d]| wider([d, c, b, a])).collect())
        }
        _ => {
            let (encoding, length) = Encoding::for_bom(bytes)?;
            Some(encoding.decode_without_bom_handling(&bytes[length..]).0.into_owned())
        }
    }
}

/// UTF-16 without a mark: in most scripts of resumes every other byte is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes[..bytes.len().min(4_096)].as_chunks::<2>().0;
    let zeros = |place: usize| head.iter().filter(|pair| pair[place] == 0).count();
    let is_most = |zeros: usize| !head.is_empty() && zeros * 10 >= head.len() * 7;
    match (is_most(zeros(0)), is_most(zeros(1))) {
        (false, true) => Some(UTF_16LE),
        (true, false) => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_detected_by_mark_and_content() {
        let text = "Zoë Müller, Köchin in Zürich. Ausbildung: Fachhochschule für Gästebetreuung, später Küchenchefin.";
        let wide = |text: &str| text.encode_utf16().collect::<Vec<_>>();
        let little = |text: &str| wide(text).into_iter().flat_map(u16::to_le_bytes).collect::<Vec<_>>();
        let big = |text: &str| wide(text).into_iter().flat_map(u16::to_be_bytes).collect::<Vec<_>>();
        let marked = format!("\u{feff}{text}");
        for bytes in [
            text.as_bytes().to_vec(),
            marked.as_bytes().to_vec(),
            little(&marked),
            big(&marked),
            little(text),
            big(text),
            marked.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(),
            marked.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(),
            encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
        ] {
            assert_eq!(decode(&bytes), text);
        }
    }

    #[test]
    fn legacy_encodings_are_detected_by_statistics() {
        for (encoding, text) in [
            (
                encoding_rs::WINDOWS_1251,
                "Иван Петров, инженер-программист. Опыт работы: разработка серверных приложений.",
            ),
            (
                encoding_rs::ISO_8859_2,
                "Zażółć gęślą jaźń. Doświadczenie zawodowe: inżynier w Łodzi, później w Krakowie.",
            ),
            (encoding_rs::SHIFT_JIS, "履歴書：山田太郎。東京のソフトウェア会社でエンジニアとして働いています。"),
            (encoding_rs::GBK, "简历：王小明，软件工程师，在北京工作了十年，负责后端开发。"),
            (encoding_rs::EUC_KR, "이력서: 김철수, 서울에서 일하는 소프트웨어 엔지니어입니다."),
            (encoding_rs::WINDOWS_1253, "Βιογραφικό σημείωμα: Μαρία Παπαδοπούλου, μηχανικός λογισμικού στην Αθήνα."),
        ] {
            assert_eq!(decode(&encoding.encode(text).0), text, "{}", encoding.name());
        }
    }
}
