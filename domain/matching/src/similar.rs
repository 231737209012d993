//! Selects similar jobs from the nearest neighbours of a job's vector.

use std::collections::{HashMap, HashSet};

use domain_model::catalogue::job::JobSummary;
use domain_model::kernel::id::JobId;

/// Those of the neighbours that are active, nearest first. Of the same job there is one, and so there is of an employer's title.
pub(crate) fn choose(nearest: &[JobId], active: Vec<JobSummary>, limit: usize) -> Vec<JobSummary> {
    let mut active: HashMap<JobId, JobSummary> = active.into_iter().map(|job| (job.id, job)).collect();
    let mut postings = HashSet::new();
    let mut clusters = HashSet::new();
    let found = nearest.iter().filter_map(|id| active.remove(id));
    let is_new = |job: &JobSummary| job.cluster.is_none_or(|cluster| clusters.insert(cluster));
    found.filter(is_new).filter(|job| postings.insert(posting(job))).take(limit).collect()
}

/// What is the same in every place.
fn posting(job: &JobSummary) -> (String, String) {
    (job.title.trim().to_lowercase(), job.company.trim().to_lowercase())
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use domain_model::catalogue::job::JobStatus;

    use super::*;

    fn id(last_digit: u32) -> JobId {
        format!("00000000-0000-0000-0000-00000000000{last_digit}").parse().unwrap()
    }

    fn job(last_digit: u32, title: &str, company: &str) -> JobSummary {
        JobSummary {
            id: id(last_digit),
            cluster: None,
            title: title.to_owned(),
            company: company.to_owned(),
            locations: Vec::new(),
            workplace: None,
            employment_type: None,
            salary: None,
            department: None,
            skills: Vec::new(),
            status: JobStatus::Active,
            apply_url: None,
            posted_at: None,
            first_seen: DateTime::UNIX_EPOCH,
            excerpt: String::new(),
        }
    }

    #[test]
    fn the_nearest_active_jobs_are_chosen_and_each_posting_once() {
        let active = vec![
            job(5, "Ward Nurse", "Lindenhof"),
            job(4, "Night Nurse", "Marisol"),
            job(3, "night nurse ", "Lindenhof"),
            job(1, "Night Nurse", "Lindenhof"),
        ];
        let nearest: Vec<JobId> = (1..=5).map(id).collect();
        for (limit, expected) in [(9, vec![id(1), id(4), id(5)]), (2, vec![id(1), id(4)]), (1, vec![id(1)])] {
            let chosen: Vec<JobId> = choose(&nearest, active.clone(), limit).iter().map(|job| job.id).collect();
            assert_eq!(chosen, expected);
        }
    }
}
