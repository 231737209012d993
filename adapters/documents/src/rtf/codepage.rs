//! Decodes bytes of RTF by the code page of the document or the character set of the font.

use encoding_rs::Encoding;

/// A code page.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Codepage {
    Known(&'static Encoding),
    /// A DOS code page, as the characters of its upper half.
    Dos(&'static str),
    /// A symbol font.
    Symbol,
}

const CP437: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u{a0}";
const CP850: &str = "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}";

impl Codepage {
    pub(super) const WESTERN: Self = Self::Known(encoding_rs::WINDOWS_1252);
    pub(super) const MAC: Self = Self::Known(encoding_rs::MACINTOSH);

    /// By its Windows number.
    pub(super) fn of_number(number: i32) -> Option<Self> {
        Some(match number {
            437 => Self::Dos(CP437),
            850 | 858 => Self::Dos(CP850),
            708 | 28_596 => Self::Known(encoding_rs::ISO_8859_6),
            866 => Self::Known(encoding_rs::IBM866),
            874 => Self::Known(encoding_rs::WINDOWS_874),
            932 => Self::Known(encoding_rs::SHIFT_JIS),
            936 | 54_936 => Self::Known(encoding_rs::GBK),
            949 | 1_361 => Self::Known(encoding_rs::EUC_KR),
            950 => Self::Known(encoding_rs::BIG5),
            1_250 => Self::Known(encoding_rs::WINDOWS_1250),
            1_251 => Self::Known(encoding_rs::WINDOWS_1251),
            1_252 | 0 => Self::WESTERN,
            1_253 => Self::Known(encoding_rs::WINDOWS_1253),
            1_254 => Self::Known(encoding_rs::WINDOWS_1254),
            1_255 => Self::Known(encoding_rs::WINDOWS_1255),
            1_256 => Self::Known(encoding_rs::WINDOWS_1256),
            1_257 => Self::Known(encoding_rs::WINDOWS_1257),
            1_258 => Self::Known(encoding_rs::WINDOWS_1258),
            10_000 => Self::MAC,
            10_007 => Self::Known(encoding_rs::X_MAC_CYRILLIC),
            65_001 => Self::Known(encoding_rs::UTF_8),
            _ => return None,
        })
    }

    /// By the character set of a font. `None` means that of the document.
    pub(super) fn of_charset(charset: i32) -> Option<Self> {
        if charset == 2 {
            return Some(Self::Symbol);
        }
        Self::of_number(match charset {
            0 => 1_252,
            77 => 10_000,
            128 => 932,
            129 | 130 => 949,
            134 => 936,
            136 => 950,
            161 => 1_253,
            162 => 1_254,
            163 => 1_258,
            177 => 1_255,
            178 => 1_256,
            186 => 1_257,
            204 => 1_251,
            222 => 874,
            238 => 1_250,
            254 => 437,
            255 => 850,
            _ => return None,
        })
    }

    pub(super) fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Dos(upper) => {
                let character = |byte: u8| upper.chars().nth(usize::from(byte & 0x7f));
                let is_ascii = |byte: &u8| byte.is_ascii();
                let characters = bytes.iter().map(|byte| {
                    if is_ascii(byte) {
                        char::from(*byte)
                    } else {
                        character(*byte).unwrap_or(char::REPLACEMENT_CHARACTER)
                    }
                });
                characters.collect()
            }
            Self::Symbol => {
                let place = |&byte: &u8| {
                    if byte <= b' ' { ' ' } else { char::from_u32(0xf000 + u32::from(byte)).unwrap_or(' ') }
                };
                bytes.iter().map(place).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dos_code_page_has_128_characters() {
        for upper in [CP437, CP850] {
            assert_eq!(upper.chars().count(), 128);
        }
        for (number, bytes, text) in [
            (1252, b"Zo\xeb".as_slice(), "Zoë"),
            (437, b"M\x81ller", "Müller"),
            (850, b"Jos\x82", "José"),
            (1251, b"\xc8\xe2\xe0\xed", "Иван"),
            (932, b"\x8e\x52\x93\x63", "山田"),
            (10_000, b"Zo\x91", "Zoë"),
        ] {
            assert_eq!(Codepage::of_number(number).unwrap().decode(bytes), text);
        }
        assert_eq!(Codepage::of_charset(2).unwrap().decode(b"\xb7 "), "\u{f0b7} ");
    }
}
