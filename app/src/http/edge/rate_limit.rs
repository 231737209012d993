//! Rate limits, applied before the body of a request is read and before anything is looked up for it.
//!
//! Every request counts against its client address and, once the caller is known, against the account. Cheap requests
//! are counted in each process, so that they do not depend on the database. Requests that take secrets or cost money
//! are also counted in the database, across all nodes; while the database is unavailable they are refused.

pub(in crate::http) mod class;

use std::collections::HashMap;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage};
use domain_model::kernel::id::AccountId;
use domain_operations::RateCounters;
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::nanos::Nanos;
use governor::state::keyed::{HashMapStateStore, ShrinkableKeyedStateStore};
use governor::state::{InMemoryState, NotKeyed, StateStore};
use governor::{Quota, RateLimiter};
use ports::RateLimit;
use tracing::error;

use super::caller::authentication;
use super::client_address::ClientAddress;
use super::error::{ApiError, ApiResult};
use super::route::RouteMatch;
use crate::config::LimitsConfig;
use crate::http::Context;
use class::Class;

const MINUTE: Duration = Duration::from_mins(1);
/// The maximum number of keys with a counter of their own, for each class. Beyond it, all others share one counter.
const MAX_KEYS: usize = 100_000;
/// After this many requests, counters that are full again are removed.
const SWEEP_EVERY: usize = MAX_KEYS / 2;

const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

/// The key of a counter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum LimitKey {
    V4([u8; 4]),
    /// The /64 network: one client usually has all of its addresses.
    V6([u8; 8]),
    Account(AccountId),
}

impl LimitKey {
    fn at(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(address) => Self::V4(address.octets()),
            IpAddr::V6(address) => {
                let [a, b, c, d, e, f, g, h, ..] = address.octets();
                Self::V6([a, b, c, d, e, f, g, h])
            }
        }
    }

    /// The key for the shared counters, which store only its digest.
    fn name(&self) -> String {
        format!("{self:?}")
    }
}

/// The decision for one request: whether it is allowed, and what remains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct RateLimitDecision {
    is_allowed: bool,
    limit: u32,
    remaining: u32,
    /// If allowed, when the limit is fully available again; if refused, when one request is.
    resets_in: Duration,
}

impl RateLimitDecision {
    fn seconds(&self) -> u64 {
        self.resets_in.as_millis().div_ceil(1_000).try_into().unwrap_or(u64::MAX)
    }

    /// An error if the request is refused.
    pub(crate) fn require_allowed(&self) -> ApiResult<()> {
        if self.is_allowed {
            return Ok(());
        }
        Err(ApiError::rate_limited(Duration::from_secs(self.seconds().max(1))))
    }

    /// Sets the `RateLimit-*` headers, unless a stricter limit has set them.
    fn write_headers(&self, headers: &mut HeaderMap) {
        let written = headers.get(REMAINING).and_then(|value| value.to_str().ok()?.parse::<u32>().ok());
        if written.is_some_and(|written| written <= self.remaining) {
            return;
        }
        headers.insert(LIMIT, HeaderValue::from(self.limit));
        headers.insert(REMAINING, HeaderValue::from(self.remaining));
        headers.insert(RESET, HeaderValue::from(self.seconds()));
    }
}

/// The limits and counters of all classes.
pub(crate) struct Limits {
    reading: Local,
    writing: Local,
    uploading: Local,
    credentials: Local,
    models: Local,
    shared: Arc<RateCounters>,
    /// Whether a model answers, which costs money.
    has_model: bool,
}

impl Limits {
    pub(crate) fn new(config: LimitsConfig, shared: Arc<RateCounters>, has_model: bool) -> Self {
        Self {
            reading: Local::new(config.reading),
            writing: Local::new(config.writing),
            uploading: Local::new(config.uploading),
            credentials: Local::new(config.credentials),
            models: Local::new(config.models),
            shared,
            has_model,
        }
    }

    /// Counts a chat message of an account. Rule-based answers cost nothing.
    pub(crate) async fn count_chat_message(&self, account: AccountId) -> ApiResult<()> {
        let class = if self.has_model { Class::Models } else { Class::Writing };
        self.count(class, LimitKey::Account(account)).await?.require_allowed()
    }

    /// Counts locally first, so that a refused request causes no database access.
    async fn count(&self, class: Class, key: LimitKey) -> ApiResult<RateLimitDecision> {
        let (local, shared) = match class {
            Class::Reading => (&self.reading, None),
            Class::Writing => (&self.writing, None),
            Class::Uploading => (&self.uploading, None),
            Class::Credentials => (&self.credentials, Some("credentials")),
            Class::Models => (&self.models, Some("models")),
        };
        let decision = local.count(key);
        match shared {
            Some(what) if decision.is_allowed => self.count_everywhere(what, key, local.limit.get()).await,
            _ => Ok(decision),
        }
    }

    async fn count_everywhere(&self, what: &str, key: LimitKey, limit: u32) -> ApiResult<RateLimitDecision> {
        let rate_limit = RateLimit { max_uses: limit, window: MINUTE };
        let usage = self.shared.count(what, &key.name(), rate_limit).await.map_err(|error| {
            error!(error = error.chain(), "could not read the shared rate counters; requests are refused");
            ApiError::unavailable(None)
        })?;
        let remaining = limit.saturating_sub(usage.uses);
        Ok(RateLimitDecision { is_allowed: usage.uses <= limit, limit, remaining, resets_in: usage.resets_in })
    }
}

/// The counters of one class in this process.
struct Local {
    limit: NonZeroU32,
    counts: RateLimiter<LimitKey, Bounded, MonotonicClock, StateInformationMiddleware>,
    counted: AtomicUsize,
}

impl Local {
    fn new(limit: NonZeroU32) -> Self {
        let counts = RateLimiter::new(Quota::per_minute(limit), Bounded::default(), MonotonicClock);
        Self { limit, counts, counted: AtomicUsize::new(0) }
    }

    fn count(&self, key: LimitKey) -> RateLimitDecision {
        // Triggered by a number of requests instead of a timer, so that no background task is needed.
        if self.counted.fetch_add(1, Ordering::Relaxed) % SWEEP_EVERY == SWEEP_EVERY - 1 {
            self.counts.retain_recent();
        }
        let limit = self.limit.get();
        match self.counts.check_key(&key) {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let resets_in = MINUTE.mul_f64(f64::from(limit.saturating_sub(remaining)) / f64::from(limit));
                RateLimitDecision { is_allowed: true, limit, remaining, resets_in }
            }
            Err(refused) => {
                let resets_in = refused.wait_time_from(self.counts.clock().now());
                RateLimitDecision { is_allowed: false, limit, remaining: 0, resets_in }
            }
        }
    }
}

/// A state store of bounded size.
#[derive(Default)]
struct Bounded {
    known: HashMapStateStore<LimitKey>,
    others: InMemoryState,
}

impl StateStore for Bounded {
    type Key = LimitKey;

    fn measure_and_replace<T, F, E>(&self, key: &LimitKey, measure: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let has_room = |known: &HashMap<_, _>| known.len() < MAX_KEYS || known.contains_key(key);
        if has_room(&*self.known.lock()) {
            return self.known.measure_and_replace(key, measure);
        }
        self.others.measure_and_replace(&NotKeyed::NonKey, measure)
    }
}

impl ShrinkableKeyedStateStore<LimitKey> for Bounded {
    fn retain_recent(&self, drop_below: Nanos) {
        self.known.retain_recent(drop_below);
    }

    fn shrink_to_fit(&self) {
        self.known.shrink_to_fit();
    }

    fn len(&self) -> usize {
        self.known.len()
    }

    fn is_empty(&self) -> bool {
        self.known.is_empty()
    }
}

/// Applies the rate limit of the client's address.
pub(in crate::http) async fn limit_address<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let address = request.extensions().get::<ClientAddress>().map(|client| LimitKey::at(client.0));
    limit(request, next, address).await
}

/// Applies the rate limit of the account.
pub(in crate::http) async fn limit_account<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let account = authentication(&request.extensions()).ok().map(|who| LimitKey::Account(who.principal.account_id));
    limit(request, next, account).await
}

async fn limit<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
    key: Option<LimitKey>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let (Some(class), Some(key)) = (class_of(&request), key) else {
        return Ok(next.call(request).await?.map_into_left_body());
    };
    let context = request.app_data::<Data<Context>>().cloned().expect("the server registers it");
    let decision = context.limits.count(class, key).await;
    let refusal = match &decision {
        Ok(decision) => decision.require_allowed().err(),
        Err(error) => Some(error.clone()),
    };
    let mut response = match refusal {
        None => next.call(request).await?.map_into_left_body(),
        Some(error) => {
            let mut response = error.answer(request.request());
            // The body was not read and will not be, so the connection closes.
            response.head_mut().set_connection_type(actix_web::http::ConnectionType::Close);
            request.into_response(response).map_into_right_body()
        }
    };
    if let Ok(decision) = decision {
        decision.write_headers(response.headers_mut());
    }
    Ok(response)
}

/// The class that the route declares. For an unknown route it follows from method and path.
fn class_of(request: &ServiceRequest) -> Option<Class> {
    let extensions = request.extensions();
    let route = extensions.get::<RouteMatch>();
    match route.and_then(RouteMatch::rules) {
        Some(rules) => rules.limit,
        None => Some(class::usual(request.method(), route.and_then(RouteMatch::path).unwrap_or_default())),
    }
}

#[cfg(test)]
mod tests {
    use std::net::{Ipv4Addr, Ipv6Addr};

    use super::*;

    fn local(limit: u32) -> Local {
        Local::new(NonZeroU32::new(limit).unwrap())
    }

    #[test]
    fn so_many_come_at_once_and_the_next_has_to_wait() {
        let local = local(5);
        let key = LimitKey::at(Ipv4Addr::LOCALHOST.into());
        for remaining in (0..5).rev() {
            let decision = local.count(key);
            assert_eq!((decision.is_allowed, decision.limit, decision.remaining), (true, 5, remaining));
            assert_eq!(decision.seconds(), u64::from(5 - remaining) * 12);
        }
        let refused = local.count(key);
        assert!(!refused.is_allowed && (1..=12).contains(&refused.seconds()), "{refused:?}");
        assert!(local.count(LimitKey::at(Ipv4Addr::UNSPECIFIED.into())).is_allowed, "others are counted apart");
    }

    #[test]
    fn rl_02_all_addresses_of_a_network_of_64_bits_are_one() {
        let local = local(3);
        let of = |network: u16, host: u16| LimitKey::at(Ipv6Addr::new(0x2001, 0xdb8, 0, network, 0, 0, 0, host).into());
        assert_eq!((0..100).filter(|host| local.count(of(1, *host)).is_allowed).count(), 3);
        assert!(local.count(of(2, 1)).is_allowed);
    }

    #[test]
    fn rl_02_millions_of_addresses_take_the_room_of_the_most_that_are_known() {
        let resident = || {
            let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
            pages.split(' ').nth(1).unwrap().parse::<usize>().unwrap() * 4096
        };
        let (before, local) = (resident(), local(1));
        let of = |n: u32| LimitKey::at(Ipv6Addr::from_bits(u128::from(n) << 64).into());
        let known = of(7);
        local.count(known);
        let (mut most, mut allowed) = (0, 0);
        for n in 1_000..3_000_000 {
            allowed += u32::from(local.count(of(n)).is_allowed);
            most = most.max(local.counts.len());
        }
        let grown = resident().saturating_sub(before) / 1024 / 1024;
        println!("{most} known at most, {allowed} let through, {grown} MiB more");
        assert_eq!(most, MAX_KEYS);
        assert!(grown <= 32, "{grown} MiB");
        assert!(!local.count(known).is_allowed, "who is known stays known");
    }

    #[test]
    fn rl_02_who_has_all_of_it_again_is_forgotten() {
        // Everything is there again within less than a microsecond.
        let local = local(100_000_000);
        for n in 0..2 * SWEEP_EVERY {
            local.count(LimitKey::at(Ipv4Addr::from_bits(u32::try_from(n).unwrap()).into()));
        }
        assert!(local.counts.len() <= SWEEP_EVERY + 1, "{}", local.counts.len());
    }
}
