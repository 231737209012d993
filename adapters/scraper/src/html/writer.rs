//! Writes words and breaks, and collapses white space.

#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
    owes_space: bool,
}

impl Writer {
    pub(super) fn words(&mut self, words: &str) {
        let begins_apart = words.starts_with(char::is_whitespace);
        self.owes_space |= begins_apart;
        for word in words.split_whitespace() {
            if std::mem::take(&mut self.owes_space) && !self.text.is_empty() && !self.text.ends_with(['\n', ' ']) {
                self.text.push(' ');
            }
            self.text.push_str(word);
            self.owes_space = true;
        }
        self.owes_space = words.ends_with(char::is_whitespace) || (self.owes_space && words.trim().is_empty());
    }

    pub(super) fn line(&mut self) {
        self.owes_space = false;
        // A list mark without words is no item.
        if self.text.ends_with("\n- ") || self.text == "- " {
            self.text.truncate(self.text.len() - 2);
            return;
        }
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    pub(super) fn paragraph(&mut self) {
        // `<li><p>` is one item: the mark stays with its words.
        if self.text.ends_with("\n- ") || self.text == "- " {
            return;
        }
        self.line();
        if !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    pub(super) fn item(&mut self) {
        self.line();
        self.text.push_str("- ");
    }
}
