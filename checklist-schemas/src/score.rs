//! Scores of an inspection under a rating scheme, in exact fractions.
//!
//! An item earns its weight times the points of its verdict. The inspector's verdict on the item as a whole counts before
//! those of its samples; without it the mean of the samples' points counts. A yes/no answer without a verdict earns what the
//! scheme says. What is not applicable, not asked or not answered yet takes its weight out of both sides. The band is found
//! from the exact percentage, not from the rounded one: 89.996 per cent is printed as 90.00 and stays below 90.

use serde::Serialize;

use crate::answer::{Answer, Answers, Verdict};
use crate::completeness::{Circumstances, assess};
use crate::decimal::{self, Exact, whole};
use crate::rating::RatingScheme;
use crate::response::Response;
use crate::template::{Checklist, Item};

/// The result of a checklist under a scheme.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Score {
    /// Points earned, an exact fraction such as "7/2".
    pub earned: String,
    /// Points that could be earned.
    pub possible: String,
    /// "87.50": two decimals, half up; `None` when nothing was scored.
    pub percent: Option<String>,
    /// Key of the band after the caps; `None` when nothing was scored.
    pub band: Option<String>,
    /// Key of the band by percentage alone.
    pub uncapped_band: Option<String>,
    /// What capped the band, in document order; also listed when the band was no better anyway.
    pub caps: Vec<Cap>,
    /// Asked items with a weight that would be scored and are not answered yet: the result is provisional while there are any.
    pub unanswered: u32,
    /// One a section, in document order.
    pub sections: Vec<SectionScore>,
}

/// The result of one section.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionScore {
    /// Id of the section.
    pub section: String,
    /// As in [`Score`].
    pub earned: String,
    /// As in [`Score`].
    pub possible: String,
    /// As in [`Score`].
    pub percent: Option<String>,
}

/// A reason for which the band is capped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Cap {
    /// A critical item is nonconforming.
    CriticalItem {
        /// Id of the item.
        item: String,
    },
    /// A section is below its minimum.
    Section {
        /// Id of the section.
        section: String,
    },
}

/// Score an inspection; which items count is decided as in [`assess`]. The scheme is taken to be valid: points that cannot
/// be read score nothing and bands that cannot be read are passed over.
#[must_use]
pub fn score(checklist: &Checklist, scheme: &RatingScheme, circumstances: &Circumstances) -> Score {
    let answers = Answers::from(circumstances.answers.as_slice());
    let assessment = assess(checklist, circumstances);
    let mut asked = assessment.items.iter().map(|status| status.state.is_asked());
    let mut total = Sum::default();
    let mut sections = Vec::new();
    let mut caps = Vec::new();
    let minimum = scheme.section_minimum_percent.as_deref().and_then(|text| decimal::parse(text, 100));
    for section in &checklist.sections {
        let mut sum = Sum::default();
        for item in &section.items {
            if !asked.next().unwrap_or_default() {
                continue;
            }
            let result = judge(item, answers.of(&item.id), scheme);
            if item.critical && result.is_failure && scheme.critical_failure.is_some() {
                caps.push(Cap::CriticalItem { item: item.id.clone() });
            }
            sum.add(item, result);
        }
        if let (Some(minimum), Some(percent)) = (&minimum, sum.percent())
            && percent < *minimum
        {
            caps.push(Cap::Section { section: section.id.clone() });
        }
        sections.push(sum.section(&section.id));
        total.merge(sum);
    }
    let percent = total.percent();
    let by_percent = percent.as_ref().and_then(|percent| band_at(scheme, percent));
    Score {
        earned: decimal::fraction(&total.earned),
        possible: decimal::fraction(&total.possible),
        percent: percent.as_ref().map(decimal::two_decimals),
        band: by_percent.map(|at| scheme.bands[capped(at, scheme, &caps)].key.clone()),
        uncapped_band: by_percent.map(|at| scheme.bands[at].key.clone()),
        caps,
        unanswered: total.unanswered,
        sections,
    }
}

/// What one item comes to.
struct Judgement {
    /// Mean points, 0 to 1; `None` when it is not scored.
    points: Option<Exact>,
    is_failure: bool,
    is_open: bool,
}

fn judge(item: &Item, answers: &[&Answer], scheme: &RatingScheme) -> Judgement {
    let of_whole = answers.iter().find(|answer| answer.sample.is_none());
    let verdicts: Vec<Verdict> = match of_whole.and_then(|answer| answer.verdict) {
        Some(verdict) => vec![verdict],
        None => answers.iter().filter_map(|answer| answer.verdict).collect(),
    };
    if verdicts.is_empty() {
        return judge_flag(item, of_whole.and_then(|answer| answer.value.as_bool()), scheme);
    }
    let points: Vec<Exact> = verdicts.iter().filter_map(|verdict| decimal::parse(scheme.points.of(*verdict)?, 1)).collect();
    Judgement { points: mean(&points), is_failure: verdicts.contains(&Verdict::Nonconforming), is_open: false }
}

/// A yes/no answer that no verdict goes with. It fails a critical item when the scheme gives it nothing.
fn judge_flag(item: &Item, flag: Option<bool>, scheme: &RatingScheme) -> Judgement {
    let is_flag = matches!(item.response, Response::YesNo {});
    let Some(rule) = scheme.yes_no.as_ref().filter(|_| is_flag) else {
        let by_verdict = matches!(item.response, Response::Verdict {} | Response::SampleTable { .. });
        return Judgement { points: None, is_failure: false, is_open: by_verdict };
    };
    let points = flag.and_then(|flag| decimal::parse(if flag { &rule.yes } else { &rule.no }, 1));
    Judgement { is_failure: points == Some(whole(0)), is_open: flag.is_none(), points }
}

fn mean(points: &[Exact]) -> Option<Exact> {
    let count = u32::try_from(points.len()).ok().filter(|count| *count > 0)?;
    Some(points.iter().fold(whole(0), |sum, one| sum + one) / whole(count))
}

struct Sum {
    earned: Exact,
    possible: Exact,
    unanswered: u32,
}

impl Default for Sum {
    fn default() -> Self {
        Self { earned: whole(0), possible: whole(0), unanswered: 0 }
    }
}

impl Sum {
    fn add(&mut self, item: &Item, judgement: Judgement) {
        if item.weight == 0 {
            return;
        }
        if let Some(points) = judgement.points {
            self.earned += points * whole(item.weight);
            self.possible += whole(item.weight);
        }
        self.unanswered += u32::from(judgement.is_open);
    }

    fn merge(&mut self, other: Self) {
        self.earned += other.earned;
        self.possible += other.possible;
        self.unanswered += other.unanswered;
    }

    fn percent(&self) -> Option<Exact> {
        decimal::percent(&self.earned, &self.possible)
    }

    fn section(&self, id: &str) -> SectionScore {
        SectionScore {
            section: id.to_owned(),
            earned: decimal::fraction(&self.earned),
            possible: decimal::fraction(&self.possible),
            percent: self.percent().as_ref().map(decimal::two_decimals),
        }
    }
}

fn band_at(scheme: &RatingScheme, percent: &Exact) -> Option<usize> {
    scheme.bands.iter().position(|band| decimal::parse(&band.from_percent, 100).is_some_and(|from| *percent >= from))
}

/// Bands are in falling order, so the worse of two is the one further down.
fn capped(band: usize, scheme: &RatingScheme, caps: &[Cap]) -> usize {
    let place = |key: &String| scheme.bands.iter().position(|band| band.key == *key);
    let limits = caps.iter().filter_map(|cap| match cap {
        Cap::CriticalItem { .. } => place(&scheme.critical_failure.as_ref()?.cap_band),
        Cap::Section { .. } => place(scheme.section_cap_band.as_ref()?),
    });
    limits.fold(band, usize::max)
}
