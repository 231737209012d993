//! Figures: how they are printed, and their targets.

use std::time::Duration;

/// One line of the result.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Figure {
    pub(crate) name: &'static str,
    pub(crate) value: f64,
    pub(crate) unit: &'static str,
}

enum Aim {
    AtLeast(f64),
    AtMost(f64),
}

const AIMS: [(&str, Aim); 22] = [
    ("feed_requests_per_second", Aim::AtLeast(25_000.0)),
    ("feed_requests_per_second_postgres", Aim::AtLeast(20_000.0)),
    ("authenticated_read_of_anonymous", Aim::AtLeast(0.85)),
    ("authenticated_read_of_anonymous_postgres", Aim::AtLeast(0.85)),
    ("tasks_per_second", Aim::AtLeast(2_000.0)),
    ("tasks_per_second_batched", Aim::AtLeast(10_000.0)),
    ("task_claim_p99_ms", Aim::AtMost(20.0)),
    ("match_p50_ms", Aim::AtMost(0.15)),
    ("match_recall_at_10", Aim::AtLeast(0.98)),
    ("search_p50_ms", Aim::AtMost(2.0)),
    ("search_p99_ms", Aim::AtMost(10.0)),
    ("suggest_p99_ms", Aim::AtMost(5.0)),
    ("search_million_p50_ms", Aim::AtMost(8.0)),
    ("ingest_postings_per_second", Aim::AtLeast(3_000.0)),
    ("ready_ms", Aim::AtMost(500.0)),
    ("resident_mb_empty", Aim::AtMost(60.0)),
    ("resident_mb_full", Aim::AtMost(400.0)),
    ("postings_embedded_per_second", Aim::AtLeast(30.0)),
    ("hostile_uploads_grown_mb", Aim::AtMost(5.0)),
    // Beyond this, one in a hundred thousand runs on equal times; below it, nobody tells them apart.
    ("timing_login_t", Aim::AtMost(4.5)),
    ("timing_forgotten_password_t", Aim::AtMost(4.5)),
    ("timing_healthz_p99_ms_in_flood", Aim::AtMost(1_000.0)),
];

impl std::fmt::Display for Figure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let decimals = match self.value {
            value if value >= 1_000.0 => 0,
            value if value >= 10.0 => 1,
            _ => 3,
        };
        write!(f, "{} {:.decimals$} {}", self.name, self.value, self.unit)
    }
}

/// Every figure that has an aim, beside it.
pub(crate) fn against_aims(figures: &[Figure]) -> String {
    let mut table = format!("{:40} {:>10} {:>10}\n", "", "measured", "aim");
    for figure in figures {
        let Some((_, aim)) = AIMS.iter().find(|(name, _)| *name == figure.name) else { continue };
        let (sign, aim, is_met) = match aim {
            Aim::AtLeast(aim) => ('≥', aim, figure.value >= *aim),
            Aim::AtMost(aim) => ('≤', aim, figure.value <= *aim),
        };
        let (value, aim) = (format!("{:.2}", figure.value), format!("{sign} {aim}"));
        let verdict = if is_met { "met" } else { "missed" };
        table.push_str(&format!("{:40} {value:>10} {aim:>10}  {verdict}\n", figure.name));
    }
    table
}

/// So many of a hundred take no longer than this, in milliseconds.
pub(crate) fn percentile(times: &mut [Duration], percent: usize) -> f64 {
    times.sort_unstable();
    times
        .get((times.len() * percent / 100).min(times.len().saturating_sub(1)))
        .map_or(0.0, |time| time.as_secs_f64() * 1e3)
}

/// Half are smaller, half are larger.
pub(crate) fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or_default()
}

/// A count to calculate with.
#[expect(clippy::cast_precision_loss, reason = "nothing here is counted beyond 2^52")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}
