//! Previews of a photo, against the best tool: both sizes of 12 megapixels, each as a process of its own, by turns.

use std::fs;
use std::io::{ErrorKind, Read};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use soat::evidence::derivatives::derive;
use soat::evidence::picture::{Limits, inspect};

use crate::options::Options;
use crate::table::{self, Table};
use crate::{Outcome, upload};

/// The other tool (Debian: `libvips-tools`).
const PEER: &str = "vipsthumbnail";

/// Makes both previews of a file beside it: what this tool is started for by itself.
///
/// # Errors
/// When the picture is refused.
pub fn make(file: &Path) -> Outcome<()> {
    let bytes = fs::read(file)?;
    let facts = inspect(&bytes, &Limits::default()).map_err(|fault| fault.to_string())?;
    let begun = Instant::now();
    let made = derive(&bytes, &facts)?;
    println!("{}", begun.elapsed().as_micros());
    fs::write(file.with_extension("1600.jpg"), made.w1600)?;
    Ok(fs::write(file.with_extension("320.jpg"), made.w320)?)
}

/// Makes them with this program and with the other one, by turns.
///
/// # Errors
/// When either fails. That the other one is not there is said in the table.
pub fn measure(options: &Options, table: &mut Table) -> Outcome<()> {
    let folder = tempfile::tempdir_in(&options.folder)?;
    let photo = folder.path().join("photo.jpg");
    fs::write(&photo, upload::picture()?)?;
    let this_tool = std::env::current_exe()?;
    let ours = || run(Command::new(&this_tool).arg("derive").arg(&photo));
    let theirs =
        |side: u16| run(Command::new(PEER).arg(&photo).args(["--size", &side.to_string(), "-o", &format!("peer-{side}.jpg[Q=80]")]));
    let (mut our_runs, mut large, mut small) = (Vec::new(), Vec::new(), Vec::new());
    let mut is_there = true;
    for _ in 0..usize::from(options.rounds).max(5) {
        our_runs.push(ours()?.ok_or("this tool is gone")?);
        match (theirs(1600)?, theirs(320)?) {
            (Some(one), Some(other)) => {
                large.push(one);
                small.push(other);
            }
            _ => is_there = false,
        }
    }
    table.figure("1600 and 320 px of 12 megapixels: checked to the last row, then made, one process", &said(&our_runs), "≤ 80 MB");
    // The check is done once, when the file arrives; the job only makes them.
    let mut made: Vec<Duration> = our_runs.iter().filter_map(|run| run.said.trim().parse().ok().map(Duration::from_micros)).collect();
    let figure =
        format!("{} best, {} median", table::millis(table::percentile(&mut made, 1)), table::millis(table::percentile(&mut made, 50)));
    table.figure("of this the making, which is what the job does", &figure, "not slower");
    if is_there {
        table.figure(&format!("the same by {PEER}: 1600 px"), &said(&large), "");
        table.figure(&format!("the same by {PEER}: 320 px, a second process"), &said(&small), "");
    } else {
        table.figure(&format!("the same by {PEER}"), "not installed here", "");
    }
    Ok(())
}

/// One process: how long it took, and the most memory it had.
struct Run {
    took: Duration,
    peak: u64,
    said: String,
}

fn said(runs: &[Run]) -> String {
    let mut times: Vec<Duration> = runs.iter().map(|run| run.took).collect();
    let peak = runs.iter().map(|run| run.peak).max().unwrap_or_default();
    let (best, middle) = (table::percentile(&mut times, 1), table::percentile(&mut times, 50));
    format!("{} best, {} median; {} peak", table::millis(best), table::millis(middle), table::mebibytes(peak))
}

/// Runs a process to its end; nothing when there is no such program.
fn run(command: &mut Command) -> Outcome<Option<Run>> {
    let begun = Instant::now();
    let mut child = match command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn() {
        Ok(child) => child,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut peak = 0;
    loop {
        // The most so far, as Linux counts it; what is read last before the end stands.
        let status = fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
        peak = peak.max(line.trim().trim_end_matches("kB").trim().parse::<u64>().unwrap_or_default() * 1_024);
        if let Some(status) = child.try_wait()? {
            let took = begun.elapsed();
            let mut said = String::new();
            child.stdout.take().map(|mut stdout| stdout.read_to_string(&mut said)).transpose()?;
            return if status.success() { Ok(Some(Run { took, peak, said })) } else { Err(format!("{command:?}: {status}").into()) };
        }
        std::thread::sleep(Duration::from_millis(1));
    }
}
