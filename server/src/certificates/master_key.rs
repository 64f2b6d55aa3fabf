//! The operator's master key, from the settings.

use soat_documents::seal::Refusal;
use soat_documents::seal::vault::MasterKey;

use super::refusals;
use crate::kernel::catalogue;
use crate::kernel::config::Settings;
use crate::kernel::problem::Problem;

/// The master key of the settings: given in them, or in the file that they name.
///
/// # Errors
/// `master-key-missing`, `master-key-wrong` when it is not one, `internal` when the file cannot be read.
pub async fn of(settings: &Settings) -> Result<MasterKey, Problem> {
    let given = settings.master_key.reveal();
    if !given.trim().is_empty() {
        return MasterKey::from_hex(given).map_err(refusals::problem);
    }
    if settings.master_key_file.as_os_str().is_empty() {
        return Err(Problem::of(&catalogue::MASTER_KEY_MISSING));
    }
    let text = tokio::fs::read_to_string(&settings.master_key_file).await;
    let text = text.map_err(|error| Problem::internal(format!("{}: {error}", settings.master_key_file.display())))?;
    MasterKey::from_hex(&text).map_err(refusals::problem)
}

/// Whether any is named in the settings.
#[must_use]
pub fn is_named(settings: &Settings) -> bool {
    !settings.master_key.reveal().trim().is_empty() || !settings.master_key_file.as_os_str().is_empty()
}

/// Refuses settings whose master key cannot be one, so that this is not found out at the first signature.
///
/// # Errors
/// A sentence that names the setting.
pub fn check(settings: &Settings) -> Result<(), String> {
    let given = settings.master_key.reveal().trim();
    let file = &settings.master_key_file;
    if !given.is_empty() {
        MasterKey::from_hex(given).map_err(|error| format!("master_key: {error}"))?;
    } else if !file.as_os_str().is_empty() {
        let text = std::fs::read_to_string(file).map_err(|error| format!("master_key_file: {}: {error}", file.display()))?;
        MasterKey::from_hex(&text).map_err(|error| format!("master_key_file: {}: {error}", file.display()))?;
    }
    Ok(())
}

/// A new one, as 64 hexadecimal digits.
///
/// # Errors
/// When there is no randomness.
pub fn generate() -> Result<String, Refusal> {
    Ok(MasterKey::generate()?.to_hex())
}
