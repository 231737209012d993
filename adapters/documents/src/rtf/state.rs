//! The state of an RTF group: destination and formatting of its text.

use super::tables::Target;

/// The destination of the text of a group.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Destination {
    /// Text of the document.
    #[default]
    Body,
    /// Skipped.
    Skipped,
    Fonts,
    Colors,
    Styles,
    /// The instruction of a field.
    Instruction,
    /// A text in two versions, of which `\ud` is the Unicode one.
    Alternatives,
}

/// Destinations without text of the document.
const SKIPPED: [&str; 25] = [
    "info",
    "pict",
    "nonshppict",
    "shprslt",
    "listtext",
    "pntext",
    "filetbl",
    "revtbl",
    "xe",
    "tc",
    "rxe",
    "txe",
    "sp",
    "objclass",
    "objname",
    "objdata",
    "ftnsep",
    "ftnsepc",
    "ftncn",
    "aftnsep",
    "aftnsepc",
    "aftncn",
    "private",
    "pnseclvl",
    "nonesttables",
];

/// The default size, in half points.
const DEFAULT_SIZE: i32 = 24;

#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the format, on or off by itself")]
pub(super) struct State {
    pub(super) destination: Destination,
    pub(super) target: Target,
    pub(super) is_bold: bool,
    pub(super) is_hidden: bool,
    pub(super) is_deleted: bool,
    /// In half points.
    half_points: i32,
    pub(super) font: i32,
    pub(super) color: i32,
    pub(super) has_background: bool,
    /// The number of fallback characters of `\u`.
    pub(super) replaced: usize,
    pub(super) in_table: bool,
    pub(super) is_item: bool,
    pub(super) style: i32,
    pub(super) outline: Option<i32>,
    pub(super) has_paragraph_background: bool,
}

impl Default for State {
    fn default() -> Self {
        Self {
            destination: Destination::Body,
            target: Target::Body,
            is_bold: false,
            is_hidden: false,
            is_deleted: false,
            half_points: DEFAULT_SIZE,
            font: 0,
            color: 0,
            has_background: false,
            replaced: 1,
            in_table: false,
            is_item: false,
            style: 0,
            outline: None,
            has_paragraph_background: false,
        }
    }
}

impl State {
    /// In points.
    #[expect(clippy::cast_precision_loss, reason = "sizes of letters are small")]
    pub(super) fn size(&self) -> f32 {
        self.half_points as f32 / 2.0
    }

    /// Handles a control word that begins a destination. `false` for other words.
    pub(super) fn enter(&mut self, word: &str, is_starred: bool) -> bool {
        if self.destination == Destination::Alternatives && word == "ud" {
            self.destination = Destination::Body;
            return true;
        }
        if self.destination == Destination::Skipped {
            return false;
        }
        let destination = match word {
            "fonttbl" => Destination::Fonts,
            "colortbl" => Destination::Colors,
            "stylesheet" => Destination::Styles,
            "fldinst" => Destination::Instruction,
            "upr" if self.destination == Destination::Body => Destination::Alternatives,
            // Shapes are marked with `\*` for older programs, but contain text.
            "shp" | "shpinst" | "do" | "dptxbxtext" | "field" | "fldrslt" | "ud" | "nesttableprops" => self.destination,
            word if SKIPPED.contains(&word) => Destination::Skipped,
            "header" | "headerl" | "headerr" | "headerf" => return self.aim(Target::Header),
            "footer" | "footerl" | "footerr" | "footerf" => return self.aim(Target::Footer),
            "footnote" => return self.aim(Target::Notes),
            "shptxt" => return self.aim(Target::Boxes),
            _ if is_starred => Destination::Skipped,
            _ => return false,
        };
        self.destination = destination;
        true
    }

    fn aim(&mut self, target: Target) -> bool {
        self.target = target;
        (self.in_table, self.is_item, self.outline, self.style) = (false, false, None, 0);
        true
    }

    /// Handles a formatting control word.
    pub(super) fn format(&mut self, word: &str, number: Option<i32>, default_font: i32) {
        let is_on = number != Some(0);
        match word {
            "b" => self.is_bold = is_on,
            "v" => self.is_hidden = is_on,
            "deleted" | "mvf" => self.is_deleted = is_on,
            "fs" => self.half_points = number.filter(|&size| size >= 0).unwrap_or(DEFAULT_SIZE),
            "f" => self.font = number.unwrap_or(default_font),
            "cf" => self.color = number.unwrap_or_default(),
            "highlight" | "cb" | "chcbpat" | "chshdng" => self.has_background = is_on && number.is_some(),
            "uc" => self.replaced = usize::try_from(number.unwrap_or(1)).unwrap_or(1).min(16),
            "plain" => {
                (self.is_bold, self.is_hidden, self.is_deleted) = (false, false, false);
                (self.half_points, self.font, self.color, self.has_background) = (DEFAULT_SIZE, default_font, 0, false);
            }
            "pard" => {
                (self.in_table, self.is_item, self.style, self.outline) = (false, false, 0, None);
                self.has_paragraph_background = false;
            }
            "intbl" => self.in_table = true,
            "ls" => self.is_item = number.is_some_and(|list| list > 0),
            "s" => self.style = number.unwrap_or_default(),
            "outlinelevel" => self.outline = number,
            "cbpat" | "shading" => self.has_paragraph_background = is_on,
            _ => {}
        }
    }
}
