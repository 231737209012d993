//! Bodies for the numerology lens.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain_numerology::{Aspect, LifePathMethod, Methods, NameMethod, Profile, Reading, YRule};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What every answer says of itself.
const LIMIT: &str =
    "For reflection only. It predicts nothing, sources disagree about every rule, and no score uses it.";

/// How a birth date becomes a number.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum LifePathMethodName {
    #[default]
    PartsKeepingMasters,
    PartsToOneDigit,
    AllDigits,
    WholeNumbers,
}

/// How the words of a name are put together.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum NameMethodName {
    #[default]
    WordByWord,
    AllLetters,
}

/// Whether Y is a vowel.
#[derive(Debug, Clone, Copy, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum YRuleName {
    #[default]
    BySyllable,
    Vowel,
    Consonant,
}

/// How the numbers are computed.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MethodsBody {
    life_path: LifePathMethodName,
    name: NameMethodName,
    y: YRuleName,
    /// What Y is in single words of the name.
    y_in: BTreeMap<String, YRuleName>,
}

/// Whose numbers, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct ProfileRequest {
    /// Must be true: nothing is computed unasked.
    #[serde(default)]
    pub(super) opt_in: bool,
    /// The full name at birth.
    #[schema(example = "Mary Ann Lynch", max_length = 200)]
    pub(super) full_name: String,
    #[schema(example = "1990-05-14")]
    pub(super) birth_date: NaiveDate,
    #[serde(default)]
    pub(super) methods: MethodsBody,
}

/// One of two people.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Person {
    #[schema(max_length = 200)]
    pub(super) full_name: String,
    pub(super) birth_date: NaiveDate,
}

/// Two people, and how.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CompatibilityRequest {
    /// Must be true: nothing is computed unasked.
    #[serde(default)]
    pub(super) opt_in: bool,
    pub(super) you: Person,
    pub(super) other: Person,
    #[serde(default)]
    pub(super) methods: MethodsBody,
}

/// A number with the steps that led to it.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NumberReading {
    number: u32,
    trace: Vec<String>,
}

/// The methods that were used.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UsedMethods {
    life_path: &'static str,
    name: &'static str,
    y: &'static str,
}

/// The numbers of a person.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ProfileResponse {
    life_path: NumberReading,
    expression: NumberReading,
    soul_urge: Option<NumberReading>,
    personality: Option<NumberReading>,
    /// The letters that count, word by word.
    letters: Vec<String>,
    methods: UsedMethods,
    limit: &'static str,
}

/// One number of both people.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct NumberAspect {
    of: &'static str,
    yours: u32,
    theirs: u32,
    relation: &'static str,
}

/// How the numbers of two people stand to each other.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct CompatibilityResponse {
    aspects: Vec<NumberAspect>,
    limit: &'static str,
}

impl From<LifePathMethodName> for LifePathMethod {
    fn from(name: LifePathMethodName) -> Self {
        match name {
            LifePathMethodName::PartsKeepingMasters => Self::PartsKeepingMasters,
            LifePathMethodName::PartsToOneDigit => Self::PartsToOneDigit,
            LifePathMethodName::AllDigits => Self::AllDigits,
            LifePathMethodName::WholeNumbers => Self::WholeNumbers,
        }
    }
}

impl From<NameMethodName> for NameMethod {
    fn from(name: NameMethodName) -> Self {
        match name {
            NameMethodName::WordByWord => Self::WordByWord,
            NameMethodName::AllLetters => Self::AllLetters,
        }
    }
}

impl From<YRuleName> for YRule {
    fn from(name: YRuleName) -> Self {
        match name {
            YRuleName::BySyllable => Self::BySyllable,
            YRuleName::Vowel => Self::Vowel,
            YRuleName::Consonant => Self::Consonant,
        }
    }
}

impl From<MethodsBody> for Methods {
    fn from(body: MethodsBody) -> Self {
        let y_in = body.y_in.into_iter().map(|(word, rule)| (word, rule.into())).collect();
        Self { life_path: body.life_path.into(), name: body.name.into(), y: body.y.into(), y_in }
    }
}

impl From<Reading> for NumberReading {
    fn from(reading: Reading) -> Self {
        Self { number: reading.number, trace: reading.trace }
    }
}

impl ProfileResponse {
    pub(super) fn new(profile: Profile, methods: &Methods) -> Self {
        Self {
            life_path: profile.life_path.into(),
            expression: profile.name.expression.into(),
            soul_urge: profile.name.soul_urge.map(NumberReading::from),
            personality: profile.name.personality.map(NumberReading::from),
            letters: profile.name.letters,
            methods: UsedMethods {
                life_path: methods.life_path.as_str(),
                name: methods.name.as_str(),
                y: methods.y.as_str(),
            },
            limit: LIMIT,
        }
    }
}

impl From<Vec<Aspect>> for CompatibilityResponse {
    fn from(aspects: Vec<Aspect>) -> Self {
        let aspects = aspects.into_iter().map(|aspect| NumberAspect {
            of: aspect.of,
            yours: aspect.yours,
            theirs: aspect.theirs,
            relation: aspect.relation.as_str(),
        });
        Self { aspects: aspects.collect(), limit: LIMIT }
    }
}
