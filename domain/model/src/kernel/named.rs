//! Enumerations that have one name each in SQL, JSON, configuration and tokens.

/// The text names none of the values there are.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown {of} `{text}`")]
pub struct UnknownName {
    /// What was looked for.
    pub of: &'static str,
    /// What was found.
    pub text: String,
}

/// Declares an enumeration together with its names: `as_str`, `Display`, `FromStr` and serde all agree.
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
            /// Every one there is.
            pub const ALL: &[Self] = &[ $( Self::$variant, )+ ];

            /// Its one name in SQL, JSON, configuration and tokens.
            pub const fn as_str(self) -> &'static str {
                match self { $( Self::$variant => $text, )+ }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::kernel::named::UnknownName;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                match text {
                    $( $text => Ok(Self::$variant), )+
                    _ => Err($crate::kernel::named::UnknownName { of: stringify!($name), text: text.to_owned() }),
                }
            }
        }
    };
}

pub(crate) use named_enum;
