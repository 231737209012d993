//! The division of postings into clusters. It depends on the postings and on the verdicts, never on the order in which
//! they arrived.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Fingerprint, SamenessKeys, role};
use crate::catalogue::job::EmploymentType;
use crate::ingestion::SourceKey;
use crate::kernel::id::JobId;

/// What is posted again later than this is another opening.
const MAX_PAUSE: TimeDelta = TimeDelta::days(90);
/// A requisition under which more is posted is always open and tells nothing.
const MAX_REQUISITION_GROUP: usize = 100;

/// A job as one of a cluster.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The job.
    pub job: JobId,
    /// The source.
    pub source: SourceKey,
    /// The source's own id.
    pub external_id: String,
    /// The employer's requisition id.
    pub requisition_id: Option<String>,
    /// The kind of contract.
    pub employment_type: Option<EmploymentType>,
    /// When it was seen first.
    pub first_seen: DateTime<Utc>,
    /// When a source last listed it.
    pub last_seen: DateTime<Utc>,
    /// What it shares with others.
    pub keys: SamenessKeys,
    /// The cluster that it was in; `None` when it was alone.
    pub cluster: Option<JobId>,
}

/// Members as places in the list that was given.
type Part = Vec<usize>;

/// Divides jobs into clusters; each job is in one. `distinct` are the pairs that somebody has found to differ.
pub fn clusters(members: &[Member], distinct: &[(JobId, JobId)]) -> Vec<Vec<JobId>> {
    let mut parts: Vec<Part> = (0..members.len()).map(|member| vec![member]).collect();
    parts = joined(parts, members, distinct, &by_address(members), |part| vec![part]);
    parts = joined(parts, members, distinct, &by_requisition(members), |part| vec![part]);
    parts = joined(parts, members, distinct, &by_role(members), |part| {
        split_by(part, |member| members[member].requisition_id.as_deref().and_then(role::requisition))
            .into_iter()
            .flat_map(|part| split_by(part, |member| members[member].employment_type.map(EmploymentType::as_str)))
            .flat_map(|part| split_by_pauses(part, members))
            .collect()
    });
    parts.into_iter().map(|part| part.into_iter().map(|member| members[member].job).collect()).collect()
}

/// Groups of members that share an address. One that a source gives to two of its postings is the address of neither.
fn by_address(members: &[Member]) -> Vec<Part> {
    let mut groups: BTreeMap<&str, Part> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        member.keys.addresses().for_each(|address| groups.entry(address).or_default().push(at));
    }
    let names_one = |group: &Part| {
        let sources: BTreeSet<String> = group.iter().map(|&member| members[member].source.to_string()).collect();
        sources.len() == group.len()
    };
    groups.into_values().filter(names_one).collect()
}

/// Groups of members with one requisition, one title and near texts.
fn by_requisition(members: &[Member]) -> Vec<Part> {
    let groups = grouped(members, |member| member.keys.requisition.as_deref());
    let is_distinctive = |group: &Part| group.len() <= MAX_REQUISITION_GROUP;
    let near = |group: Part| {
        let mut pairs = Vec::new();
        for (nth, &one) in group.iter().enumerate() {
            let others = group[nth + 1..].iter().filter(|&&other| {
                let texts = members[one].keys.fingerprint.zip(members[other].keys.fingerprint);
                texts.is_some_and(|(one, other): (Fingerprint, Fingerprint)| one.is_near(other))
            });
            pairs.extend(others.map(|&other| vec![one, other]));
        }
        pairs
    };
    groups.into_iter().filter(is_distinctive).flat_map(near).collect()
}

fn by_role(members: &[Member]) -> Vec<Part> {
    grouped(members, |member| member.keys.role.as_deref())
}

fn grouped<'m>(members: &'m [Member], key: impl Fn(&'m Member) -> Option<&'m str>) -> Vec<Part> {
    let mut groups: BTreeMap<&str, Part> = BTreeMap::new();
    for (at, member) in members.iter().enumerate() {
        if let Some(key) = key(member) {
            groups.entry(key).or_default().push(at);
        }
    }
    groups.into_values().collect()
}

/// Joins the parts that groups connect; `split` divides what is so joined where it contradicts itself, and verdicts do.
fn joined(
    parts: Vec<Part>,
    members: &[Member],
    distinct: &[(JobId, JobId)],
    groups: &[Part],
    split: impl Fn(Vec<Part>) -> Vec<Vec<Part>>,
) -> Vec<Part> {
    let mut part_of = vec![0; members.len()];
    for (at, part) in parts.iter().enumerate() {
        for &member in part {
            part_of[member] = at;
        }
    }
    let mut roots: Vec<usize> = (0..parts.len()).collect();
    for group in groups {
        for pair in group.windows(2) {
            let (one, other) = (root(&mut roots, part_of[pair[0]]), root(&mut roots, part_of[pair[1]]));
            roots[one.max(other)] = one.min(other);
        }
    }
    let mut together: BTreeMap<usize, Vec<Part>> = BTreeMap::new();
    for (at, part) in parts.into_iter().enumerate() {
        together.entry(root(&mut roots, at)).or_default().push(part);
    }
    let apart = |parts: Vec<Part>| split_by_verdicts(parts, members, distinct);
    let cut = together.into_values().flat_map(|parts| if parts.len() > 1 { split(parts) } else { vec![parts] });
    cut.flat_map(apart).map(|parts| parts.into_iter().flatten().collect()).collect()
}

fn root(roots: &mut [usize], mut at: usize) -> usize {
    while roots[at] != at {
        roots[at] = roots[roots[at]];
        at = roots[at];
    }
    at
}

/// Divides parts by a fact: different values are different jobs. Where there is one value only, those without it are with it.
fn split_by<V: Ord>(parts: Vec<Part>, fact: impl Fn(usize) -> Option<V>) -> Vec<Vec<Part>> {
    let facts: Vec<BTreeSet<V>> =
        parts.iter().map(|part| part.iter().filter_map(|&member| fact(member)).collect()).collect();
    let mut sets: Vec<(BTreeSet<V>, Vec<Part>)> = Vec::new();
    let mut unknown = Vec::new();
    for (part, values) in parts.into_iter().zip(facts) {
        if values.is_empty() {
            unknown.push(part);
            continue;
        }
        let (shared, others): (Vec<_>, Vec<_>) = sets.into_iter().partition(|(known, _)| !known.is_disjoint(&values));
        sets = others;
        let mut one = (values, vec![part]);
        for (values, parts) in shared {
            one.0.extend(values);
            one.1.extend(parts);
        }
        sets.push(one);
    }
    let mut split: Vec<Vec<Part>> = sets.into_iter().map(|(_, parts)| parts).collect();
    match split.as_mut_slice() {
        [one] => one.extend(unknown),
        _ if unknown.is_empty() => {}
        _ => split.push(unknown),
    }
    split
}

/// Divides parts where nothing was listed for too long.
fn split_by_pauses(mut parts: Vec<Part>, members: &[Member]) -> Vec<Vec<Part>> {
    let began = |part: &Part| part.iter().map(|&member| members[member].first_seen).min();
    let ended = |part: &Part| part.iter().map(|&member| members[member].last_seen).max();
    parts.sort_by_key(began);
    let mut split: Vec<Vec<Part>> = Vec::new();
    let mut last = None;
    for part in parts {
        let (began, end) = (began(&part), ended(&part));
        match split.last_mut() {
            Some(current) if began <= last.map(|last: DateTime<Utc>| last + MAX_PAUSE) => current.push(part),
            _ => split.push(vec![part]),
        }
        last = last.max(end);
    }
    split
}

/// Takes out, of each pair that was found to differ, the part of the one whose name comes later, each alone. Both are never
/// in one part: every level of the ladder ends with this.
fn split_by_verdicts(mut parts: Vec<Part>, members: &[Member], distinct: &[(JobId, JobId)]) -> Vec<Vec<Part>> {
    let name = |job: JobId| {
        let member = members.iter().find(|member| member.job == job);
        member.map(|member| (member.source.to_string(), member.external_id.clone()))
    };
    let holds = |part: &Part, job: JobId| part.iter().any(|&member| members[member].job == job);
    let mut alone = BTreeSet::new();
    for &(one, other) in distinct {
        let is_together = [one, other].iter().all(|job| parts.iter().any(|part| holds(part, *job)));
        if is_together {
            alone.insert(if name(one) > name(other) { one } else { other });
        }
    }
    let mut split = Vec::new();
    for job in alone {
        if let Some(at) = parts.iter().position(|part| holds(part, job)) {
            split.push(vec![parts.remove(at)]);
        }
    }
    if !parts.is_empty() {
        split.push(parts);
    }
    split
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    /// A member whose keys are the letters of these words; `_` is none.
    fn member(n: u128, source: &str, [url, requisition, role]: [&str; 3]) -> Member {
        let key = |letter: &str| (letter != "_").then(|| letter.to_owned());
        Member {
            job: JobId(Uuid::from_u128(n)),
            source: format!("lever:{source}").parse().unwrap(),
            external_id: n.to_string(),
            requisition_id: key(requisition),
            employment_type: None,
            first_seen: DateTime::UNIX_EPOCH,
            last_seen: DateTime::UNIX_EPOCH,
            keys: SamenessKeys { url: key(url), role: key(role), ..SamenessKeys::default() },
            cluster: None,
        }
    }

    fn divided(members: &[Member], distinct: &[(u128, u128)]) -> Vec<Vec<u128>> {
        let id = |n| JobId(Uuid::from_u128(n));
        let distinct: Vec<(JobId, JobId)> = distinct.iter().map(|(one, other)| (id(*one), id(*other))).collect();
        let mut clusters: Vec<Vec<u128>> = clusters(members, &distinct)
            .into_iter()
            .map(|cluster| {
                let mut jobs: Vec<u128> = cluster.into_iter().map(|job| job.0.as_u128()).collect();
                jobs.sort_unstable();
                jobs
            })
            .collect();
        clusters.sort();
        clusters
    }

    #[test]
    fn evidence_of_several_kinds_makes_one_cluster() {
        let members = [
            member(1, "a", ["u", "_", "r"]),
            member(2, "b", ["u", "_", "_"]),
            member(3, "c", ["_", "_", "r"]),
            member(4, "c", ["_", "_", "_"]),
            member(5, "d", ["_", "_", "_"]),
        ];
        assert_eq!(divided(&members, &[]), [vec![1, 2, 3], vec![4], vec![5]]);
    }

    #[test]
    fn an_address_that_one_source_gives_twice_names_neither() {
        let members =
            [member(1, "a", ["u", "_", "_"]), member(2, "a", ["u", "_", "_"]), member(3, "b", ["u", "_", "_"])];
        assert_eq!(divided(&members, &[]), [vec![1], vec![2], vec![3]]);
    }

    #[test]
    fn different_requisitions_stay_apart_and_a_posting_without_one_is_not_guessed_to_either() {
        let role = |n, requisition| member(n, "a", ["_", requisition, "r"]);
        assert_eq!(divided(&[role(1, "R1"), role(2, "_"), role(3, "R1")], &[]), [vec![1, 2, 3]]);
        let four = [role(1, "R1"), role(2, "_"), role(3, "R2"), role(4, "_")];
        assert_eq!(divided(&four, &[]), [vec![1], vec![2, 4], vec![3]]);
    }

    #[test]
    fn an_address_is_stronger_than_the_numbers_of_two_systems() {
        let members = [member(1, "a", ["u", "R1", "r"]), member(2, "b", ["u", "77", "s"])];
        assert_eq!(divided(&members, &[]), [vec![1, 2]]);
    }

    #[test]
    fn what_comes_back_after_a_pause_is_another_opening() {
        let day = |n| DateTime::UNIX_EPOCH + TimeDelta::days(n);
        let at =
            |n, first, last| Member { first_seen: day(first), last_seen: day(last), ..member(n, "a", ["_", "_", "r"]) };
        assert_eq!(divided(&[at(1, 0, 10), at(2, 100, 120), at(3, 211, 215)], &[]), [vec![1, 2], vec![3]]);
        assert_eq!(
            divided(&[at(3, 211, 215), at(4, 5, 130), at(1, 0, 10)], &[]),
            [vec![1, 3, 4]],
            "one was open meanwhile"
        );
    }

    #[test]
    fn a_verdict_holds_against_every_evidence() {
        let members = [1, 2, 3].map(|n| member(n, &n.to_string(), ["u", "_", "r"]));
        assert_eq!(divided(&members, &[(3, 1)]), [vec![1, 2], vec![3]]);
        assert_eq!(divided(&members, &[(1, 2), (2, 3)]), [vec![1], vec![2], vec![3]]);
        assert_eq!(divided(&members, &[(1, 9)]), [vec![1, 2, 3]], "of another cluster");
    }

    fn some_members() -> impl Strategy<Value = Vec<Member>> {
        let key = |names: &'static [&'static str]| proptest::sample::select(names);
        let fields = (
            key(&["a", "b", "c"]),
            key(&["_", "_", "u", "v", "w"]),
            key(&["_", "_", "R1", "R2"]),
            key(&["_", "r", "s"]),
            0..400_i64,
            0..60_i64,
        );
        proptest::collection::vec(fields, 1..12).prop_map(|all| {
            let made = all.into_iter().zip(1..).map(|((source, url, requisition, role, first, lasting), n)| {
                let first_seen = DateTime::UNIX_EPOCH + TimeDelta::days(first);
                let last_seen = first_seen + TimeDelta::days(lasting);
                Member { first_seen, last_seen, ..member(n, source, [url, requisition, role]) }
            });
            made.collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_of_arrival_does_not_matter(
            (members, shuffled) in some_members().prop_flat_map(|all| (Just(all.clone()), Just(all).prop_shuffle())),
            distinct in proptest::collection::vec((1..12_u128, 1..12_u128), 0..4),
        ) {
            prop_assert_eq!(divided(&members, &distinct), divided(&shuffled, &distinct));
        }

        #[test]
        fn every_job_is_in_one_cluster_and_what_differs_in_two(
            members in some_members(),
            distinct in proptest::collection::vec((1..12_u128, 1..12_u128), 0..4),
        ) {
            let divided = divided(&members, &distinct);
            let mut jobs: Vec<u128> = divided.concat();
            jobs.sort_unstable();
            prop_assert_eq!(jobs, members.iter().map(|member| member.job.0.as_u128()).collect::<Vec<_>>());
            for cluster in divided {
                for (one, other) in distinct.iter().filter(|(one, other)| one != other) {
                    prop_assert!(!(cluster.contains(one) && cluster.contains(other)));
                }
            }
        }

        #[test]
        fn a_posting_without_keys_changes_nothing_for_others(members in some_members()) {
            let mut more = members.clone();
            more.push(member(99, "z", ["_", "_", "_"]));
            let mut expected = divided(&members, &[]);
            expected.push(vec![99]);
            expected.sort();
            prop_assert_eq!(divided(&more, &[]), expected);
        }
    }
}
