//! The course of a request as a row of steps: what is done, where it stands, what is ahead. Pure.

use crate::corrective_actions::entity::request::{Effectiveness, Status};
use crate::portal::text::Corrective;

/// Where a step stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Behind.
    Done,
    /// The present one.
    Now,
    /// Ahead.
    Ahead,
}

/// A step of the course.
#[derive(Clone, Debug)]
pub struct Step {
    /// Its name.
    pub label: &'static str,
    /// Where it stands.
    pub state: State,
    /// The same in words.
    pub said: &'static str,
}

impl Step {
    /// The class that shows it.
    #[must_use]
    pub const fn class(&self) -> &'static str {
        match self.state {
            State::Done => "done",
            State::Now => "now",
            State::Ahead => "ahead",
        }
    }
}

/// The course of a request; nothing once it ended without being closed.
#[must_use]
pub fn course(status: Status, effectiveness: Effectiveness, t: &'static Corrective) -> Vec<Step> {
    let mut labels =
        vec![t.step_issue, t.step_acknowledge, t.step_plan, t.step_review, t.step_implement, t.step_verify, t.step_effect, t.step_close];
    let asks = effectiveness != Effectiveness::NotRequired;
    if !asks {
        labels.retain(|label| *label != t.step_effect);
    }
    let now = match status {
        Status::Issued | Status::Disputed => 1,
        Status::Acknowledged | Status::PlanReturned => 2,
        Status::PlanSubmitted => 3,
        Status::Implementing | Status::ImplementationReturned => 4,
        Status::ImplementationSubmitted => 5,
        Status::Verified if asks && effectiveness != Effectiveness::Pending => 7,
        Status::Verified => 6,
        Status::Closed => labels.len(),
        Status::Withdrawn | Status::Reissued => return Vec::new(),
    };
    let step = |(at, label): (usize, &'static str)| {
        let (state, said) = match at {
            at if at < now => (State::Done, t.step_done),
            at if at == now => (State::Now, t.step_now),
            _ => (State::Ahead, t.step_ahead),
        };
        Step { label, state, said }
    };
    labels.into_iter().enumerate().map(step).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::text::Lang;

    fn present(status: Status, effectiveness: Effectiveness) -> Option<&'static str> {
        course(status, effectiveness, Corrective::of(Lang::En)).into_iter().find(|step| step.state == State::Now).map(|step| step.label)
    }

    #[test]
    fn the_present_step_is_the_one_that_the_status_waits_for() {
        assert_eq!(present(Status::Issued, Effectiveness::Pending), Some("Acknowledged"));
        assert_eq!(present(Status::PlanReturned, Effectiveness::Pending), Some("Plan"));
        assert_eq!(present(Status::Verified, Effectiveness::Pending), Some("Effective"));
        assert_eq!(present(Status::Verified, Effectiveness::Effective), Some("Closed"));
        assert_eq!(present(Status::Verified, Effectiveness::NotRequired), Some("Closed"));
        assert_eq!(present(Status::Closed, Effectiveness::Effective), None);
        assert!(course(Status::Withdrawn, Effectiveness::Pending, Corrective::of(Lang::Vi)).is_empty());
    }
}
