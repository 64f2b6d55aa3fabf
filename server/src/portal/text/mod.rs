//! What the portal says, in both languages at once: a text without its translation does not compile.
//!
//! Each room has its words in a struct of its own; a template names a word as a field, so a misspelt one does not compile either.

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($key:ident $vi:literal / $en:literal;)+ }) => {
        $(#[$doc])*
        #[derive(Debug)]
        pub struct $name { $(pub $key: &'static str,)+ }

        impl $name {
            const VI: Self = Self { $($key: $vi,)+ };
            const EN: Self = Self { $($key: $en,)+ };

            /// The words in one language.
            #[must_use]
            pub const fn of(lang: $crate::kernel::text::Lang) -> &'static Self {
                match lang {
                    $crate::kernel::text::Lang::Vi => &Self::VI,
                    $crate::kernel::text::Lang::En => &Self::EN,
                }
            }
        }
    };
}

pub mod account;
pub mod committee;
pub mod corrective;
pub mod corrective_named;
pub mod dashboard;
pub mod done;
pub mod evidence;
pub mod frame;
pub mod home;
pub mod inbox;
pub mod inspections;
pub mod named;
pub mod notices;
pub mod organisations;
pub mod people;
pub mod programmes;
pub mod reports;

pub use account::Account;
pub use committee::Committee;
pub use corrective::Corrective;
pub use dashboard::Dashboard;
pub use evidence::Evidence;
pub use frame::Frame;
pub use home::Home;
pub use inbox::Inbox;
pub use inspections::Inspections;
pub use notices::Notices;
pub use organisations::Organisations;
pub use people::People;
pub use programmes::Programmes;
pub use reports::Reports;

/// A text with its places `{}` filled, in their order.
#[must_use]
pub fn fill(text: &str, values: &[&str]) -> String {
    values.iter().fold(text.to_owned(), |text, value| text.replacen("{}", value, 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_filled_in_their_order() {
        assert_eq!(fill("{} trên {} mục", &["3", "12"]), "3 trên 12 mục");
    }
}
