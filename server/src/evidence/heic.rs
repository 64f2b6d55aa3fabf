//! HEIC pictures are turned into JPEG by a program that the operator's machine has: HEVC is patented, and its decoders are large
//! and written in C, so none is linked into this program.
//!
//! The program runs apart, never within a request: without a shell, with an environment and a folder of its own, as a group that
//! `timeout` (coreutils) kills when its time is over, under limits of memory, processor time and file size that `prlimit`
//! (util-linux) sets before it starts. Where those two are missing, HEIC is not decoded. What it writes is looked at like any
//! picture from outside.

use std::ffi::OsString;
use std::fs::DirBuilder;
use std::io::Read;
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

use crate::kernel::clock;

/// The setting that looks for the known programs.
pub const AUTO: &str = "auto";
/// Programs that are looked for, the one that is tried first at the head.
const KNOWN: &[&str] = &["heif-dec", "heif-convert", "vips", "magick"];
/// Memory that it may take, in bytes: a picture of 48 megapixels takes about 400 MiB.
const MEMORY: u64 = 1 << 30;
/// Address space, which libraries reserve without using it.
const ADDRESSES: u64 = 8 << 30;
/// Largest file it may write, in bytes.
const WRITTEN: u64 = 256 << 20;
/// Largest picture that is read back, in bytes.
const READ_BACK: u64 = 64 << 20;
/// Seconds after its time was over at which waiting for its end is given up.
const GRACE_SECONDS: u64 = 5;

/// A program that turns HEIC into JPEG, and what holds it in bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoder {
    program: PathBuf,
    timeout: PathBuf,
    prlimit: PathBuf,
}

/// Finds the program that a setting names: [`AUTO`], a name, or a path; none when it or its bounds are not there.
#[must_use]
pub fn find(setting: &str) -> Option<Decoder> {
    let places: Vec<PathBuf> = std::env::var_os("PATH").map(|path| std::env::split_paths(&path).collect()).unwrap_or_default();
    let named = |name: &str| places.iter().map(|place| place.join(name)).find(|path| path.is_file());
    let program = match setting {
        "" => None,
        AUTO => KNOWN.iter().find_map(|name| named(name)),
        path if path.contains('/') => Some(PathBuf::from(path)).filter(|path| path.is_file()),
        name => named(name),
    };
    Some(Decoder { program: program?, timeout: named("timeout")?, prlimit: named("prlimit")? })
}

/// Tells the log at the start whether HEIC pictures will be shown.
pub fn announce(setting: &str) {
    match find(setting) {
        Some(decoder) => tracing::info!(program = %decoder.program.display(), "HEIC pictures are shown"),
        None if matches!(setting, "" | AUTO) => tracing::info!("HEIC pictures are kept and not shown: no program for them"),
        None => tracing::warn!(program = setting, "heic_decoder, timeout or prlimit was not found: HEIC pictures are kept and not shown"),
    }
}

/// A folder that is gone afterwards, whatever happens.
struct Folder(PathBuf);

impl Folder {
    fn new() -> std::io::Result<Self> {
        let path = std::env::temp_dir().join(format!("soat-heic-{}", clock::new_id().simple()));
        DirBuilder::new().mode(0o700).create(&path)?;
        Ok(Self(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_dir_all(&self.0) {
            tracing::warn!(%error, folder = %self.0.display(), "a temporary folder was not removed");
        }
    }
}

/// Why there is no picture; the cause is for the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// This machine could not start the program as things stand, with a full disk say: another time it may.
    Passing(String),
    /// The program had its try.
    Program(String),
}

/// Turns a HEIC picture, the right way up, into a JPEG; `seconds` is the time it may take.
///
/// # Errors
/// Both [`Failure`]s.
pub async fn to_jpeg(decoder: &Decoder, heic: Vec<u8>, seconds: u64) -> Result<Vec<u8>, Failure> {
    let passing = |what: &str, error: std::io::Error| Failure::Passing(format!("{what}: {error}"));
    let folder = Folder::new().map_err(|error| passing("no temporary folder", error))?;
    let (source, target) = (folder.0.join("picture.heic"), folder.0.join("picture.jpg"));
    tokio::fs::write(&source, heic).await.map_err(|error| passing("the picture could not be written", error))?;
    let running = command(decoder, &folder.0, &source, &target, seconds).spawn();
    let mut running = running.map_err(|error| passing("the program could not be started", error))?;
    let ended = tokio::time::timeout(Duration::from_secs(seconds + GRACE_SECONDS), running.wait()).await;
    let status =
        ended.map_err(|_| Failure::Program("did not end".to_owned()))?.map_err(|error| passing("nobody knows how it ended", error))?;
    if !status.success() {
        return Err(Failure::Program(format!("{} ended with {status}", decoder.program.display())));
    }
    read_back(&folder.0, &target).map_err(Failure::Program)
}

fn command(decoder: &Decoder, folder: &Path, source: &Path, target: &Path, seconds: u64) -> Command {
    let mut command = Command::new(&decoder.timeout);
    command.arg("--signal=KILL").arg(seconds.to_string());
    command.arg(&decoder.prlimit).args([
        format!("--data={MEMORY}"),
        format!("--as={ADDRESSES}"),
        // More than the time on the clock: whoever hangs is ended by `timeout`, with all that it started.
        format!("--cpu={}", seconds * 2 + GRACE_SECONDS),
        format!("--fsize={WRITTEN}"),
        "--core=0".to_owned(),
        "--nofile=256".to_owned(),
        "--".to_owned(),
    ]);
    command.arg(&decoder.program).args(arguments(&decoder.program, source, target));
    let path = std::env::var_os("PATH").unwrap_or_default();
    command.env_clear().env("PATH", path).env("LC_ALL", "C.UTF-8").env("TMPDIR", folder).env("HOME", folder);
    // One thread is enough, and keeps the memory that is reserved for each low.
    command.env("VIPS_CONCURRENCY", "1").env("OMP_NUM_THREADS", "1").env("MALLOC_ARENA_MAX", "2");
    command.current_dir(folder).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).kill_on_drop(true);
    command
}

/// How the program is called: nearly all take what to read and what to write.
fn arguments(program: &Path, source: &Path, target: &Path) -> Vec<OsString> {
    let (source, target) = (source.as_os_str().to_owned(), target.as_os_str().to_owned());
    if program.file_name().is_some_and(|name| name == "vips") { vec!["copy".into(), source, target] } else { vec![source, target] }
}

/// Reads what was written; of a file with several pictures the programs number what they write.
fn read_back(folder: &Path, target: &Path) -> Result<Vec<u8>, String> {
    let written = [target.to_owned(), folder.join("picture-1.jpg"), folder.join("picture-0.jpg")].into_iter().find(|path| path.is_file());
    let file = written.and_then(|path| std::fs::File::open(path).ok()).ok_or("wrote no picture")?;
    let mut bytes = Vec::new();
    file.take(READ_BACK + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if u64::try_from(bytes.len()).is_ok_and(|length| length <= READ_BACK) { Ok(bytes) } else { Err("wrote too much".to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_this_machine_lacks_for_now_is_not_laid_on_the_picture() {
        let nowhere = PathBuf::from("/no/such/program");
        let decoder = Decoder { program: nowhere.clone(), timeout: nowhere.clone(), prlimit: nowhere };
        let failed = to_jpeg(&decoder, vec![1], 1).await.unwrap_err();
        assert!(matches!(failed, Failure::Passing(_)), "{failed:?}");
    }
}
