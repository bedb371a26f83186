//! Time expressions: dates, months, years, decades, centuries, weekdays, deictic expressions.

use std::ops::Range;

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use unspool_lexicon::{CalendarWord, CueRole, DeicticUnit, Lexicons, Sense, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{Anchor, DateMention};

use crate::view::{Kind, View};

/// A time expression before it becomes a row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundDate {
    pub span: Range<usize>,
    pub edtf: Option<String>,
    /// First and last day.
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub anchor: Option<Anchor>,
}

/// Every time expression, in text order.
pub(crate) fn find(view: &View<'_>, created_at: Option<DateTime<Utc>>, lexicons: &Lexicons) -> Vec<FoundDate> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < view.tokens.len() {
        if view.tokens[at].masked || view.tokens[at].kind == Kind::Break {
            at += 1;
            continue;
        }
        let reader = Reader { view, lexicons };
        match reader.at(at, created_at) {
            Some(date) => {
                at = view.token_at(date.span.end).max(at + 1);
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

struct Reader<'v, 't> {
    view: &'v View<'t>,
    lexicons: &'v Lexicons,
}

/// Years that a bare number may be.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;

impl Reader<'_, '_> {
    fn at(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<FoundDate> {
        match self.view.tokens[at].kind {
            Kind::Number => self
                .numeric(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.decade(at))
                .or_else(|| self.century(at))
                .or_else(|| self.years(at))
                .or_else(|| self.year(at)),
            Kind::Word => self.month_first(at).or_else(|| self.deictic(at, created_at)),
            _ => None,
        }
    }

    fn word(&self, index: usize) -> Option<CalendarWord> {
        let (token, text) = self.view.token(index)?;
        (token.kind == Kind::Word).then(|| self.lexicons.calendar.words.get(text).copied()).flatten()
    }

    fn month(&self, index: usize) -> Option<u32> {
        let capital =
            self.view.token(index).is_some_and(|(_, text)| text.starts_with(|c: char| c.is_uppercase() || !c.is_ascii()));
        match self.word(index)? {
            CalendarWord::Month(month) if capital => Some(month),
            _ => None,
        }
    }

    fn text(&self, index: usize) -> &str {
        self.view.token(index).map_or("", |(_, text)| text)
    }

    fn number(&self, index: usize, digits: Range<usize>) -> Option<i32> {
        let (token, text) = self.view.token(index)?;
        let whole = token.kind == Kind::Number && digits.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        whole.then(|| text.parse().ok()).flatten()
    }

    /// A four-digit year that nothing is glued to.
    fn year_number(&self, index: usize) -> Option<i32> {
        self.number(index, 4..5).filter(|year| YEARS.contains(year)).filter(|_| !self.part_of_word(index))
    }

    fn part_of_word(&self, index: usize) -> bool {
        let before = index
            .checked_sub(1)
            .is_some_and(|before| self.view.glued(before, index) && self.view.tokens[before].kind == Kind::Word);
        let behind =
            self.view.tokens.get(index + 1).is_some_and(|token| self.view.glued(index, index + 1) && token.kind == Kind::Word);
        before || behind
    }

    fn day(&self, index: usize) -> Option<(u32, usize)> {
        let day = self.number(index, 1..3).filter(|day| (1..=31).contains(day))?;
        let ordinal = self.view.glued(index, index + 1) && matches!(self.text(index + 1), "st" | "nd" | "rd" | "th");
        let next = index + 1 + usize::from(ordinal);
        let clean = !self.view.glued(next - 1, next)
            || !matches!(self.view.tokens.get(next).map(|token| token.kind), Some(Kind::Word | Kind::Number));
        clean.then(|| (day.unsigned_abs(), next))
    }

    fn span(&self, first: usize, next: usize) -> Range<usize> {
        self.view.tokens[first].start..self.view.tokens[next - 1].end
    }

    /// `2022-02-24`, `24.02.2022`, `24/02/2022`.
    fn numeric(&self, at: usize) -> Option<FoundDate> {
        let (token, text) = self.view.token(at)?;
        if text.len() == 10 && text.bytes().filter(|&byte| byte == b'.').count() == 2 {
            let date = NaiveDate::parse_from_str(text, "%d.%m.%Y").ok()?;
            return Some(exact(token.start..token.end, date));
        }
        let sign = self.text(at + 1);
        let glued = (at..at + 4).all(|index| self.view.glued(index, index + 1));
        if !glued || !matches!(sign, "-" | "/") || self.text(at + 3) != sign {
            return None;
        }
        if let Some(year) = self.year_number(at).filter(|_| sign == "-") {
            let month = self.number(at + 2, 2..3)?;
            let day = self.number(at + 4, 2..3)?;
            return Some(exact(
                self.span(at, at + 5),
                NaiveDate::from_ymd_opt(year, month.try_into().ok()?, day.try_into().ok()?)?,
            ));
        }
        let (first, second) = (self.number(at, 1..3)?.unsigned_abs(), self.number(at + 2, 1..3)?.unsigned_abs());
        let year = self.year_number(at + 4)?;
        let span = self.span(at, at + 5);
        match (NaiveDate::from_ymd_opt(year, second, first), NaiveDate::from_ymd_opt(year, first, second)) {
            (Some(date), None) | (None, Some(date)) => Some(exact(span, date)),
            (Some(a), Some(b)) if a == b => Some(exact(span, a)),
            // `03/04/2024`: the text does not say which is the day, only the year is sure.
            (Some(_), Some(_)) => Some(FoundDate { span, edtf: None, days: year_days(year, year), anchor: Some(Anchor::Text) }),
            (None, None) => None,
        }
    }

    /// `24 February 2022`, `24 February`, `24 февраля 2022 года`, `24th of February`.
    fn day_month(&self, at: usize) -> Option<FoundDate> {
        let (day, mut next) = self.day(at)?;
        if self.text(next) == "of" {
            next += 1;
        }
        let month = self.month_or_small(next)?;
        Some(self.with_year(at, next + 1, month, day))
    }

    /// Russian and Ukrainian months are written small.
    fn month_or_small(&self, index: usize) -> Option<u32> {
        self.month(index)
    }

    fn with_year(&self, first: usize, mut next: usize, month: u32, day: u32) -> FoundDate {
        let comma = usize::from(matches!(self.text(next), "," | "."));
        if let Some(year) = self.year_number(next + comma) {
            next += comma + 1;
            if matches!(self.text(next), "года" | "году" | "року" | "г") {
                next += 1;
            }
            if let Some(date) = NaiveDate::from_ymd_opt(year, month, day) {
                return exact(self.span(first, next), date);
            }
        }
        FoundDate { span: self.span(first, next), edtf: Some(format!("XXXX-{month:02}-{day:02}")), days: None, anchor: None }
    }

    /// `February 24, 2022`, `Feb. 24`, `February 2022`, `in February`.
    fn month_first(&self, at: usize) -> Option<FoundDate> {
        let month = self.month(at)?;
        let mut next = at + 1;
        let name = self.text(at);
        if self.text(next) == "." && name.len() <= 4 {
            next += 1;
        }
        if let Some((day, behind)) = self.day(next) {
            return Some(self.with_year(at, behind, month, day));
        }
        let comma = usize::from(self.text(next) == ",");
        if let Some(year) = self.year_number(next + comma) {
            let span = self.span(at, next + comma + 1);
            let days = month_days(year, month);
            return Some(FoundDate { span, edtf: Some(format!("{year:04}-{month:02}")), days, anchor: Some(Anchor::Text) });
        }
        // `May` and `March` alone are words; behind a preposition they are months.
        let before = at.checked_sub(1).map(|index| self.text(index).to_lowercase()).unwrap_or_default();
        let placed = matches!(
            before.as_str(),
            "in" | "since"
                | "by"
                | "until"
                | "till"
                | "last"
                | "this"
                | "next"
                | "early"
                | "late"
                | "mid"
                | "during"
                | "from"
                | "of"
                | "through"
                | "before"
                | "after"
        );
        let unmistakable =
            !matches!(name, "May" | "March" | "Mar" | "Jan" | "Jun" | "Sep" | "Dec" | "August") && name.chars().count() > 3;
        (placed || unmistakable).then(|| FoundDate {
            span: self.span(at, at + 1),
            edtf: Some(format!("XXXX-{month:02}")),
            days: None,
            anchor: None,
        })
    }

    /// `1990s`, `the 2010s`.
    fn decade(&self, at: usize) -> Option<FoundDate> {
        let year = self.number(at, 4..5).filter(|year| year % 10 == 0 && (1000..=2090).contains(year))?;
        let apostrophe = usize::from(matches!(self.text(at + 1), "'" | "’") && self.view.glued(at, at + 1));
        let letter = at + 1 + apostrophe;
        if self.text(letter) != "s" || !self.view.glued(letter - 1, letter) {
            return None;
        }
        let span = self.span(at, letter + 1);
        Some(FoundDate {
            span,
            edtf: Some(format!("{}X", year / 10)),
            days: year_days(year, year + 9),
            anchor: Some(Anchor::Text),
        })
    }

    /// `19th century`.
    fn century(&self, at: usize) -> Option<FoundDate> {
        let century = self.number(at, 1..3).filter(|century| (1..=21).contains(century))?;
        let ordinal = self.view.glued(at, at + 1) && matches!(self.text(at + 1), "st" | "nd" | "rd" | "th");
        let mut next = at + 2;
        if self.text(next) == "-" {
            next += 1;
        }
        if !ordinal || !matches!(self.text(next), "century" | "Century") {
            return None;
        }
        let first = (century - 1) * 100;
        let days = year_days(first + 1, first + 100);
        Some(FoundDate {
            span: self.span(at, next + 1),
            edtf: Some(format!("{:02}XX", century - 1)),
            days,
            anchor: Some(Anchor::Text),
        })
    }

    /// `2011-12`, `2014–2018`, `2014/15`. Digits that go on counting are years; `2011-03` is a month.
    fn years(&self, at: usize) -> Option<FoundDate> {
        let from = self.number(at, 4..5).filter(|year| YEARS.contains(year))?;
        let glued = self.view.glued(at, at + 1) && self.view.glued(at + 1, at + 2);
        let joined = glued && matches!(self.text(at + 1), "-" | "–" | "/" | "‑");
        if !joined
            || self.part_of_word(at)
            || self.part_of_word(at + 2)
            || self.view.glued(at + 2, at + 3) && matches!(self.text(at + 3), "-" | "/")
        {
            return None;
        }
        let span = self.span(at, at + 3);
        if let Some(to) = self.year_number(at + 2).filter(|&to| to > from) {
            return Some(FoundDate {
                span,
                edtf: Some(format!("{from}/{to}")),
                days: year_days(from, to),
                anchor: Some(Anchor::Text),
            });
        }
        let short = self.number(at + 2, 2..3)?;
        let to = from / 100 * 100 + short;
        if to > from {
            return Some(FoundDate {
                span,
                edtf: Some(format!("{from}/{to}")),
                days: year_days(from, to),
                anchor: Some(Anchor::Text),
            });
        }
        let month = u32::try_from(short).ok()?;
        let days = month_days(from, month)?;
        Some(FoundDate { span, edtf: Some(format!("{from}-{month:02}")), days: Some(days), anchor: Some(Anchor::Text) })
    }

    /// A bare year: a number of four digits that no word beside it makes a count.
    fn year(&self, at: usize) -> Option<FoundDate> {
        let year = self.year_number(at)?;
        let figures = &self.lexicons.figures;
        let start = self.view.tokens[at].start;
        let end = self.view.tokens[at].end;
        let (head, tail) = (&self.view.text[..start], &self.view.text[end..]);
        let glued_sign = head.ends_with(['-', '/', '.', ':', '$', '€', '£', '#', '№', '+', '~', '<', '>', '°'])
            || tail.starts_with(['%', '/', ':', '+', '°']);
        let behind = tail.trim_start_matches([' ', '-']);
        let counted = figures.after.starts(behind).is_some() || self.agent_follows(end) || self.numeral_follows(at + 1);
        let modified = matches!(figures.cues_before.ends(head.trim_end_matches(' ')), Some((_, CueRole::Modifier(_))))
            && !self.dated_preposition(at);
        let year_word = matches!(self.text(at + 1), "год" | "года" | "году" | "року" | "рік");
        if !year_word && (glued_sign || counted || modified) {
            return None;
        }
        let span = self.span(at, at + 1 + usize::from(year_word));
        Some(FoundDate { span, edtf: Some(format!("{year:04}")), days: year_days(year, year), anchor: Some(Anchor::Text) })
    }

    /// `around 2014`, `before 2020`: prepositions of time that are also modifiers of figures.
    fn dated_preposition(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|index| self.text(index).to_lowercase()).unwrap_or_default();
        matches!(before.as_str(), "around" | "circa" | "до" | "about")
    }

    /// `1956 troops`: an agent noun behind the number makes it a count.
    fn agent_follows(&self, end: usize) -> bool {
        let Some(rest) = self.view.text[end..].strip_prefix(' ') else { return false };
        let word = rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let names = &self.lexicons.names;
        names
            .hits(word, &unspool_lexicon::fold(word))
            .iter()
            .any(|&hit| hit.end == word.len() && names.senses(hit).any(|sense| matches!(sense, Sense::Agent(_))))
            && (word.ends_with('s') || self.lexicons.figures.is(word, WordClass::Plural))
    }

    fn numeral_follows(&self, index: usize) -> bool {
        self.view
            .token(index)
            .is_some_and(|(token, text)| token.kind == Kind::Word && self.lexicons.figures.numeral(text).is_some())
    }

    /// `yesterday`, `last year`, `on Monday`.
    fn deictic(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<FoundDate> {
        let start = self.view.tokens[at].start;
        let (length, &word) = self.lexicons.calendar.words.starts(&self.view.text[start..])?;
        let span = start..start + length;
        match word {
            CalendarWord::Deictic(unit, offset) => {
                let days = created_at.and_then(|time| deictic_days(time.date_naive(), unit, offset));
                let edtf = days.map(|(first, last)| match unit {
                    DeicticUnit::Day => first.to_string(),
                    DeicticUnit::Week => format!("{first}/{last}"),
                    DeicticUnit::Month => format!("{:04}-{:02}", first.year(), first.month()),
                    DeicticUnit::Year => format!("{:04}", first.year()),
                });
                Some(FoundDate { span, edtf, anchor: days.map(|_| Anchor::CreatedAt), days })
            }
            CalendarWord::Weekday(_) => {
                let capital = self.view.text[span.clone()].starts_with(char::is_uppercase);
                capital.then_some(FoundDate { span, edtf: None, days: None, anchor: None })
            }
            _ => None,
        }
    }
}

fn exact(span: Range<usize>, date: NaiveDate) -> FoundDate {
    FoundDate { span, edtf: Some(date.to_string()), days: Some((date, date)), anchor: Some(Anchor::Text) }
}

fn year_days(from: i32, to: i32) -> Option<(NaiveDate, NaiveDate)> {
    Some((NaiveDate::from_ymd_opt(from, 1, 1)?, NaiveDate::from_ymd_opt(to, 12, 31)?))
}

fn month_days(year: i32, month: u32) -> Option<(NaiveDate, NaiveDate)> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

fn deictic_days(today: NaiveDate, unit: DeicticUnit, offset: i32) -> Option<(NaiveDate, NaiveDate)> {
    match unit {
        DeicticUnit::Day => {
            let day = shift_days(today, i64::from(offset))?;
            Some((day, day))
        }
        DeicticUnit::Week => {
            let monday = shift_days(today, i64::from(offset) * 7 - i64::from(today.weekday().num_days_from_monday()))?;
            Some((monday, monday.checked_add_days(Days::new(6))?))
        }
        DeicticUnit::Month => {
            let month = if offset < 0 {
                today.checked_sub_months(Months::new(offset.unsigned_abs()))?
            } else {
                today.checked_add_months(Months::new(offset.unsigned_abs()))?
            };
            month_days(month.year(), month.month())
        }
        DeicticUnit::Year => year_days(today.year() + offset, today.year() + offset),
    }
}

fn shift_days(day: NaiveDate, offset: i64) -> Option<NaiveDate> {
    let days = Days::new(offset.unsigned_abs());
    if offset < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

/// The rows of `dates`.
pub(crate) fn rows(view: &View<'_>, found: Vec<FoundDate>) -> Vec<DateMention> {
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|date| {
            let at = view.locate(&mut index, date.span);
            DateMention {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface,
                edtf: date.edtf,
                start_date: date.days.map(|(first, _)| first),
                end_date: date.days.map(|(_, last)| last),
                anchor: date.anchor,
            }
        })
        .collect()
}
