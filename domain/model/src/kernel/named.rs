//! Enumerations with one name per value in SQL, JSON, configuration and tokens.

use crate::kernel::text::shorten;

/// A text that is the name of no value.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {} `{text}`: expected {}", in_words(.of), .names.join(", "))]
pub struct UnknownName {
    /// The enumeration, as the code calls it.
    pub of: &'static str,
    /// The text, or its beginning.
    pub text: String,
    /// The known names.
    pub names: &'static [&'static str],
}

impl UnknownName {
    /// `text` is none of `names`. A long text is shortened: it is said again in complaints and logs.
    pub fn new(of: &'static str, text: &str, names: &'static [&'static str]) -> Self {
        Self { of, text: shorten(text, 60), names }
    }
}

/// `ChatStatus` as people write it: chat status.
fn in_words(name: &str) -> String {
    let mut words = String::with_capacity(name.len() + 2);
    for letter in name.chars() {
        if letter.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.extend(letter.to_lowercase());
    }
    words
}

/// The interface of all enumerations of `named_enum!`, for code that treats them alike, such as API schemas.
pub trait NamedEnum: Copy + 'static {
    /// The name of the enumeration in code.
    const ENUM: &'static str;
    /// Every value.
    const VALUES: &'static [Self];
    /// The names of the values, in the same order.
    const NAMES: &'static [&'static str];
}

/// Declares an enumeration together with the names of its values: `as_str`, `Display`, `FromStr` and serde all agree.
macro_rules! named_enum {
    (
        $(#[$doc:meta])+
        $name:ident { $( $(#[$variant_doc:meta])+ $variant:ident = $text:literal, )+ }
    ) => {
        $(#[$doc])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $( $(#[$variant_doc])+ #[serde(rename = $text)] $variant, )+
        }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[ $( Self::$variant, )+ ];

            /// Its name in SQL, JSON, configuration and tokens.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )+ }
            }
        }

        impl $crate::kernel::named::NamedEnum for $name {
            const ENUM: &'static str = stringify!($name);
            const VALUES: &'static [Self] = Self::ALL;
            const NAMES: &'static [&'static str] = &[ $( $text, )+ ];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kernel::named::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                let names = <Self as $crate::kernel::named::NamedEnum>::NAMES;
                let unknown = || $crate::kernel::named::UnknownName::new(stringify!($name), text, names);
                match text {
                    $( $text => Ok(Self::$variant), )+
                    _ => Err(unknown()),
                }
            }
        }
    };
}

pub(crate) use named_enum;

#[cfg(test)]
mod tests {
    use super::NamedEnum;
    use crate::identity::session::Assurance;
    use crate::operations::task::TaskState;

    #[test]
    fn the_name_of_a_value_is_the_same_everywhere() {
        for (value, name) in Assurance::VALUES.iter().zip(Assurance::NAMES) {
            assert_eq!((value.as_str(), value.to_string().as_str()), (*name, *name));
            assert_eq!(name.parse(), Ok(*value));
        }
        assert_eq!(Assurance::NAMES, ["aal1", "aal2"]);
    }

    #[test]
    fn an_unknown_name_is_refused_in_words_that_a_person_knows() {
        let error = "gone".parse::<TaskState>().unwrap_err();
        assert_eq!(error.to_string(), "unknown task state `gone`: expected ready, running, done, dead");
        // However long it was.
        let error = "gone".repeat(10_000).parse::<TaskState>().unwrap_err();
        assert!(error.to_string().len() < 200);
    }
}
