//! Conversions between columns and domain values. A value that does not convert is corrupt data, hence `Internal`.

use std::str::FromStr;

use domain_model::matching::embedding::{Embedding, ModelId};
use ports::{PortError, PortResult};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// Parses a column that holds the name of a value.
pub(crate) fn parse<T>(text: &str) -> PortResult<T>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse().map_err(PortError::internal)
}

/// Parses a nullable column that holds the name of a value.
pub(crate) fn parse_optional<T>(text: Option<&str>) -> PortResult<Option<T>>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.map(parse).transpose()
}

/// A JSON column.
pub(crate) fn from_json<T: DeserializeOwned>(value: Value) -> PortResult<T> {
    serde_json::from_value(value).map_err(PortError::internal)
}

/// A JSON column.
pub(crate) fn to_json<T: Serialize + ?Sized>(value: &T) -> Value {
    serde_json::to_value(value).expect("the domain's lists and records have string keys only")
}

/// Converts a signed SQL column to an unsigned counter.
pub(crate) fn unsigned<T, U>(number: T) -> PortResult<U>
where
    U: TryFrom<T>,
    U::Error: std::error::Error + Send + Sync + 'static,
{
    U::try_from(number).map_err(PortError::internal)
}

/// Converts a counter to a signed SQL column. Counters never come near the end of their range.
pub(crate) fn signed<T, U>(number: T) -> U
where
    U: TryFrom<T>,
    U::Error: std::fmt::Debug,
{
    U::try_from(number).expect("counters stay far below the range of the column")
}

/// Little-endian 32-bit floats.
pub(crate) fn to_blob(embedding: &Embedding) -> Vec<u8> {
    embedding.vector().iter().flat_map(|x| x.to_le_bytes()).collect()
}

/// Little-endian 32-bit floats.
pub(crate) fn from_blob(model: &ModelId, blob: &[u8]) -> PortResult<Embedding> {
    let (numbers, _) = blob.as_chunks::<4>();
    let vector = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Embedding::new(model.clone(), vector).map_err(PortError::internal)
}

/// Serializes bytes in the rows of a backup.
pub(crate) mod hex_text {
    use serde::{Deserialize, Deserializer, Serializer};

    pub(crate) fn serialize<S: Serializer>(bytes: &[u8], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&hex::encode(bytes))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u8>, D::Error> {
        hex::decode(String::deserialize(deserializer)?).map_err(serde::de::Error::custom)
    }
}
