//! Header lines: `Dec 6, 2024 • 12 tweets • 4 min read • Read on X`, `A. Name Profile picture`,
//! `@handle`. They are furniture that carries facts.

use chrono::NaiveDate;

/// What a header line says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Header {
    /// The author's display name.
    pub name: Option<String>,
    /// The author's handle, without `@`.
    pub handle: Option<String>,
    /// The date, where it has a year.
    pub date: Option<NaiveDate>,
    /// A date stands there, with or without a year.
    pub dated: bool,
    /// The number of posts.
    pub count: Option<u32>,
    /// The line holds page words (`tweets`, `min read`, `Read on X`, `Profile picture`) and
    /// therefore is a header wherever it stands; a date or a handle alone could be a post's.
    pub certain: bool,
}

const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// Reads `line` as a header; `None` if anything in it is not part of one.
pub(super) fn parse(line: &str) -> Option<Header> {
    let mut header = Header::default();
    let line = line.trim();
    let mut rest = line;
    if let Some((name, after)) = line.split_once("Profile picture") {
        let name = name.trim();
        header.name = (!name.is_empty() && !name.starts_with('@')).then(|| name.to_owned());
        header.certain = true;
        rest = after;
    }
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '•' | '·' | '|' | ',' | '–' | '—'));
        if rest.is_empty() {
            break;
        }
        rest = atom(rest, &mut header)?;
    }
    let said = header.certain || header.dated || header.handle.is_some();
    said.then_some(header)
}

/// Reads one piece of a header and gives what is left.
fn atom<'l>(rest: &'l str, header: &mut Header) -> Option<&'l str> {
    for words in ["Read on X", "Read on Twitter", "Read on x", "Read on twitter"] {
        if let Some(after) = rest.strip_prefix(words) {
            header.certain = true;
            return Some(after);
        }
    }
    if let Some(after) = rest.strip_prefix('@') {
        let end = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
        let handle = &after[..end];
        let whole = after[end..].chars().next().is_none_or(|c| c.is_whitespace() || matches!(c, '•' | '·' | '|'));
        if !(1..=15).contains(&handle.len()) || !whole || header.handle.is_some() {
            return None;
        }
        header.handle = Some(handle.to_owned());
        return Some(&after[end..]);
    }
    if let Some((number, after)) = leading_number(rest) {
        let unit = after.trim_start();
        for words in ["tweets", "tweet", "posts", "post"] {
            if let Some(after) = unit.strip_prefix(words).filter(|after| !after.starts_with(char::is_alphabetic)) {
                header.count = Some(number);
                header.certain = true;
                return Some(after);
            }
        }
        if let Some(after) = unit.strip_prefix("min read") {
            header.certain = true;
            return Some(after);
        }
    }
    let (date, after) = date(rest)?;
    header.dated = true;
    header.date = header.date.or(date);
    Some(after)
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    Some((text[..digits].parse().ok()?, &text[digits..]))
}

/// `Dec 6, 2024`, `Dec 6th 2024`, `6 Dec 2024`, `6 Dec`, `December 6`: the date (if it has a year)
/// and what follows it.
fn date(text: &str) -> Option<(Option<NaiveDate>, &str)> {
    let (month, day, rest) = if let Some((month, rest)) = month(text) {
        let (day, rest) = day(rest.trim_start())?;
        (month, day, rest)
    } else {
        let (day, rest) = day(text)?;
        let (month, rest) = month(rest.trim_start())?;
        (month, day, rest)
    };
    let behind = rest.trim_start_matches([',', ' ']);
    let year = leading_number(behind).filter(|&(year, after)| (1990..2200).contains(&year) && behind.len() - after.len() == 4);
    match year {
        Some((year, after)) => {
            let year = i32::try_from(year).ok()?;
            Some((Some(NaiveDate::from_ymd_opt(year, month, day)?), after))
        }
        // A leap year, so that every day of a month without a year is one.
        None => NaiveDate::from_ymd_opt(2024, month, day).map(|_| (None, rest)),
    }
}

fn month(text: &str) -> Option<(u32, &str)> {
    let letters = text.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(text.len());
    let word = text[..letters].to_ascii_lowercase();
    let index = MONTHS.iter().position(|month| word.starts_with(month))?;
    let full = chrono::Month::try_from(u8::try_from(index + 1).ok()?).ok()?.name().to_ascii_lowercase();
    let known = word.len() == 3 || word == "sept" || word == full;
    known.then(|| (u32::try_from(index + 1).unwrap_or(1), text[letters..].trim_start_matches('.')))
}

fn day(text: &str) -> Option<(u32, &str)> {
    let (day, rest) = leading_number(text)?;
    if !(1..=31).contains(&day) {
        return None;
    }
    let rest = ["st", "nd", "rd", "th"].iter().find_map(|suffix| rest.strip_prefix(suffix)).unwrap_or(rest);
    rest.chars().next().is_none_or(|c| !c.is_alphanumeric()).then_some((day, rest))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::{Header, parse};

    #[test]
    fn a_header_carries_date_count_and_reading_time() {
        let date = NaiveDate::from_ymd_opt(2024, 12, 6);
        let wanted = Header { date, dated: true, count: Some(12), certain: true, ..Header::default() };
        for line in [
            "Dec 6, 2024 12 tweets 4 min read Read on X",
            "Dec 6, 2024 • 12 tweets • 4 min read • Read on X",
            "6 Dec 2024 · 12 posts",
        ] {
            assert_eq!(parse(line), Some(wanted.clone()), "{line}");
        }
    }

    #[test]
    fn names_and_handles() {
        let header = parse("A. N. Analyst Profile picture").expect("a header");
        assert_eq!((header.name.as_deref(), header.certain), (Some("A. N. Analyst"), true));
        let header = parse("@some_one").expect("a header");
        assert_eq!((header.handle.as_deref(), header.certain), (Some("some_one"), false));
    }

    #[test]
    fn a_date_without_a_year_stays_without() {
        let header = parse("6 Dec").expect("a header");
        assert_eq!((header.dated, header.date), (true, None));
    }

    #[test]
    fn prose_is_no_header() {
        for line in ["Dec 6 was the day", "12 tweets later he resigned", "Read on", "@someone is right", "May 1945", ""] {
            assert_eq!(parse(line), None, "{line}");
        }
    }
}
