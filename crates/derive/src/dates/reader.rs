//! Tokens as parts of dates: months, days, years, signs.

use std::ops::Range;

use unspool_lexicon::{CalendarWord, Lexicons};

use crate::view::{Kind, View};

/// Years that a bare number may be.
pub(super) const YEARS: Range<i32> = 1900..2100;

/// Reads tokens of a view as parts of dates.
#[derive(Clone, Copy)]
pub(super) struct Reader<'v, 't> {
    pub view: &'v View<'t>,
    pub lexicons: &'v Lexicons,
}

impl<'v> Reader<'v, '_> {
    /// The calendar word at a token, which it is as a whole.
    pub fn word(&self, index: usize) -> Option<CalendarWord> {
        let (token, text) = self.view.token(index)?;
        (token.kind == Kind::Word).then(|| self.lexicons.calendar.words.get(text).copied()).flatten()
    }

    /// A month; English months have a capital.
    pub fn month(&self, index: usize) -> Option<u32> {
        match self.word(index)? {
            CalendarWord::Month(month) => Some(month),
            _ => None,
        }
    }

    /// A month beside a day, where small letters do.
    pub fn month_by_day(&self, index: usize) -> Option<u32> {
        match self.word(index)? {
            CalendarWord::Month(month) | CalendarWord::SmallMonth(month) => Some(month),
            _ => None,
        }
    }

    /// The text of a token of the same line; empty where there is none.
    pub fn text(&self, index: usize) -> &'v str {
        self.view.token(index).map_or("", |(token, _)| &self.view.text[token.start..token.end])
    }

    /// The same in small letters.
    pub fn small(&self, index: usize) -> &'v str {
        self.view.token(index).map_or("", |_| self.view.folded_token(index))
    }

    /// The token before `index` in small letters; empty at the beginning of a line.
    pub fn before(&self, index: usize) -> &'v str {
        index.checked_sub(1).map_or("", |before| self.small(before))
    }

    /// Plain digits, so many of them.
    pub fn number(&self, index: usize, digits: Range<usize>) -> Option<i32> {
        let (token, text) = self.view.token(index)?;
        let whole = token.kind == Kind::Number && digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| text.parse().ok()).flatten()
    }

    /// A four-digit year that nothing is glued to.
    pub fn year(&self, index: usize) -> Option<i32> {
        self.number(index, 4..5).filter(|year| YEARS.contains(year)).filter(|_| !self.part_of_word(index))
    }

    /// The year in `'22`.
    pub fn short_year(&self, index: usize) -> Option<(i32, usize)> {
        let apostrophe = matches!(self.text(index), "'" | "’") && self.view.glued(index, index + 1);
        let year = apostrophe.then(|| self.number(index + 1, 2..3)).flatten()?;
        (!self.part_of_word(index + 1)).then_some((if year < 40 { 2000 + year } else { 1900 + year }, index + 2))
    }

    pub fn part_of_word(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .is_some_and(|before| self.view.glued(before, index) && self.view.tokens[before].kind == Kind::Word);
        let behind =
            self.view.tokens.get(index + 1).is_some_and(|token| self.view.glued(index, index + 1) && token.kind == Kind::Word);
        before || behind
    }

    /// A day of a month, with or without its ordinal ending, and the token behind.
    pub fn day(&self, index: usize) -> Option<(u32, usize)> {
        let day = self.number(index, 1..3).filter(|day| (1..=31).contains(day))?;
        let ordinal = self.view.ends_ordinal(index + 1);
        // `5-го ноября`
        let hyphened = self.has_ordinal_ending(index, &["го", "е", "ое", "му", "м", "й"]);
        let next = index + 1 + usize::from(ordinal) + 2 * usize::from(hyphened);
        let clean = !self.view.glued(next - 1, next)
            || !matches!(self.view.tokens.get(next).map(|token| token.kind), Some(Kind::Word | Kind::Number));
        clean.then(|| (day.unsigned_abs(), next))
    }

    /// Whether a hyphen and one of these endings of Russian or Ukrainian ordinals are glued to the number at a token.
    pub fn has_ordinal_ending(&self, index: usize, endings: &[&str]) -> bool {
        self.dash(index + 1)
            && self.view.glued(index, index + 1)
            && self.view.glued(index + 1, index + 2)
            && endings.contains(&self.small(index + 2))
    }

    /// `27sep`: a day that its month is glued to, and the token of the month.
    pub fn day_of_month(&self, index: usize) -> Option<(u32, usize)> {
        let day = self.number(index, 1..3).filter(|day| (1..=31).contains(day))?;
        let word = |at: usize| self.view.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Number));
        let starts = index.checked_sub(1).is_none_or(|before| !word(before) || !self.view.glued(before, index));
        let alone = !word(index + 2) || !self.view.glued(index + 1, index + 2);
        (starts && alone && self.view.glued(index, index + 1)).then_some((day.unsigned_abs(), index + 1))
    }

    /// A sign that joins the ends of a span without words, with or without spaces.
    pub fn dash(&self, index: usize) -> bool {
        matches!(self.text(index), "-" | "–" | "—" | "‑")
    }

    /// Bytes of the tokens `first..next`.
    pub fn span(&self, first: usize, next: usize) -> Range<usize> {
        self.view.tokens[first].start..self.view.tokens[next - 1].end
    }
}
