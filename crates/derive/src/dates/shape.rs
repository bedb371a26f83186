//! What a time expression names, as EDTF and as days.

use chrono::{Datelike, Days, Months, NaiveDate};

/// A date at some precision; parts that the text leaves out are `None`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Day {
        year: Option<i32>,
        month: u32,
        day: u32,
    },
    Month {
        year: Option<i32>,
        month: u32,
    },
    /// EDTF season: 21 (spring) to 24 (winter).
    Season {
        year: i32,
        season: u32,
    },
    /// Months of one year, as a quarter or half of it: the first, and how many.
    Months {
        year: i32,
        first: u32,
        count: u32,
    },
    Year(i32),
    /// First year.
    Decade(i32),
    /// Hundreds of its years: 18 for the 19th.
    Century(i32),
}

impl Shape {
    /// The same date with a year, where it has none.
    pub fn with_year(self, filled: Option<i32>) -> Self {
        match self {
            Self::Day { year, month, day } => Self::Day { year: year.or(filled), month, day },
            Self::Month { year, month } => Self::Month { year: year.or(filled), month },
            other => other,
        }
    }

    pub fn year(self) -> Option<i32> {
        match self {
            Self::Day { year, .. } | Self::Month { year, .. } => year,
            Self::Season { year, .. } | Self::Months { year, .. } | Self::Year(year) => Some(year),
            Self::Decade(_) | Self::Century(_) => None,
        }
    }

    /// Whether two dates can be the ends of a span: they are of one precision.
    pub fn pairs_with(self, other: Self) -> bool {
        std::mem::discriminant(&self) == std::mem::discriminant(&other)
    }

    /// EDTF level 1. A quarter or half has no sign of its own there and is an interval of months.
    pub fn edtf(self) -> String {
        let year4 = |year: Option<i32>| year.map_or("XXXX".to_owned(), |year| format!("{year:04}"));
        match self {
            Self::Day { year, month, day } => format!("{}-{month:02}-{day:02}", year4(year)),
            Self::Month { year, month } => format!("{}-{month:02}", year4(year)),
            Self::Season { year, season } => format!("{year:04}-{season}"),
            Self::Months { year, first, count } => format!("{year:04}-{first:02}/{year:04}-{:02}", first + count - 1),
            Self::Year(year) => format!("{year:04}"),
            Self::Decade(year) => format!("{:03}X", year / 10),
            Self::Century(hundreds) => format!("{hundreds:02}XX"),
        }
    }

    /// First and last day, where the year is known and the day exists.
    pub fn days(self) -> Option<(NaiveDate, NaiveDate)> {
        match self {
            Self::Day { year, month, day } => NaiveDate::from_ymd_opt(year?, month, day).map(|date| (date, date)),
            Self::Month { year, month } => months(year?, month, 1),
            Self::Season { year, season: 24 } => months(year, 12, 3),
            Self::Season { year, season } => months(year, (season - 20) * 3, 3),
            Self::Months { year, first, count } => months(year, first, count),
            Self::Year(year) => years(year, year),
            Self::Decade(year) => years(year, year + 9),
            Self::Century(hundreds) => years(hundreds * 100, hundreds * 100 + 99),
        }
    }

    /// Whether a day of it exists in some year.
    pub fn exists(self) -> bool {
        match self {
            Self::Day { year, month, day } => NaiveDate::from_ymd_opt(year.unwrap_or(2024), month, day).is_some(),
            Self::Month { month, .. } => (1..=12).contains(&month),
            _ => true,
        }
    }
}

pub(super) fn years(from: i32, to: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(from, 1, 1)?, NaiveDate::from_ymd_opt(to, 12, 31)?))
}

/// `count` months from the first day of `month`.
pub(super) fn months(year: i32, month: u32, count: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(count))?.pred_opt()?))
}

/// `offset` days from `day`.
pub(super) fn shift(day: NaiveDate, offset: i64) -> Option<NaiveDate> {
    let days = Days::new(offset.unsigned_abs());
    if offset < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

/// `offset` months from the month of `day`.
pub(super) fn shift_months(day: NaiveDate, offset: i32) -> Option<Shape> {
    let months = Months::new(offset.unsigned_abs());
    let month = if offset < 0 { day.checked_sub_months(months)? } else { day.checked_add_months(months)? };
    Some(Shape::Month { year: Some(month.year()), month: month.month() })
}
