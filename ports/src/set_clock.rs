//! A clock for tests that shows the time it was set to.

use std::sync::Mutex;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};

use crate::Clock;

/// A clock that stands still. `sleep` never returns.
#[derive(Debug)]
pub struct SetClock(Mutex<DateTime<Utc>>);

impl SetClock {
    /// A clock that shows this time.
    pub fn at(now: DateTime<Utc>) -> Self {
        Self(Mutex::new(now))
    }

    /// Sets the time.
    pub fn set(&self, now: DateTime<Utc>) {
        *self.0.lock().expect("nobody panics while it is held") = now;
    }

    /// Advances the time.
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
