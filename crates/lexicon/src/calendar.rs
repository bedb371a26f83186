//! The words of dates.

use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::files::{Files, LexiconError, values};
use crate::fold::fold;
use crate::phrases::Phrases;

/// The unit of a deictic expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeicticUnit {
    /// Day.
    Day,
    /// Week, Monday to Sunday.
    Week,
    /// Saturday and Sunday.
    Weekend,
    /// Month.
    Month,
    /// Year.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
    /// Hour: `three hours ago` is a day.
    Hour,
    /// Minute.
    Minute,
}

impl DeicticUnit {
    fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "day" => Self::Day,
            "week" => Self::Week,
            "weekend" => Self::Weekend,
            "month" => Self::Month,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "hour" => Self::Hour,
            "minute" => Self::Minute,
            _ => return None,
        })
    }
}

/// What a word says about the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarWord {
    /// A month, 1 to 12.
    Month(u32),
    /// A month in small letters, which it is beside a day only: `5 sept`.
    SmallMonth(u32),
    /// A weekday, 1 (Monday) to 7.
    Weekday(u32),
    /// A season, with EDTF's number: 21 (spring) to 24.
    Season(u32),
    /// So many units from the day of publication.
    Deictic(DeicticUnit, i32),
    /// Says which part of a period: `early`.
    Part,
    /// A unit of time: `days`.
    Unit(DeicticUnit),
    /// The ordinal of a century: `nineteenth`.
    Ordinal(u32),
    /// `last` (-1), `this` (0), `next` (1), before a weekday or month.
    Direction(i32),
}

/// A word of which part of a year something is: ordinary words without the other one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartWord {
    /// A part, with its months: `quarter` (3), `half` (6).
    Months(u32),
    /// Which one: `second`.
    Nth(u32),
}

/// The words of dates, ready to look up.
#[derive(Debug)]
pub struct Calendar {
    /// Every word that says something about the calendar by itself.
    pub words: Phrases<CalendarWord>,
    /// Those of parts of a year.
    pub parts: Phrases<PartWord>,
    /// First words, in small letters.
    opening: FxHashSet<String>,
}

#[derive(Deserialize)]
struct Row {
    class: String,
    value: String,
    words: String,
}

impl Calendar {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let (mut entries, mut parts) = (Vec::new(), Vec::new());
        for (line, row) in files.rows::<Row>("calendar.csv")? {
            let wrong = || {
                files.get("calendar.csv").error(line, format!("`{},{}` is no word class with its value", row.class, row.value))
            };
            if let Some(part) = part_word(&row) {
                parts.extend(values(&row.words).map(|text| (text.to_owned(), part)));
                continue;
            }
            let word = word(&row).ok_or_else(wrong)?;
            entries.extend(values(&row.words).map(|text| (text.to_owned(), word)));
        }
        let first = |phrase: &str| fold(phrase.split([' ', '-']).next().unwrap_or(phrase));
        let opening = entries.iter().map(|(phrase, _): &(String, CalendarWord)| first(phrase)).collect();
        Ok(Self { words: Phrases::new(entries), parts: Phrases::new(parts), opening })
    }

    /// Whether a word, in small letters, can begin a phrase of the calendar.
    #[must_use]
    pub fn opens(&self, folded: &str) -> bool {
        self.opening.contains(folded)
    }
}

fn part_word(row: &Row) -> Option<PartWord> {
    let number = |values: std::ops::RangeInclusive<u32>| row.value.parse().ok().filter(|value| values.contains(value));
    match row.class.as_str() {
        "year-part" => number(3..=6).map(PartWord::Months),
        "nth" => number(1..=4).map(PartWord::Nth),
        _ => None,
    }
}

fn word(row: &Row) -> Option<CalendarWord> {
    let number = |low: u32, high: u32| row.value.parse().ok().filter(|value| (low..=high).contains(value));
    match row.class.as_str() {
        "month" => number(1, 12).map(CalendarWord::Month),
        "small-month" => number(1, 12).map(CalendarWord::SmallMonth),
        "weekday" => number(1, 7).map(CalendarWord::Weekday),
        "season" => number(21, 24).map(CalendarWord::Season),
        "deictic" => {
            let (unit, offset) = row.value.split_once(' ')?;
            Some(CalendarWord::Deictic(DeicticUnit::parse(unit)?, offset.parse().ok()?))
        }
        "part" => (row.value == "~").then_some(CalendarWord::Part),
        "unit" => DeicticUnit::parse(&row.value).map(CalendarWord::Unit),
        "ordinal" => number(1, 21).map(CalendarWord::Ordinal),
        "direction" => row.value.parse().ok().filter(|offset| (-1..=1).contains(offset)).map(CalendarWord::Direction),
        _ => None,
    }
}
