//! Corrective action requests: the list, one request as a story, the unit's answer step by step, what reviewers and the committee
//! decide.

pub mod answer;
pub mod deeds;
pub mod files;
pub mod follow_up;
pub mod http;
pub mod issuing;
pub mod list;
pub mod measures;
pub mod page;
pub mod plan_form;
pub mod plan_page;
pub mod progress;
pub mod row;
pub mod steps;
pub mod story;
pub mod thread;
pub mod waiting;
