//! Passwords: argon2id (RFC 9106), away from the threads that serve requests and never many at once.

use std::sync::{Arc, LazyLock};

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use tokio::sync::Semaphore;

use crate::kernel::catalogue;
use crate::kernel::problem::Problem;

/// Characters a password needs at least.
pub const MINIMUM_LENGTH: usize = 10;

/// Two hashes at a time: each takes 19 MiB, and sign-ins must not starve the rest.
static ROOM: LazyLock<Arc<Semaphore>> = LazyLock::new(|| Arc::new(Semaphore::new(2)));

/// A hash to compare with when there is no such account, so that the answer takes as long.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash_now("nobody has this password").unwrap_or_default());

/// Refuses a password that is too short or equals the username.
///
/// # Errors
/// `weak-password`.
pub fn check_strength(username: &str, password: &str) -> Result<(), Problem> {
    if password.chars().count() < MINIMUM_LENGTH || password.to_lowercase() == username.to_lowercase() {
        return Err(Problem::of(&catalogue::WEAK_PASSWORD).param("minimum", MINIMUM_LENGTH));
    }
    Ok(())
}

/// Hashes a password; the result is a PHC string.
///
/// # Errors
/// `internal` when hashing fails.
pub async fn hash(password: String) -> Result<String, Problem> {
    in_turn(move || hash_now(&password)).await?
}

/// Whether a password fits a hash; `None` compares with a hash that nothing fits.
///
/// # Errors
/// `internal` when the work could not be done.
pub async fn verify(password: String, stored: Option<String>) -> Result<bool, Problem> {
    in_turn(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.clone());
        let fits = PasswordHash::new(&stored).is_ok_and(|parsed| hasher().verify_password(password.as_bytes(), &parsed).is_ok());
        fits && known
    })
    .await
}

async fn in_turn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T, Problem> {
    let _turn = ROOM.acquire().await.map_err(Problem::internal)?;
    tokio::task::spawn_blocking(work).await.map_err(Problem::internal)
}

fn hasher() -> Argon2<'static> {
    // The second recommendation of OWASP: 19 MiB, 2 passes, 1 lane.
    Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(19 * 1024, 2, 1, None).unwrap_or_default())
}

fn hash_now(password: &str) -> Result<String, Problem> {
    hasher().hash_password(password.as_bytes()).map(|hash| hash.to_string()).map_err(Problem::internal)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_hash_costs_what_it_should_and_only_its_password_fits() {
        let stored = hash("Mot-mat-khau-dai".to_owned()).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert_ne!(hash("Mot-mat-khau-dai".to_owned()).await.unwrap(), stored, "each has a salt of its own");
        for (password, stored, fits) in [
            ("Mot-mat-khau-dai", Some(stored.clone()), true),
            ("mot-mat-khau-dai", Some(stored), false),
            ("Mot-mat-khau-dai", Some("no hash at all".to_owned()), false),
            ("nobody has this password", None, false),
        ] {
            assert_eq!(verify(password.to_owned(), stored.clone()).await.unwrap(), fits, "{password} against {stored:?}");
        }
    }
}
