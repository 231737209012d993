//! Random pauses.

use std::time::Duration;

use tests_servers::random::Random;
use tokio::time::sleep;

/// Sleeps for a random time of up to `at_most_ms` milliseconds.
pub(crate) async fn pause(random: &mut Random, at_most_ms: usize) {
    sleep(Duration::from_millis(random.below(at_most_ms) as u64)).await;
}
