//! Planning an inspection: choosing the unit, the plan itself, the team.

pub mod choices;
pub mod edit;
pub mod http;
pub mod new;
pub mod team;
