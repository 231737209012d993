//! What the identity context makes of the ports' promises, on both databases: one-time secrets that replace each other, and
//! accounts that two people sign up for.

#![expect(clippy::unwrap_used, reason = "a test that cannot even be set up has failed")]

mod secrets;
mod sign_up;
mod world;

/// A test for each rule on `SQLite` and one on Postgres.
macro_rules! on_both_databases {
    ($($rules:ident { $($rule:ident),+ $(,)? })+) => {
        mod sqlite {
            $(mod $rules {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $rule() {
                    crate::$rules::$rule(crate::world::World::on_sqlite().await).await;
                })+
            })+
        }
        mod postgres {
            $(mod $rules {
                $(#[tokio::test(flavor = "multi_thread")]
                async fn $rule() {
                    crate::$rules::$rule(crate::world::World::on_postgres().await).await;
                })+
            })+
        }
    };
}

on_both_databases! {
    secrets {
        a_newer_request_revokes_what_older_ones_mailed,
        a_newer_request_revokes_the_authorization_codes_of_its_kind,
        a_mail_that_was_replaced_is_not_written,
        of_requests_at_once_one_secret_is_good,
        a_secret_that_was_used_leaves_no_other_of_its_kind,
        a_new_password_another_address_and_a_claim_revoke_every_secret,
        a_newer_invitation_revokes_the_older_one,
        a_link_to_a_new_address_opens_no_sign_in,
        an_exchanged_email_change_gives_the_tokens_of_the_sign_in_that_asked,
    }
    sign_up {
        whoever_confirms_a_contested_address_finds_nothing_of_a_stranger,
        one_person_who_confirms_keeps_the_password,
        a_password_that_was_given_twice_is_no_contest,
    }
}
