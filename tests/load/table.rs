//! The figures, as a table to paste into a document.

use std::time::Duration;

/// What was measured, with what it was measured on.
#[derive(Debug, Default)]
pub struct Table {
    facts: Vec<(String, String)>,
    figures: Vec<[String; 3]>,
}

impl Table {
    /// Adds a fact about machine or program.
    pub fn fact(&mut self, name: &str, value: &str) {
        self.facts.push((name.to_owned(), value.to_owned()));
    }

    /// Adds a figure, and shows it at once: a run takes minutes.
    pub fn figure(&mut self, what: &str, figure: &str, aim: &str) {
        eprintln!("{what}: {figure}");
        self.figures.push([what.to_owned(), figure.to_owned(), aim.to_owned()]);
    }

    /// Prints everything.
    pub fn print(&self) {
        for (name, value) in &self.facts {
            println!("- {name}: {value}");
        }
        println!("\n| what | figure | aim |\n|---|---|---|");
        for [what, figure, aim] in &self.figures {
            println!("| {what} | {figure} | {aim} |");
        }
    }
}

/// Milliseconds with as many decimals as mean something.
#[must_use]
pub fn millis(time: Duration) -> String {
    let millis = time.as_secs_f64() * 1_000.0;
    if millis < 10.0 { format!("{millis:.2} ms") } else { format!("{millis:.0} ms") }
}

/// Megabytes of 2²⁰ bytes.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "for reading")]
pub fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / f64::from(1 << 20))
}

/// The value below which this many per cent of all lie. Sorts what it is given.
#[must_use]
pub fn percentile(times: &mut [Duration], percent: usize) -> Duration {
    times.sort_unstable();
    let place = (times.len() * percent).div_ceil(100).saturating_sub(1);
    times.get(place).copied().unwrap_or_default()
}
