//! Expressions that point from the day of publication: `yesterday`, `last year`, `three days ago`,
//! `last Friday`, weekdays.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use unspool_lexicon::{CalendarWord, DeicticUnit};

use super::reader::Reader;
use super::shape::{Shape, shift, shift_months};
use crate::numerals;

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
                capital.then(|| Pointed::shape(today.and_then(|today| weekday(today, day, -1, true)), next))
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

    /// `three days ago`, `two years earlier` is not one: it points from elsewhere.
    pub fn ago(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<Pointed> {
        let (count, behind) = match self.small(at) {
            "a" | "an" => (1.0, at + 1),
            _ => {
                let numeral = numerals::parse(self.view, at, false, &self.lexicons.figures)?;
                let (numerals::Value::Exact(count) | numerals::Value::About(count)) = numeral.value else { return None };
                (count, numeral.tokens.end)
            }
        };
        // `a couple of weeks ago`
        let unit_at = behind + usize::from(self.small(behind) == "of");
        let CalendarWord::Unit(unit) = self.word(unit_at)? else { return None };
        if self.small(unit_at + 1) != "ago" {
            return None;
        }
        let next = unit_at + 2;
        let whole = (0.0..10_000.0).contains(&count) && count.fract().abs() < f64::EPSILON;
        #[allow(clippy::cast_possible_truncation, reason = "a whole number below 10,000")]
        let count = if whole { count as i32 } else { return Some(Pointed::new(None, None, next)) };
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
