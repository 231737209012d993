//! The export of everything about one person, for that person.

use std::sync::Arc;

use domain_identity::{AccountService, ApiKeyService, AuditService, CreditService, IdentityError, SessionService};
use domain_model::identity::session::Authentication;
use domain_model::kernel::page::PageRequest;
use ports::{ApplicationFilter, Database, MockInterviewFilter, PortResult};
use serde_json::{Value, json};

/// Messages read at once.
const PAGE: u32 = 200;

/// Collects what is stored about a person.
pub struct Exports {
    database: Arc<dyn Database>,
    accounts: Arc<AccountService>,
    sessions: Arc<SessionService>,
    api_keys: Arc<ApiKeyService>,
    credits: Arc<CreditService>,
    audit: Arc<AuditService>,
}

impl Exports {
    /// On these services and this port.
    pub fn new(
        database: Arc<dyn Database>,
        accounts: Arc<AccountService>,
        sessions: Arc<SessionService>,
        api_keys: Arc<ApiKeyService>,
        credits: Arc<CreditService>,
        audit: Arc<AuditService>,
    ) -> Self {
        Self { database, accounts, sessions, api_keys, credits, audit }
    }

    /// Everything about the person who asks. No secret is in it: no hash, no key, no code.
    pub async fn of(&self, who: &Authentication) -> Result<Value, IdentityError> {
        let principal = &who.principal;
        let account = self.accounts.account(principal).await?;
        let metadata = self.accounts.metadata(principal, account.id).await?;
        let (linked, factors) = self.accounts.sign_in_methods(account.id).await?;
        let sessions = self.sessions.sessions(who).await?;
        let keys = self.api_keys.api_keys(who).await?;
        let credits = self.credits(who).await?;
        let profile = self.database.read(principal.into()).cv_profiles().get(principal).await?;
        let resumes = self.resumes(who).await?;
        let saved_jobs = self.saved_jobs(who).await?;
        let applications = self.applications(who).await?;
        let conversations = self.conversations(who).await?;
        let mock_interviews = self.mock_interviews(who).await?;
        self.audit.note_export(principal).await?;
        Ok(json!({
            "account": {
                "id": account.id, "email": account.email.as_str(), "role": account.role,
                "full_name": account.full_name, "created_at": account.created_at,
                "verified_at": account.verified_at, "last_sign_in_at": account.last_sign_in_at,
                "metadata": metadata,
            },
            "linked_identities": linked.iter().map(|linked| json!({
                "provider": linked.provider, "issuer": linked.issuer, "subject": linked.subject,
                "email": linked.email, "created_at": linked.created_at,
            })).collect::<Vec<_>>(),
            "second_factors": factors.iter().map(|factor| json!({
                "name": factor.name, "created_at": factor.created_at, "verified_at": factor.verified_at,
            })).collect::<Vec<_>>(),
            "sign_ins": sessions.iter().map(|session| json!({
                "created_at": session.created_at, "last_used_at": session.refreshed_at,
                "user_agent": session.origin.user_agent, "address": session.origin.address,
            })).collect::<Vec<_>>(),
            "api_keys": keys.iter().map(|key| json!({
                "name": key.name, "scopes": key.scopes, "created_at": key.created_at, "expires_at": key.expires_at,
            })).collect::<Vec<_>>(),
            "credits": credits,
            "cv_profile": profile.map(|profile| json!({
                "content": profile.content, "created_at": profile.created_at, "updated_at": profile.updated_at,
            })),
            "resumes": resumes,
            "saved_jobs": saved_jobs,
            "applications": applications,
            "conversations": conversations,
            "mock_interviews": mock_interviews,
        }))
    }

    async fn credits(&self, who: &Authentication) -> Result<Vec<Value>, IdentityError> {
        let (mut all, mut page) = (Vec::new(), PageRequest::first(PAGE));
        loop {
            let entries = self.credits.entries(&who.principal, page).await?;
            all.extend(entries.items.iter().map(|entry| {
                json!({
                    "debit": entry.debit, "credit": entry.credit, "amount": entry.amount, "balance": entry.balance,
                    "entered_at": entry.entered_at,
                })
            }));
            let Some(next) = entries.next else { return Ok(all) };
            page.after = Some(next);
        }
    }

    /// Every version, those in the bin among them.
    async fn resumes(&self, who: &Authentication) -> PortResult<Vec<Value>> {
        let principal = &who.principal;
        let (mut all, mut page) = (Vec::new(), PageRequest::first(PAGE));
        loop {
            let mut read = self.database.read(principal.into());
            let versions = read.resumes().list(principal, principal.account_id, page).await?;
            for summary in versions.items {
                let resume = read.resumes().get(principal, principal.account_id, summary.version).await?;
                all.extend(resume.map(|resume| json!({
                    "version": resume.version, "origin": resume.origin, "file_name": resume.file.map(|file| file.name),
                    "created_at": resume.created_at, "is_current": resume.is_current, "deleted_at": resume.deleted_at,
                    "text": resume.text, "skills": resume.skills, "content": resume.content,
                })));
            }
            let Some(next) = versions.next else { return Ok(all) };
            page.after = Some(next);
        }
    }

    async fn saved_jobs(&self, who: &Authentication) -> PortResult<Vec<Value>> {
        let principal = &who.principal;
        let (mut all, mut page) = (Vec::new(), PageRequest::first(PAGE));
        loop {
            let saved = self.database.read(principal.into()).saved_jobs().list(principal, page).await?;
            all.extend(saved.items.iter().map(|(saved_at, job)| json!({ "job_id": job, "saved_at": saved_at })));
            let Some(next) = saved.next else { return Ok(all) };
            page.after = Some(next);
        }
    }

    async fn applications(&self, who: &Authentication) -> PortResult<Vec<Value>> {
        let principal = &who.principal;
        let (mut all, mut page) = (Vec::new(), PageRequest::first(PAGE));
        loop {
            let mut read = self.database.read(principal.into());
            let sent = read.applications().list(principal, ApplicationFilter::default(), page).await?;
            for application in sent.items {
                let history = read.applications().history(&application).await?;
                let packet = application.sent;
                all.push(json!({
                    "job_id": application.job_id, "status": application.status, "created_at": application.created_at,
                    "sent": {
                        "full_name": packet.full_name, "email": packet.email, "resume_version": packet.resume_version,
                        "resume_text": packet.resume_text, "job_revision": packet.job_revision,
                        "posting_digest": packet.posting_digest,
                    },
                    "screening": application.screening,
                    "history": history.iter().map(|change| json!({
                        "status": change.status, "by": change.party, "note": change.note, "at": change.changed_at,
                    })).collect::<Vec<_>>(),
                }));
            }
            let Some(next) = sent.next else { return Ok(all) };
            page.after = Some(next);
        }
    }

    async fn mock_interviews(&self, who: &Authentication) -> PortResult<Vec<Value>> {
        let principal = &who.principal;
        let own = MockInterviewFilter { owner: Some(principal.account_id), ..MockInterviewFilter::default() };
        let (mut all, mut page) = (Vec::new(), PageRequest::first(PAGE));
        loop {
            let part = self.database.read(principal.into()).mock_interviews().list(principal, &own, page).await?;
            all.extend(part.items.into_iter().map(|record| {
                let interview = record.interview;
                json!({
                    "job_id": interview.job_id, "status": interview.status, "started_at": interview.started_at,
                    "completed_at": interview.completed_at, "viewed_at": interview.viewed_at,
                    "questions": interview.questions, "transcript": interview.transcript,
                    "scorecard": interview.scorecard,
                    "review": interview.review.map(|review| json!({
                        "feedback": review.feedback, "reviewed_at": review.reviewed_at,
                    })),
                })
            }));
            let Some(next) = part.next else { return Ok(all) };
            page.after = Some(next);
        }
    }

    async fn conversations(&self, who: &Authentication) -> PortResult<Vec<Value>> {
        let principal = &who.principal;
        let mut all = Vec::new();
        for session in self.database.read(principal.into()).chats().list_own(principal.account_id).await? {
            let (mut messages, mut last) = (Vec::new(), 0);
            loop {
                let mut read = self.database.read(principal.into());
                let page = read.chats().messages_after(&session, last, PAGE).await?;
                let Some(newest) = page.last() else { break };
                last = newest.seq;
                messages.extend(page.iter().map(|message| json!({
                    "seq": message.seq, "from": message.sender, "content": message.content, "at": message.created_at,
                })));
            }
            all.push(json!({
                "job_id": session.job_id, "status": session.status, "created_at": session.created_at, "messages": messages,
            }));
        }
        Ok(all)
    }
}
