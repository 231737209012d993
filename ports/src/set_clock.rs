//! A clock for tests that shows the time it was set to.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::Clock;

/// Does not go: whoever sleeps by it never wakes.
#[derive(Debug)]
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// Shows this.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Shows this from now on.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().expect("nobody panics while it is held") = now;
    }

    /// Shows so much later from now on.
    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().expect("nobody panics while it is held") += by;
    }
}

#[async_trait]
impl Clock for SetClock {
    fn now(&self) -> DateTime<Utc> {
        *self.0.lock().expect("nobody panics while it is held")
    }

    async fn sleep(&self, _: Duration) {
        std::future::pending::<()>().await;
    }
}
