//! Hostile PDFs, written by hand because a library would not write most of them.

use super::{Hostile, WORDS, deflated, read, refused};

const MIB: usize = 1024 * 1024;
const FONT: &str = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";

/// A PDF of these objects, numbered from 1: catalogue, page tree, page, its content, its font.
#[derive(Clone)]
pub(super) struct Pdf(Vec<Vec<u8>>);

impl Pdf {
    /// One page, which paints this content stream.
    pub(super) fn painting(content: Vec<u8>) -> Self {
        let page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
                    /Resources<</Font<</F1 5 0 R>>/XObject<</X 6 0 R>>>>>>";
        let tree = "<</Type/Pages/Kids[3 0 R]/Count 1>>";
        let objects = ["<</Type/Catalog/Pages 2 0 R>>", tree, page, "", FONT];
        Self(objects.map(|object| object.as_bytes().to_vec()).to_vec()).instead(4, content)
    }

    /// One page with some words.
    pub(super) fn readable() -> Self {
        Self::painting(stream("", words().as_bytes()))
    }

    /// With another object of this number.
    fn instead(mut self, number: usize, object: impl Into<Vec<u8>>) -> Self {
        self.0[number - 1] = object.into();
        self
    }

    /// With one more object.
    pub(super) fn with(mut self, object: impl Into<Vec<u8>>) -> Self {
        self.0.push(object.into());
        self
    }

    pub(super) fn written(&self) -> Vec<u8> {
        self.written_with("")
    }

    /// With these entries in its trailer.
    fn written_with(&self, trailer: &str) -> Vec<u8> {
        let mut file = b"%PDF-1.7\n".to_vec();
        let mut table = "0000000000 65535 f \n".to_owned();
        for (index, object) in self.0.iter().enumerate() {
            table.push_str(&format!("{:010} 00000 n \n", file.len()));
            file.extend(format!("{} 0 obj\n", index + 1).into_bytes());
            file.extend(object);
            file.extend(b"\nendobj\n");
        }
        let (start, size) = (file.len(), self.0.len() + 1);
        let end =
            format!("xref\n0 {size}\n{table}trailer <</Root 1 0 R/Size {size}{trailer}>>\nstartxref\n{start}\n%%EOF\n");
        file.extend(end.into_bytes());
        file
    }
}

fn words() -> String {
    format!("BT /F1 12 Tf 50 700 Td ({WORDS}) Tj ET")
}

pub(super) fn stream(entries: &str, bytes: &[u8]) -> Vec<u8> {
    let mut written = format!("<<{entries}/Length {}>>stream\n", bytes.len()).into_bytes();
    written.extend(bytes);
    written.extend(b"\nendstream");
    written
}

fn flated(entries: &str, bytes: Vec<u8>) -> Vec<u8> {
    stream(&format!("{entries}/Filter/FlateDecode"), &deflated(bytes))
}

/// Compressed twice.
fn twice_flated(entries: &str, bytes: Vec<u8>) -> Vec<u8> {
    stream(&format!("{entries}/Filter[/FlateDecode/FlateDecode]"), &deflated(deflated(bytes)))
}

/// One page with this content.
pub fn pdf_painting(content: &[u8]) -> Vec<u8> {
    Pdf::painting(stream("", content)).written()
}

/// All hostile PDFs.
pub fn hostile_pdfs() -> Vec<Hostile> {
    [bombs(), odd_pdfs()].concat()
}

/// The malformed ones, without the large ones.
pub fn odd_pdfs() -> Vec<Hostile> {
    [nested(), circular(), boundless(), fonts()].concat()
}

/// Small files that are large when unpacked (UP-01, UP-03, UP-04).
fn bombs() -> Vec<Hostile> {
    let operators = || "q Q ".repeat(15 * MIB).into_bytes();
    let mut ten_times = b"q Q ".repeat(MIB);
    for _ in 0..10 {
        ten_times = deflated(ten_times);
    }
    let ten_filters = format!("/Filter[{}]", "/FlateDecode".repeat(10));
    let many_filters = format!("/Filter[{}]", "/ASCIIHexDecode".repeat(10_000));
    let wide = "/Filter/FlateDecode/DecodeParms<</Predictor 15/Columns 2147483647/Colors 32/BitsPerComponent 16>>";
    let crowd = flated("", words().repeat(40_000).into_bytes());
    let page = |content: Vec<u8>| Pdf::painting(content).written();
    vec![
        refused("operators, 60 MiB flated twice", page(twice_flated("", operators()))),
        refused("operators, 60 MiB flated once", page(flated("", operators()))),
        refused("operators, 3 MiB", page(flated("", b"q Q ".repeat(3 * MIB / 4)))),
        refused("glyphs by the million", page(crowd)),
        refused("flated ten times", page(stream(&ten_filters, &ten_times))),
        refused("ten thousand filters", page(stream(&many_filters, b"41>"))),
        refused("a row of 2 GiB", page(stream(wide, &deflated(vec![1; MIB])))),
        refused(
            "run lengths",
            page(stream("/Filter[/FlateDecode/RunLengthDecode]", &deflated([129, b'q'].repeat(MIB)))),
        ),
        refused("forms to the thousandth power", forms()),
        refused("one content a thousand times", one_content_a_thousand_times()),
        refused("object streams, 20 of 200 MiB", object_streams()),
        // The memory per object depends on the library; this one exhausts the limit of the reader.
        refused("objects by the million, in streams", arrays_in_streams()),
        refused("a table of 200 MiB", table_stream()),
    ]
}

fn one_content_a_thousand_times() -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/Contents[{}]>>", "4 0 R ".repeat(1_000));
    Pdf::painting(flated("", b"q Q ".repeat(3 * MIB / 4))).instead(3, page).written()
}

/// A form that paints itself a thousand times, as deep as forms are followed.
fn forms() -> Vec<u8> {
    let form = "/Type/XObject/Subtype/Form/Resources<</XObject<</X 6 0 R>>>>";
    Pdf::painting(stream("", b"/X Do")).with(stream(form, &b"/X Do ".repeat(1_000))).written()
}

/// Object streams that contain only spaces.
fn object_streams() -> Vec<u8> {
    let bomb = deflated(vec![b' '; 200 * MIB]);
    let object = stream("/Type/ObjStm/N 1000000/First 8000000/Filter/FlateDecode", &bomb);
    (0..20).fold(Pdf::painting(stream("", b"q Q")), |pdf, _| pdf.with(object.clone())).written()
}

/// Object streams of the maximum size, full of the smallest objects.
fn arrays_in_streams() -> Vec<u8> {
    let arrays = format!("99 0 [{}]", "[]".repeat(3 * MIB / 2));
    let object = flated("/Type/ObjStm/N 1/First 5", arrays.into_bytes());
    (0..20).fold(Pdf::painting(stream("", b"q Q")), |pdf, _| pdf.with(object.clone())).written()
}

/// A compressed cross-reference table.
fn table_stream() -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let start = file.len();
    file.extend(b"1 0 obj\n");
    file.extend(flated("/Type/XRef/Size 99999999/W[1 2 1]/Index[0 99999999]/Root 2 0 R", vec![1; 200 * MIB]));
    file.extend(format!("\nendobj\nstartxref\n{start}\n%%EOF\n").into_bytes());
    file
}

/// Nested deeper than a stack (UP-02).
fn nested() -> Vec<Hostile> {
    let arrays = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    let dictionaries = format!("{}{}", "<</A ".repeat(50_000), ">>".repeat(50_000));
    let strings = format!("({}{}) Tj", "(".repeat(100_000), ")".repeat(100_000));
    let in_content = |text: &str| Pdf::painting(stream("", format!("BT /F1 12 Tf {text} TJ ET").as_bytes())).written();
    let in_file = |text: &str| Pdf::painting(stream("", b"q Q")).with(text).written();
    let bare = format!("%PDF-1.7\n1 0 obj\n{}\nendobj\ntrailer <</Root 1 0 R>>\n", arrays(10_380));
    let mut trailer = Pdf::painting(stream("", b"q Q")).written_with(&format!("/A {}", arrays(10_380)));
    trailer.extend(b"\n");
    vec![
        refused("arrays 10,380 deep, as an object", in_file(&arrays(10_380))),
        refused("arrays 10,380 deep, alone", bare.into_bytes()),
        refused("arrays 10,380 deep, in the trailer", trailer),
        refused("arrays 100,000 deep, painted", in_content(&arrays(100_000))),
        refused("arrays 1,000,000 deep, never closed", in_file(&"[".repeat(MIB))),
        refused("dictionaries 50,000 deep", in_file(&dictionaries)),
        refused("dictionaries 50,000 deep, painted", in_content(&dictionaries)),
        refused("brackets in a string", in_content(&strings)),
    ]
}

/// Circular references (UP-02).
fn circular() -> Vec<Hostile> {
    let empty = || Pdf::painting(stream("", b"q Q"));
    let page = |entries: &str| format!("<</Type/Page{entries}/Contents 4 0 R/MediaBox[0 0 595 842]>>");
    let painted = |content: &str| Pdf::painting(stream("", content.as_bytes()));
    let form =
        |entries: &str, content: &str| stream(&format!("/Type/XObject/Subtype/Form{entries}"), content.as_bytes());
    let again = "/Resources<</XObject<</X 6 0 R>>>>";
    let chain = |pdf: Pdf| {
        (6..3_000).fold(pdf, |pdf, next| pdf.with(format!("<</Type/Pages/Kids[{} 0 R]/Count 1>>", next + 1)))
    };
    vec![
        refused("a page that is its own parent", empty().instead(3, page("/Parent 3 0 R")).written()),
        refused(
            "pages that are their own kids",
            empty().instead(2, "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 2>>").written(),
        ),
        refused(
            "a tree of pages 3,000 deep",
            chain(empty().instead(2, "<</Type/Pages/Kids[6 0 R]/Count 1>>")).written(),
        ),
        refused("an object that is itself", empty().instead(4, "4 0 R").written()),
        refused(
            "a length that is its own stream",
            empty().instead(4, "<</Length 4 0 R>>stream\nq Q\nendstream").written(),
        ),
        refused("a form within itself", painted("/X Do").with(form(again, "/X Do")).written()),
        refused("resources that are themselves", empty().instead(3, page("/Parent 2 0 R/Resources 3 0 R")).written()),
        refused("a table before itself", before_itself()),
    ]
}

/// The last cross-reference table names itself as the previous one; the text is intact.
fn before_itself() -> Vec<u8> {
    let pdf = Pdf::painting(stream("", b"q Q"));
    let written = pdf.written();
    let table = written.windows(5).rposition(|window| window == b"xref\n").map_or(0, |at| at.saturating_sub(5));
    pdf.written_with(&format!("/Prev {table}"))
}

/// Numbers that exceed any file.
fn boundless() -> Vec<Hostile> {
    let empty = || Pdf::painting(stream("", b"q Q"));
    let long = |length: &str| empty().instead(4, format!("<</Length {length}>>stream\nq Q\nendstream")).written();
    let kids = format!("<</Type/Pages/Kids[{}]/Count 1000000>>", "3 0 R ".repeat(1_000_000));
    let digits = format!("BT /F1 12 Tf {} 0 Td (a) Tj ET", "9".repeat(MIB));
    let far = "BT /F1 1e38 Tf 1e38 0 0 1e38 1e38 1e38 Tm (a) Tj 3e38 Tc (a) Tj ET";
    let size = empty().written_with("/Size 4294967295/Prev 99999999999999999999");
    let encrypt = empty().written_with("/Encrypt<</Filter/Standard/V 5/R 6/Length 2147483647/O()/U()/P -1>>");
    let none = empty().instead(1, "<</Type/Catalog/Pages 99 0 R>>").written();
    vec![
        refused("a length of 2^63", long("9223372036854775807")),
        refused("a negative length", long("-1")),
        refused("a million times the same page", empty().instead(2, kids).written()),
        refused("a number of a million digits", Pdf::painting(stream("", digits.as_bytes())).written()),
        refused("glyphs beyond every number", Pdf::painting(stream("", far.as_bytes())).written()),
        refused("a table of 2^32 entries", size),
        refused("a key of 2^31 bits", encrypt),
        refused("no pages", none),
    ]
}

/// Fonts with endless glyph tables.
fn fonts() -> Vec<Hostile> {
    let map = |ranges: &str| {
        let begin = "12 dict begin begincmap /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange";
        let end = "endcmap CMapName currentdict /CMap defineresource pop end end";
        format!("/CIDInit /ProcSet findresource begin {begin}\n{ranges}{end}").into_bytes()
    };
    let range = |from: &str, to: &str, means: &str| format!("1 beginbfrange\n<{from}> <{to}> <{means}>\nendbfrange\n");
    let usual = range("0000", "ffff", "0041");
    let font = "<</Type/Font/Subtype/Type0/BaseFont/F/Encoding/Identity-H/DescendantFonts[7 0 R]/ToUnicode 6 0 R>>";
    let wide = format!("<</Type/Font/Subtype/CIDFontType2/W[{}]>>", "0 4294967295 500 ".repeat(10_000));
    let with = |page: Pdf, map: Vec<u8>, descendant: &str| page.instead(5, font).with(map).with(descendant).written();
    let long = Pdf::painting(flated("", words().repeat(200).into_bytes()));
    let inline = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R\
                  /Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>";
    let again = Pdf::painting(flated("", b"/F1 12 Tf ".repeat(300_000))).instead(3, inline).written();
    // Two bytes a code: half as many letters, so that there have to be some lines.
    let lines = || (0..5).map(|line| words().replace("700", &(700 - 20 * line).to_string())).collect::<Vec<_>>();
    let readable = || Pdf::painting(stream("", lines().join("\n").as_bytes()));
    let plain = |text: &str| stream("", &map(text));
    vec![
        refused("a font read anew for each glyph", again),
        read("a font of 2^32 glyphs", with(readable(), plain(&range("00000000", "ffffffff", "0041")), "<<>>")),
        read("the same range by the thousand", with(readable(), flated("", map(&usual.repeat(60_000))), "<<>>")),
        refused("glyphs that are pages", with(long, plain(&range("0000", "ffff", &"0041".repeat(128))), "<<>>")),
        refused("a font flated to 200 MiB", with(readable(), flated("", vec![b' '; 200 * MIB]), "<<>>")),
        refused("widths of 2^32 glyphs", with(readable(), plain(&usual), &wide)),
        read("nothing wrong at all", Pdf::readable().written()),
    ]
}
