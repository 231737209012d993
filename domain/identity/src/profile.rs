//! What somebody says about themselves, changed only as long as nobody else has changed it.

use domain_model::identity::account::{Account, Principal};
use ports::Actor;

use crate::registration::clean_name;
use crate::{IdentityError, IdentityResult, IdentityService};

impl IdentityService {
    /// Changes the principal's name, or leaves it as it is, when `is_expected` says so of the account as it is now. `None`,
    /// and nothing happens, when it does not.
    pub async fn rename(
        &self,
        who: &Principal,
        full_name: Option<String>,
        is_expected: &(dyn Fn(&Account) -> bool + Send + Sync),
    ) -> IdentityResult<Option<Account>> {
        let mut uow = self.ports.database.begin(Actor::System).await?;
        let known = uow.accounts().lock(who.account_id).await?;
        let mut account = known.ok_or(IdentityError::InvalidToken)?.account;
        if !is_expected(&account) {
            return Ok(None);
        }
        if full_name.is_some() {
            account.full_name = clean_name(full_name)?;
            uow.accounts().update(&account).await?;
            uow.commit().await?;
        }
        Ok(Some(account))
    }
}
