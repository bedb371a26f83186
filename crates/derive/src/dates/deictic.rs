//! Expressions that point from the day of publication: `yesterday`, `last year`, `three days ago`,
//! `last Friday`, weekdays.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use unspool_lexicon::{CalendarWord, DeicticUnit, WordClass};

use super::reader::Reader;
use super::shape::{Shape, shift, shift_months};
use crate::numerals;
use crate::slavic::is_cyrillic;

/// What points back from the day of publication behind a count of units.
pub(super) const AGO: [&str; 3] = ["ago", "назад", "тому"];

/// What an expression points at: nothing is known where the post has no time.
pub(super) struct Pointed {
    pub edtf: Option<String>,
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// Token behind the expression.
    pub next: usize,
}

impl Pointed {
    fn new(edtf: Option<String>, days: Option<(NaiveDate, NaiveDate)>, next: usize) -> Self {
        Self { edtf, days, next }
    }

    fn shape(shape: Option<Shape>, next: usize) -> Self {
        Self::new(shape.map(Shape::edtf), shape.and_then(Shape::days), next)
    }
}

impl Reader<'_, '_> {
    /// The deictic expression that begins at token `at`.
    pub fn deictic(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<Pointed> {
        let start = self.view.tokens[at].start;
        let (length, &word) = self.lexicons.calendar.words.starts(&self.view.text[start..])?;
        let next = self.view.token_at(start + length);
        let today = created_at.map(|time| time.date_naive());
        match word {
            CalendarWord::Deictic(unit, offset) => {
                Some(today.and_then(|today| pointed(today, unit, offset, next)).unwrap_or(Pointed::new(None, None, next)))
            }
            CalendarWord::Weekday(day) => {
                let capital = self.view.text[start..].starts_with(|c: char| c.is_uppercase() || !c.is_ascii());
                // `Palm Sunday`
                let feast = at > 0 && self.view.is(at - 1, WordClass::Feast);
                (capital && !feast).then(|| Pointed::shape(today.and_then(|today| weekday(today, day, -1, true)), next))
            }
            CalendarWord::Direction(offset) => self.directed(next, offset, today),
            _ => None,
        }
    }

    /// `last Friday`, `next March`, `this summer`.
    fn directed(&self, at: usize, offset: i32, today: Option<NaiveDate>) -> Option<Pointed> {
        let next = at + 1;
        match self.word(at)? {
            CalendarWord::Weekday(day) => Some(Pointed::shape(today.and_then(|today| weekday(today, day, offset, false)), next)),
            CalendarWord::Month(month) if self.day(next).is_none() && self.year(next).is_none() => {
                let year = today.map(|today| match offset {
                    -1 if month >= today.month() => today.year() - 1,
                    1 if month <= today.month() => today.year() + 1,
                    _ => today.year(),
                });
                Some(Pointed::shape(year.map(|year| Shape::Month { year: Some(year), month }), next))
            }
            CalendarWord::Season(season) => {
                let year = today.map(|today| {
                    let begun = today.month() >= (season - 20) * 3;
                    match offset {
                        -1 if !begun || season != 24 && (season - 20) * 3 + 2 >= today.month() => today.year() - 1,
                        1 if begun => today.year() + 1,
                        _ => today.year(),
                    }
                });
                Some(Pointed::shape(year.map(|year| Shape::Season { year, season }), next))
            }
            _ => None,
        }
    }

    /// `three days ago`, `два дня назад`; `two days later` points from elsewhere and is for [`Self::anchored`].
    pub fn ago(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<Pointed> {
        let (count, unit, behind) = self.count_of_units(at)?;
        if !AGO.contains(&self.small(behind)) {
            return None;
        }
        let next = behind + 1;
        let Some(count) = count else { return Some(Pointed::new(None, None, next)) };
        let found = created_at.and_then(|time| {
            let today = time.date_naive();
            match unit {
                DeicticUnit::Hour => {
                    Some(day(time.checked_sub_signed(chrono::Duration::hours(count.into()))?.date_naive(), next))
                }
                DeicticUnit::Minute => {
                    Some(day(time.checked_sub_signed(chrono::Duration::minutes(count.into()))?.date_naive(), next))
                }
                DeicticUnit::Week => {
                    let date = shift(today, -7 * i64::from(count))?;
                    Some(Pointed::new(Some(format!("{date}~")), Some((date, date)), next))
                }
                unit => pointed(today, unit, -count, next),
            }
        });
        Some(found.unwrap_or(Pointed::new(None, None, next)))
    }

    /// `two days later`, `a week earlier`, `the next day`, behind a date of the text that gives the day
    /// they point from. Without one they say nothing of the calendar.
    pub fn anchored(&self, at: usize, anchor: NaiveDate) -> Option<Pointed> {
        if let Some((count, unit, behind)) = self.count_of_units(at) {
            let sign = match self.small(behind) {
                "later" | "afterwards" => 1,
                "earlier" => -1,
                _ => return None,
            };
            let days = match unit {
                DeicticUnit::Week => 7 * i64::from(count?),
                DeicticUnit::Day => i64::from(count?),
                unit @ (DeicticUnit::Month | DeicticUnit::Year) => return pointed(anchor, unit, sign * count?, behind + 1),
                _ => return None,
            };
            return Some(day(shift(anchor, days * i64::from(sign))?, behind + 1));
        }
        if !matches!(self.before(at), "the" | "that") {
            return None;
        }
        let days = match (self.small(at), self.small(at + 1)) {
            ("next" | "following", "day" | "morning" | "evening") => 1,
            ("same", "day" | "evening" | "night") => 0,
            ("previous", "day" | "evening" | "night") => -1,
            _ => return None,
        };
        Some(day(shift(anchor, days)?, at + 2))
    }

    /// `three days`, `a week`, `a couple of weeks`: the number (if it is a whole one), the unit, the token behind.
    fn count_of_units(&self, at: usize) -> Option<(Option<i32>, DeicticUnit, usize)> {
        let (count, behind) = match self.small(at) {
            word if self.lexicons.figures.is(word, WordClass::Indefinite) => (1.0, at + 1),
            // `неделю назад`
            word if word.starts_with(is_cyrillic) && matches!(self.word(at), Some(CalendarWord::Unit(_))) => (1.0, at),
            _ => {
                let numeral = numerals::parse(self.view, at, false, &self.lexicons.figures)?;
                let (numerals::Value::Exact(count) | numerals::Value::About(count)) = numeral.value else { return None };
                (count, numeral.tokens.end)
            }
        };
        // `a couple of weeks ago`
        let unit_at = behind + usize::from(self.small(behind) == "of");
        let CalendarWord::Unit(unit) = self.word(unit_at)? else { return None };
        // `с 39,8 миллиарда год назад`: one year, whatever was counted before.
        let word = self.small(unit_at);
        let singular = word == "год" || self.lexicons.figures.is(word, WordClass::NthUnit);
        if count > 1.0 && singular && !ends_in_one(count) {
            return None;
        }
        let whole = (0.0..10_000.0).contains(&count) && count.fract().abs() < f64::EPSILON;
        #[allow(clippy::cast_possible_truncation, reason = "a whole number below 10,000")]
        let count = whole.then_some(count as i32);
        Some((count, unit, unit_at + 1))
    }
}

/// Whether a Russian noun behind a number is in the singular: `21 год`, but `11 лет`.
fn ends_in_one(count: f64) -> bool {
    (count % 10.0 - 1.0).abs() < f64::EPSILON && (count % 100.0 - 11.0).abs() > f64::EPSILON
}

fn day(date: NaiveDate, next: usize) -> Pointed {
    Pointed::new(Some(date.to_string()), Some((date, date)), next)
}

/// So many units from today.
fn pointed(today: NaiveDate, unit: DeicticUnit, offset: i32, next: usize) -> Option<Pointed> {
    let span = |first: NaiveDate, last: NaiveDate| Pointed::new(Some(format!("{first}/{last}")), Some((first, last)), next);
    let monday = || shift(today, i64::from(offset) * 7 - i64::from(today.weekday().num_days_from_monday()));
    match unit {
        DeicticUnit::Day => Some(day(shift(today, offset.into())?, next)),
        DeicticUnit::Week => monday().and_then(|monday| Some(span(monday, shift(monday, 6)?))),
        DeicticUnit::Weekend => monday().and_then(|monday| Some(span(shift(monday, 5)?, shift(monday, 6)?))),
        DeicticUnit::Month => Some(Pointed::shape(Some(shift_months(today, offset)?), next)),
        DeicticUnit::Year => Some(Pointed::shape(Some(Shape::Year(today.year() + offset)), next)),
        DeicticUnit::Decade => Some(Pointed::shape(Some(Shape::Decade((today.year() / 10 + offset) * 10)), next)),
        DeicticUnit::Century => Some(Pointed::shape(Some(Shape::Century(today.year() / 100 + offset)), next)),
        DeicticUnit::Hour | DeicticUnit::Minute => None,
    }
}

/// The weekday (1 is Monday) nearest to today: before it, after it, or in its week. `today_too` lets a
/// bare weekday be today.
fn weekday(today: NaiveDate, wanted: u32, offset: i32, today_too: bool) -> Option<Shape> {
    let now = i64::from(today.weekday().number_from_monday());
    let wanted = i64::from(wanted);
    let days = match offset {
        -1 => {
            let back = (now - wanted).rem_euclid(7);
            if back == 0 && !today_too { -7 } else { -back }
        }
        1 => {
            let ahead = (wanted - now).rem_euclid(7);
            if ahead == 0 { 7 } else { ahead }
        }
        _ => wanted - now,
    };
    let date = shift(today, days)?;
    Some(Shape::Day { year: Some(date.year()), month: date.month(), day: date.day() })
}
