//! Statements by which somebody writes in another one's name.

use super::id;

/// A message of a sender in a conversation.
pub(crate) fn message(session: u128, sender: &str) -> String {
    format!(
        "INSERT INTO jobwright.chat_messages (session_id, seq, sender, kind, created_at, content) \
         VALUES ('{}', 9, '{sender}', 'text', now(), 'x')",
        id(20 + session)
    )
}

/// A notice of a kind in a conversation.
pub(crate) fn notice(session: u128, kind: &str) -> String {
    message(session, "system").replace("'text'", &format!("'{kind}'"))
}

/// A party's decision about an application.
pub(crate) fn decision(application: u128, party: &str) -> String {
    format!(
        "INSERT INTO jobwright.application_changes (application_id, revision, status, party, changed_at) \
         VALUES ('{}', 9, 'hired', '{party}', now())",
        id(application)
    )
}

/// A vector of the resume of an account.
pub(crate) fn resume(owner: u128) -> String {
    format!(
        "INSERT INTO jobwright.resume_embeddings (account_id, model, vector) VALUES ('{}', 'm', '') \
         ON CONFLICT (account_id) DO UPDATE SET model = excluded.model",
        id(owner)
    )
}

/// An entry in the ledger of an account.
pub(crate) fn credits(owner: u128) -> String {
    format!(
        "INSERT INTO jobwright.credit_entries (account_id, seq, debit, credit, amount, entered_at, balance) \
         VALUES ('{}', 2, 'grants', 'balance', 8, now(), 9)",
        id(owner)
    )
}

/// A review of a mock interview, by a reviewer.
pub(crate) fn review(interview: u128, reviewer: u128) -> String {
    format!(
        "INSERT INTO jobwright.mock_interview_reviews VALUES ('{}', '{}', '{{}}', now()) ON CONFLICT DO NOTHING",
        id(40 + interview),
        id(reviewer)
    )
}

/// A correction of every review.
pub(crate) fn correction() -> String {
    "UPDATE jobwright.mock_interview_reviews SET feedback = '{}'".to_owned()
}
