//! The server's own count of the work for its requests, by route and without background work.

use super::Api;

/// What the requests of a route have cost so far, or one of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cost {
    pub(crate) statements: u64,
    pub(crate) hashes: u64,
}

impl Api {
    /// What all requests of this route have cost so far.
    pub(crate) async fn cost(&self, route: &str) -> Cost {
        let metrics = self.get("/metrics").await.text;
        let counted = |name: &str| {
            let series = format!("{name}{{path=\"{route}\"}} ");
            let value = metrics.lines().find_map(|line| line.strip_prefix(&series));
            value.map_or(0, |value| value.parse().unwrap())
        };
        Cost {
            statements: counted("jobwright_database_statements_total"),
            hashes: counted("jobwright_password_hashes_total"),
        }
    }

    /// What is asked of this route cost, and what it was answered. Nobody else may ask the route meanwhile.
    pub(crate) async fn costing<T>(&self, route: &str, ask: impl Future<Output = T>) -> (Cost, T) {
        let before = self.cost(route).await;
        let answer = ask.await;
        let after = self.cost(route).await;
        let (statements, hashes) = (after.statements - before.statements, after.hashes - before.hashes);
        (Cost { statements, hashes }, answer)
    }
}
