//! Random choices that a seed makes again.

/// A source of choices; each actor has one of its own, so that what one does leaves the choices of the others alone.
#[derive(Clone, Debug)]
pub struct Chance(u64);

impl Chance {
    /// The source of one actor under a seed.
    #[must_use]
    pub fn of(seed: u64, actor: u64) -> Self {
        let mut chance = Self(seed ^ actor.wrapping_mul(0xd134_2543_de82_ef95));
        chance.draw();
        chance
    }

    /// The next 64 bits (`SplitMix64` by Steele, Lea and Flood).
    pub fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below a bound; 0 below nothing.
    pub fn below(&mut self, bound: u64) -> u64 {
        self.draw() % bound.max(1)
    }

    /// A number between two, both included.
    pub fn between(&mut self, least: u64, most: u64) -> u64 {
        least + self.below(most.saturating_sub(least) + 1)
    }

    /// A number between two that is as often small as it is large: each doubling is as likely as the one before.
    pub fn spread(&mut self, least: u64, most: u64) -> u64 {
        let doublings = (most / least.max(1)).checked_ilog2().unwrap_or_default();
        let from = least.max(1) << self.below(u64::from(doublings) + 1);
        self.between(from, (from * 2).min(most.max(from)))
    }

    /// True this often in a hundred.
    pub fn percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// A place in a list of this length; none in an empty one.
    pub fn place(&mut self, length: usize) -> Option<usize> {
        if length == 0 { None } else { usize::try_from(self.below(length as u64)).ok() }
    }

    /// One of a list.
    pub fn pick<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        self.place(list.len()).and_then(|place| list.get(place))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_makes_the_same_choices_and_another_actor_makes_others() {
        let of = |seed, actor| {
            let mut chance = Chance::of(seed, actor);
            (0..8).map(|_| chance.draw()).collect::<Vec<_>>()
        };
        assert_eq!(of(7, 1), of(7, 1));
        assert_ne!(of(7, 1), of(7, 2));
        assert_ne!(of(7, 1), of(8, 1));
    }

    #[test]
    fn choices_stay_within_their_bounds() {
        let mut chance = Chance::of(1, 1);
        for _ in 0..1_000 {
            assert!((3..=9).contains(&chance.between(3, 9)));
            assert!((50..=60_000).contains(&chance.spread(50, 60_000)));
            assert!(chance.below(0) == 0 && chance.place(0).is_none());
        }
    }
}
