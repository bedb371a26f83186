//! Offices with their validity: of which sector and state an actor was on a day.

use std::ops::RangeInclusive;

use chrono::{Days, Months, NaiveDate};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use unspool_model::Label;

use crate::files::{Files, LexiconError, non_empty};

/// An office that an actor held for a time.
#[derive(Clone, Debug, PartialEq)]
pub struct Office {
    /// Sector code.
    pub sector: Option<Label>,
    /// Alpha-3 code of the state; none where the office is that of no state.
    pub country: Option<Label>,
    days: RangeInclusive<NaiveDate>,
}

/// The offices of `offices.csv`.
#[derive(Debug)]
pub struct Offices {
    /// By id of the actor, in the order of the file.
    by_actor: FxHashMap<Label, Vec<Office>>,
}

#[derive(Deserialize)]
struct Row {
    actor: String,
    /// For readers of the file.
    #[serde(rename = "office")]
    _office: String,
    sector: String,
    country: String,
    from: String,
    until: String,
}

impl Offices {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let mut by_actor: FxHashMap<Label, Vec<Office>> = FxHashMap::default();
        for (line, row) in files.rows::<Row>("offices.csv")? {
            let error = |message: String| files.get("offices.csv").error(line, message);
            let day = |cell: &str| {
                days(cell).ok_or_else(|| error(format!("`{cell}` is no year, month or day: 2014, 2014-12, 2014-12-01")))
            };
            let from = *day(&row.from)?.start();
            let until = if row.until.is_empty() { NaiveDate::MAX } else { *day(&row.until)?.end() };
            if until < from {
                return Err(error(format!("the office ends in {} and begins in {}", row.until, row.from)));
            }
            let office = Office { sector: non_empty(&row.sector), country: non_empty(&row.country), days: from..=until };
            by_actor.entry(row.actor.as_str().into()).or_default().push(office);
        }
        Ok(Self { by_actor })
    }

    /// The office that the actor of an id held on a day; the first of several.
    #[must_use]
    pub fn held(&self, actor: &str, day: NaiveDate) -> Option<&Office> {
        self.by_actor.get(actor)?.iter().find(|office| office.days.contains(&day))
    }
}

/// The days of a year, a month or a day.
fn days(cell: &str) -> Option<RangeInclusive<NaiveDate>> {
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = cell.split('-').collect();
    let well_formed = parts.iter().enumerate().all(|(at, part)| digits(part, if at == 0 { 4 } else { 2 }));
    let number = |at: usize| parts.get(at).map_or(Some(1), |part| part.parse::<u32>().ok());
    let year = parts[0].parse().ok().filter(|_| well_formed)?;
    let first = NaiveDate::from_ymd_opt(year, number(1)?, number(2)?)?;
    let next = match parts.len() {
        1 => first.checked_add_months(Months::new(12)),
        2 => first.checked_add_months(Months::new(1)),
        3 => first.checked_add_days(Days::new(1)),
        _ => None,
    };
    Some(first..=next?.pred_opt()?)
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::days;
    use crate::Lexicons;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    #[test]
    fn a_year_a_month_and_a_day_are_days() {
        for (cell, first, last) in [
            ("2014", "2014-01-01", "2014-12-31"),
            ("2016-02", "2016-02-01", "2016-02-29"),
            ("2014-12", "2014-12-01", "2014-12-31"),
            ("2014-12-01", "2014-12-01", "2014-12-01"),
        ] {
            assert_eq!(days(cell), Some(day(first)..=day(last)), "{cell}");
        }
        for cell in ["", "14", "2014-13", "2014-02-30", "2014-2", "2014-12-01-01", "12/2014", "²014", "+014"] {
            assert_eq!(days(cell), None, "{cell}");
        }
    }

    #[test]
    fn an_actor_has_the_office_of_the_day() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let held = |actor: &str, on: &str| {
            let office = lexicons.offices.held(actor, day(on))?;
            Some((office.sector.as_deref().unwrap_or("-").to_owned(), office.country.as_deref().unwrap_or("-").to_owned()))
        };
        let of = |sector: &str, country: &str| Some((sector.to_owned(), country.to_owned()));
        assert_eq!(held("mark-rutte", "2022-03-01"), of("GOV", "NLD"));
        assert_eq!(held("mark-rutte", "2024-07-02"), of("GOV", "NLD"));
        assert_eq!(held("mark-rutte", "2025-06-25"), None);
        assert_eq!(held("donald-tusk", "2016-06-24"), of("IGO", "-"));
        assert_eq!(held("mike-pompeo", "2017-10-01"), of("SPY", "USA"));
        assert_eq!(held("jens-stoltenberg", "2026-01-01"), of("GOV", "NOR"));
        assert_eq!(held("nobody", "2024-01-01"), None);
    }
}
