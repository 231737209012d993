//! Applications: a seeker's for a job, how far it has come, and what was sent with it.
//!
//! There is one application for each seeker and job, for good: a job that is closed, merged with another or posted again
//! takes none with it. Who withdraws may apply again; the history goes on.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::kernel::id::{AccountId, ApplicationId, JobId};
use crate::kernel::named::named_enum;
use crate::kernel::text::clean;
use crate::matching::part::PartKind;

/// The length of a note, in characters.
const MAX_NOTE: usize = 2_000;

named_enum! {
    /// How far an application has come.
    ApplicationStatus {
        /// It was sent.
        Applied = "applied",
        /// The seeker is asked for a mock interview.
        MockInterviewPending = "mock_interview_pending",
        /// The mock interview was held.
        MockInterviewCompleted = "mock_interview_completed",
        /// The employer wants to meet the seeker; there is no appointment yet.
        InterviewPending = "interview_pending",
        /// There is an appointment.
        InterviewScheduled = "interview_scheduled",
        /// The seeker got the job.
        Hired = "hired",
        /// The employer has decided against it.
        Rejected = "rejected",
        /// The seeker has taken it back.
        Withdrawn = "withdrawn",
    }
}

impl ApplicationStatus {
    /// Whether nothing more is expected to happen.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Hired | Self::Rejected | Self::Withdrawn)
    }

    /// The step after this one. `None` when there is none.
    const fn next(self) -> Option<Self> {
        match self {
            Self::Applied | Self::MockInterviewPending | Self::MockInterviewCompleted => Some(Self::InterviewPending),
            Self::InterviewPending => Some(Self::InterviewScheduled),
            Self::InterviewScheduled => Some(Self::Hired),
            Self::Hired | Self::Rejected | Self::Withdrawn => None,
        }
    }

    /// Steps may be left out, and nobody goes back.
    const fn leads_to(self, to: Self) -> bool {
        !self.is_final() && !matches!(to, Self::Withdrawn) && (to as u8) > (self as u8)
    }
}

named_enum! {
    /// Who has changed an application.
    ApplicationParty {
        /// Whose application it is.
        Seeker = "seeker",
        /// Who has posted the job here.
        Employer = "employer",
    }
}

/// A part of a screening score.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ScreeningPart {
    /// Which one.
    pub kind: PartKind,
    /// What it counts; `None` when nobody can know.
    pub points: Option<f32>,
    /// What it could count.
    pub max: f32,
    /// The reason, in a sentence.
    pub sentence: String,
}

/// How the resume that was sent fits the job as it was then. A number for people who decide: nothing is decided by it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// 0 to 100. `None` when too little is known for a number.
    pub score: Option<u8>,
    /// What it is made of.
    pub parts: Vec<ScreeningPart>,
    /// Skills that both name.
    pub matched_skills: Vec<String>,
    /// Skills that only the job names.
    pub missing_skills: Vec<String>,
    /// The licence that the work needs and the resume does not show.
    pub missing_licence: Option<String>,
    /// The model whose vectors were compared; the rest is rules.
    pub generated_by: String,
}

impl Screening {
    /// The number and what it is made of, in words: a number never stands alone.
    pub fn in_words(&self) -> String {
        let whole = match self.score {
            Some(score) => format!("{score} of 100."),
            None => "Too little is known for a number.".to_owned(),
        };
        let licence = self.missing_licence.iter().map(|licence| format!("The resume shows no licence: {licence}."));
        let parts = self.parts.iter().map(|part| match part.points {
            Some(points) => format!("{} {points} of {}: {}", part.kind, part.max, part.sentence),
            None => format!("{} not known: {}", part.kind, part.sentence),
        });
        [whole].into_iter().chain(licence).chain(parts).collect::<Vec<_>>().join("\n")
    }
}

/// What was sent: a copy, which later changes of resume, profile and posting leave as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SentApplication {
    /// The seeker's name.
    pub full_name: Option<String>,
    /// The seeker's address.
    pub email: String,
    /// The version of the resume. `None` when the seeker had none here.
    pub resume_version: Option<u32>,
    /// Its text.
    pub resume_text: Option<String>,
    /// The revision of the job; its history has the posting.
    pub job_revision: u32,
    /// The SHA-256 of title and description, in hexadecimal.
    pub posting_digest: String,
}

/// An application for a job.
#[derive(Debug, Clone, PartialEq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// Whose.
    pub account_id: AccountId,
    /// The job.
    pub job_id: JobId,
    /// How far it has come.
    pub status: ApplicationStatus,
    /// The number of its last change.
    pub revision: u32,
    /// What was sent.
    pub sent: SentApplication,
    /// How well it fits. `None` when that could not be judged: without a resume, or before the job was read.
    pub screening: Option<Screening>,
    /// When it was first sent.
    pub created_at: DateTime<Utc>,
    /// When it last changed.
    pub updated_at: DateTime<Utc>,
}

/// An entry of an application's history.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApplicationChange {
    /// The application.
    pub application_id: ApplicationId,
    /// 1 for the first.
    pub revision: u32,
    /// The status from then on.
    pub status: ApplicationStatus,
    /// By whom.
    pub party: ApplicationParty,
    /// What was said about it. Both parties read it.
    pub note: Option<String>,
    /// When.
    pub changed_at: DateTime<Utc>,
}

/// The next state of an application, with the entry for its history.
pub type ApplicationTransition = (Application, ApplicationChange);

/// Why an application is not changed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ApplicationRefusal {
    /// Nothing more happens to it.
    #[error("the application is {0}; it does not change any more")]
    Final(ApplicationStatus),
    /// Steps are not undone.
    #[error("the application is {from}; it does not become {to}")]
    NotAhead {
        /// What it is.
        from: ApplicationStatus,
        /// What it was to become.
        to: ApplicationStatus,
    },
    /// The seeker alone withdraws.
    #[error("an application is withdrawn by the seeker alone")]
    NotYours,
    /// The note is too long.
    #[error("a note has at most {MAX_NOTE} characters")]
    NoteTooLong,
    /// Neither a status nor a note.
    #[error("say what changes: the status, or a note about it")]
    Nothing,
}

/// A change that somebody asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ApplicationUpdate {
    /// The status from now on. `None` when it stays as it is.
    pub status: Option<ApplicationStatus>,
    /// What is said about it.
    pub note: Option<String>,
}

impl Application {
    /// A seeker applies.
    pub fn submit(
        id: ApplicationId,
        account_id: AccountId,
        job_id: JobId,
        sent: SentApplication,
        screening: Option<Screening>,
        now: DateTime<Utc>,
    ) -> ApplicationTransition {
        let status = ApplicationStatus::Applied;
        let application =
            Self { id, account_id, job_id, status, revision: 0, sent, screening, created_at: now, updated_at: now };
        application.becomes(status, ApplicationParty::Seeker, None, now)
    }

    /// The seeker applies again. `None` when the application was not withdrawn: then it is still there.
    pub fn submit_again(
        self,
        sent: SentApplication,
        screening: Option<Screening>,
        now: DateTime<Utc>,
    ) -> Option<ApplicationTransition> {
        let is_withdrawn = self.is_withdrawn();
        let again = Self { sent, screening, ..self };
        is_withdrawn.then(|| again.becomes(ApplicationStatus::Applied, ApplicationParty::Seeker, None, now))
    }

    /// The seeker takes it back. `None` when that has happened already.
    pub fn withdraw(
        self,
        note: Option<&str>,
        now: DateTime<Utc>,
    ) -> Result<Option<ApplicationTransition>, ApplicationRefusal> {
        let note = acceptable(note)?;
        match self.status {
            ApplicationStatus::Withdrawn => Ok(None),
            status if status.is_final() => Err(ApplicationRefusal::Final(status)),
            _ => Ok(Some(self.becomes(ApplicationStatus::Withdrawn, ApplicationParty::Seeker, note, now))),
        }
    }

    /// The seeker notes what an employer elsewhere has decided. A mistake can be mended, so every status may follow.
    pub fn track(
        self,
        update: &ApplicationUpdate,
        now: DateTime<Utc>,
    ) -> Result<Option<ApplicationTransition>, ApplicationRefusal> {
        self.change(update, ApplicationParty::Seeker, now)
    }

    /// The employer decides. Steps may be left out; none is undone, and only notes follow the last one. What was taken back is the
    /// seeker's alone.
    pub fn decide(
        self,
        update: &ApplicationUpdate,
        now: DateTime<Utc>,
    ) -> Result<Option<ApplicationTransition>, ApplicationRefusal> {
        match update.status.filter(|&to| to != self.status) {
            _ if self.is_withdrawn() => Err(ApplicationRefusal::Final(self.status)),
            Some(ApplicationStatus::Withdrawn) => Err(ApplicationRefusal::NotYours),
            Some(_) if self.status.is_final() => Err(ApplicationRefusal::Final(self.status)),
            Some(to) if !self.status.leads_to(to) => Err(ApplicationRefusal::NotAhead { from: self.status, to }),
            _ => self.change(update, ApplicationParty::Employer, now),
        }
    }

    /// Whether the seeker has taken it back.
    pub fn is_withdrawn(&self) -> bool {
        self.status == ApplicationStatus::Withdrawn
    }

    /// What a promotion is: the next step.
    pub fn promotion(&self) -> Result<ApplicationUpdate, ApplicationRefusal> {
        let next = self.status.next().ok_or(ApplicationRefusal::Final(self.status))?;
        Ok(ApplicationUpdate { status: Some(next), note: None })
    }

    fn change(
        self,
        update: &ApplicationUpdate,
        party: ApplicationParty,
        now: DateTime<Utc>,
    ) -> Result<Option<ApplicationTransition>, ApplicationRefusal> {
        let note = acceptable(update.note.as_deref())?;
        match (update.status.filter(|&to| to != self.status), note) {
            (None, None) if update.status.is_some() => Ok(None),
            (None, None) => Err(ApplicationRefusal::Nothing),
            (to, note) => {
                let status = to.unwrap_or(self.status);
                Ok(Some(self.becomes(status, party, note, now)))
            }
        }
    }

    fn becomes(
        mut self,
        status: ApplicationStatus,
        party: ApplicationParty,
        note: Option<String>,
        now: DateTime<Utc>,
    ) -> ApplicationTransition {
        self.status = status;
        self.revision += 1;
        self.updated_at = now;
        let change = ApplicationChange {
            application_id: self.id,
            revision: self.revision,
            status,
            party,
            note,
            changed_at: now,
        };
        (self, change)
    }
}

/// The note without what no reader sees; `None` when nothing is left.
fn acceptable(note: Option<&str>) -> Result<Option<String>, ApplicationRefusal> {
    let Some(note) = note.map(clean) else { return Ok(None) };
    let note = note.trim();
    if note.chars().count() > MAX_NOTE {
        return Err(ApplicationRefusal::NoteTooLong);
    }
    Ok((!note.is_empty()).then(|| note.to_owned()))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::ApplicationStatus::{
        Applied, Hired, InterviewPending, InterviewScheduled, MockInterviewCompleted, MockInterviewPending, Rejected,
        Withdrawn,
    };
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn sent(resume_text: &str) -> SentApplication {
        SentApplication {
            full_name: Some("Ama".to_owned()),
            email: "ama@example.org".to_owned(),
            resume_version: Some(1),
            resume_text: Some(resume_text.to_owned()),
            job_revision: 1,
            posting_digest: "00".to_owned(),
        }
    }

    fn application(status: ApplicationStatus) -> Application {
        let (id, account, job) = (ApplicationId(Uuid::nil()), AccountId(Uuid::nil()), JobId(Uuid::nil()));
        Application { status, ..Application::submit(id, account, job, sent("welding"), None, NOW).0 }
    }

    fn to(status: ApplicationStatus) -> ApplicationUpdate {
        ApplicationUpdate { status: Some(status), note: None }
    }

    #[test]
    fn an_employer_goes_ahead_and_never_back() {
        let order =
            [Applied, MockInterviewPending, MockInterviewCompleted, InterviewPending, InterviewScheduled, Hired];
        for (at, from) in order.into_iter().enumerate() {
            for (goal, status) in order.into_iter().enumerate() {
                let decided = application(from).decide(&to(status), NOW);
                let expected = match () {
                    () if goal == at => Ok(None),
                    () if from == Hired => Err(ApplicationRefusal::Final(Hired)),
                    () if goal < at => Err(ApplicationRefusal::NotAhead { from, to: status }),
                    () => Ok(Some(status)),
                };
                assert_eq!(decided.map(|next| next.map(|next| next.0.status)), expected, "{from} to {status}");
            }
            let rejected = application(from).decide(&to(Rejected), NOW);
            assert_eq!(rejected.is_ok(), from != Hired, "{from}");
            assert_eq!(application(from).decide(&to(Withdrawn), NOW), Err(ApplicationRefusal::NotYours));
        }
        for last in [Rejected, Withdrawn] {
            assert_eq!(application(last).decide(&to(Hired), NOW), Err(ApplicationRefusal::Final(last)));
        }
    }

    #[test]
    fn a_promotion_is_the_next_step_until_there_is_none() {
        let (mut application, mut steps) = (application(Applied), Vec::new());
        while let Ok(update) = application.promotion() {
            application = application.decide(&update, NOW).unwrap().unwrap().0;
            steps.push(application.status);
        }
        assert_eq!(steps, [InterviewPending, InterviewScheduled, Hired]);
    }

    #[test]
    fn who_tracks_may_mend_a_mistake() {
        let (mended, change) = application(Rejected).track(&to(InterviewPending), NOW).unwrap().unwrap();
        assert_eq!((mended.status, change.party, change.revision), (InterviewPending, ApplicationParty::Seeker, 2));
    }

    #[test]
    fn who_withdraws_may_apply_again_with_what_is_current_then() {
        let (withdrawn, change) = application(InterviewPending).withdraw(Some(" moved \0"), NOW).unwrap().unwrap();
        assert_eq!((withdrawn.status, change.note.as_deref()), (Withdrawn, Some("moved")));
        assert_eq!(withdrawn.clone().withdraw(None, NOW), Ok(None));
        assert_eq!(application(Hired).withdraw(None, NOW), Err(ApplicationRefusal::Final(Hired)));
        let (again, change) = withdrawn.submit_again(sent("riveting"), None, NOW).unwrap();
        assert_eq!((again.status, again.revision, change.revision), (Applied, 3, 3));
        assert_eq!(again.sent.resume_text.as_deref(), Some("riveting"));
        assert_eq!(application(Applied).submit_again(sent("riveting"), None, NOW), None);
    }

    #[test]
    fn a_score_is_printed_with_its_parts_and_an_unknown_part_as_unknown() {
        let part = |kind, points| ScreeningPart { kind, points, max: 30.0, sentence: "Because.".to_owned() };
        let screening = Screening {
            score: Some(62),
            parts: vec![part(PartKind::Skills, Some(21.5)), part(PartKind::Pay, None)],
            matched_skills: Vec::new(),
            missing_skills: Vec::new(),
            missing_licence: Some("Pharmacist".to_owned()),
            generated_by: "m".to_owned(),
        };
        let words = "62 of 100.\nThe resume shows no licence: Pharmacist.\nskills 21.5 of 30: Because.\n\
                     pay not known: Because.";
        assert_eq!(screening.in_words(), words);
    }

    #[test]
    fn a_note_alone_is_an_entry_and_nothing_is_none() {
        let noted = ApplicationUpdate { status: None, note: Some("They called.".to_owned()) };
        let (application, change) = application(Applied).track(&noted, NOW).unwrap().unwrap();
        assert_eq!((change.status, change.note.as_deref()), (Applied, Some("They called.")));
        let nothing = ApplicationUpdate { status: None, note: Some("  ".to_owned()) };
        assert_eq!(application.clone().track(&nothing, NOW), Err(ApplicationRefusal::Nothing));
        let long = ApplicationUpdate { status: None, note: Some("é".repeat(MAX_NOTE + 1)) };
        assert_eq!(application.track(&long, NOW), Err(ApplicationRefusal::NoteTooLong));
    }
}
