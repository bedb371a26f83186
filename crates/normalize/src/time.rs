//! Times of publication, in the notations that dumps use.

use chrono::{DateTime, NaiveDate, NaiveDateTime, Utc};

/// Notations with a zone.
const ZONED: [&str; 3] = ["%a %b %d %H:%M:%S %z %Y", "%Y-%m-%d %H:%M:%S%.f%:z", "%Y-%m-%d %H:%M:%S%.f %z"];
/// Notations without one; taken as UTC, which the platforms' own exports use.
const NAIVE: [&str; 5] =
    ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M:%S%.f UTC"];

/// The time that `raw` gives; `None` where it cannot be read without guessing (`03/04/2024` is not).
pub(crate) fn parse(raw: &str) -> Option<DateTime<Utc>> {
    let raw = raw.trim();
    if let Some(time) = epoch(raw) {
        return Some(time);
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(raw) {
        return Some(time.to_utc());
    }
    if let Some(time) = ZONED.iter().find_map(|format| DateTime::parse_from_str(raw, format).ok()) {
        return Some(time.to_utc());
    }
    if let Some(time) = NAIVE.iter().find_map(|format| NaiveDateTime::parse_from_str(raw, format).ok()) {
        return Some(time.and_utc());
    }
    let date = NaiveDate::parse_from_str(raw, "%Y-%m-%d").ok()?;
    Some(date.and_hms_opt(0, 0, 0)?.and_utc())
}

/// Seconds or milliseconds since 1970. Bounded to 2001..2100, so that other numbers are not times.
fn epoch(raw: &str) -> Option<DateTime<Utc>> {
    let whole = raw.strip_suffix(".0").unwrap_or(raw);
    if !whole.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    match whole.len() {
        10 if number < 4_102_444_800 => DateTime::from_timestamp(number, 0),
        13 if number < 4_102_444_800_000 => DateTime::from_timestamp_millis(number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn every_notation_of_the_same_moment() {
        let raws = [
            "2022-02-24T03:45:00Z",
            "2022-02-24T05:45:00+02:00",
            "2022-02-24 03:45:00",
            "2022-02-24 03:45",
            "Thu Feb 24 03:45:00 +0000 2022",
            "1645674300",
            "1645674300000",
            "2022-02-24T03:45:00.000Z",
            "1645674300.0",
        ];
        for raw in raws {
            assert_eq!(parse(raw).map(|time| time.to_rfc3339()).as_deref(), Some("2022-02-24T03:45:00+00:00"), "{raw}");
        }
    }

    #[test]
    fn what_cannot_be_read_without_guessing_is_null() {
        for raw in ["03/04/2024", "yesterday", "12345", "", "2022-13-01"] {
            assert_eq!(parse(raw), None, "{raw}");
        }
    }
}
