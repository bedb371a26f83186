//! Time expressions: dates, months, years, spans, decades, centuries, seasons, weekdays, deictic
//! expressions.
//!
//! At every token the forms are tried in turn: expressions that point from the day of publication
//! ([`deictic`]), spans ([`spans`]), calendar dates ([`forms`]). `early` and its like in front of a
//! date make it approximate.

mod deictic;
mod forms;
mod reader;
mod shape;
mod spans;

use std::ops::Range;

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use unspool_lexicon::{CalendarWord, DeicticUnit, Lexicons, WordClass};
use unspool_model::count::CharIndex;
use unspool_model::{Anchor, DateMention};

use crate::view::{Kind, View};
use deictic::Pointed;
use reader::Reader;
use shape::Shape;

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
    let reader = Reader { view, lexicons };
    let ago = deictic::AGO.iter().any(|ago| view.folded.contains(ago));
    let mut found: Vec<FoundDate> = Vec::new();
    // The last day that the text itself names.
    let mut anchor = None;
    let mut at = 0;
    while at < view.tokens.len() {
        if view.tokens[at].masked || view.tokens[at].kind == Kind::Break {
            at += 1;
            continue;
        }
        let date = ago.then(|| reader.ago(at, created_at)).flatten().map(|pointed| reader.found(at, pointed));
        let date =
            date.or_else(|| anchor.and_then(|day| reader.anchored(at, day)).map(|pointed| reader.anchored_found(at, pointed)));
        match date.or_else(|| reader.at(at, created_at)) {
            Some((date, next)) => {
                at = next.max(at + 1);
                if let (Some((first, last)), Some(Anchor::Text)) = (date.days, date.anchor)
                    && first == last
                {
                    anchor = Some(first);
                }
                found.push(date);
            }
            None => at += 1,
        }
    }
    found
}

impl Reader<'_, '_> {
    /// The expression at token `at`, and the token behind it.
    fn at(&self, at: usize, created_at: Option<DateTime<Utc>>) -> Option<(FoundDate, usize)> {
        match self.view.tokens[at].kind {
            Kind::Number => {}
            Kind::Mark if matches!(self.text(at), "'" | "’" | "‘") => {}
            Kind::Word if self.opens_date(at) => {}
            _ => return None,
        }
        if let Some(found) = self.approximate(at) {
            return Some(found);
        }
        if let Some((start, end, next)) = self.time_span(at) {
            let days = start.days().zip(end.days()).map(|(start, end)| (start.0, end.1));
            let edtf = if start == end { start.edtf() } else { format!("{}/{}", start.edtf(), end.edtf()) };
            return Some((self.dated(at, next, edtf, days), next));
        }
        if let Some((shape, next)) = self.calendar_date(at) {
            return self.of_pointed_year(at, next, shape, created_at).or_else(|| Some((self.named(at, next, shape), next)));
        }
        let pointed = self.deictic(at, created_at)?;
        // `Monday, 5 May 2024` is one expression, `last winter, 5 May` are two.
        let comma = pointed.next + usize::from(self.text(pointed.next) == ",");
        let season = matches!(self.word(pointed.next - 1), Some(CalendarWord::Season(_)));
        let joins = !season && self.view.tokens.len() > comma;
        if let Some((shape @ Shape::Day { .. }, next)) = self.calendar_date(comma).filter(|_| joins) {
            return Some((self.named(at, next, shape), next));
        }
        Some(self.found(at, pointed))
    }

    /// `June 14 last year`, `June of this year`: a date whose year is pointed at from the day of publication.
    fn of_pointed_year(
        &self,
        at: usize,
        next: usize,
        shape: Shape,
        created_at: Option<DateTime<Utc>>,
    ) -> Option<(FoundDate, usize)> {
        let yearless = matches!(shape, Shape::Day { year: None, .. } | Shape::Month { year: None, .. });
        let of = next + usize::from(self.text(next) == "of");
        let year = self.view.tokens.get(of).filter(|_| yearless && self.view.spaced(next - 1, next))?;
        let (length, word) = self.lexicons.calendar.words.starts(&self.view.text[year.start..])?;
        let CalendarWord::Deictic(DeicticUnit::Year, offset) = *word else { return None };
        let shape = shape.with_year(created_at.map(|time| time.date_naive().year() + offset));
        let (days, next) = (shape.days(), self.view.token_at(year.start + length));
        let anchor = days.map(|_| Anchor::CreatedAt);
        Some((FoundDate { span: self.span(at, next), edtf: Some(shape.edtf()), days, anchor }, next))
    }

    /// Whether a word can begin a time expression.
    fn opens_date(&self, at: usize) -> bool {
        let word = self.view.folded_token(at);
        let short = word.len() <= 6 && self.view.token_text(at).starts_with(['Q', 'F', 'H']);
        let calendar = &self.lexicons.calendar;
        calendar.opens(word)
            || short
            || calendar.parts.of(self.view.token_text(at), word).is_some()
            || matches!(word, "fiscal" | "financial")
    }

    /// `mid-2014`, `early 2022`, `late September 2023`, `the late 1980s`.
    fn approximate(&self, at: usize) -> Option<(FoundDate, usize)> {
        let token = self.view.tokens[at];
        let (length, word) = self.lexicons.calendar.words.starts(&self.view.text[token.start..])?;
        if *word != CalendarWord::Part {
            return None;
        }
        let mut next = self.view.token_at(token.start + length);
        next += usize::from(self.dash(next));
        let year = || self.year(next).map(|year| (Shape::Year(year), next + 1));
        // `в конце июля`
        let month = || self.month(next).map(|month| (Shape::Month { year: None, month }, next + 1));
        let (shape, end) = self.calendar_date(next).or_else(year).or_else(month)?;
        let edtf = match shape {
            Shape::Decade(_) | Shape::Century(_) | Shape::Months { .. } => shape.edtf(),
            _ => format!("{}~", shape.edtf()),
        };
        Some((self.dated(at, end, edtf, shape.days()), end))
    }

    /// A calendar date; `around 2014` is approximate, `(2014?)` uncertain.
    fn named(&self, at: usize, next: usize, shape: Shape) -> FoundDate {
        let plain = matches!(shape, Shape::Day { .. } | Shape::Month { .. } | Shape::Year(_));
        let about = self.lexicons.figures.is(self.before(at), WordClass::Around);
        let unsure = self.text(next) == "?" && self.text(next + 1) == ")";
        let sign = match (plain, about, unsure) {
            (true, true, _) => "~",
            (true, _, true) => "?",
            _ => "",
        };
        self.dated(at, next, format!("{}{sign}", shape.edtf()), shape.days())
    }

    fn dated(&self, at: usize, next: usize, edtf: String, days: Option<(NaiveDate, NaiveDate)>) -> FoundDate {
        FoundDate { span: self.span(at, next), edtf: Some(edtf), days, anchor: days.map(|_| Anchor::Text) }
    }

    fn anchored_found(&self, at: usize, pointed: Pointed) -> (FoundDate, usize) {
        let (found, next) = self.found(at, pointed);
        (FoundDate { anchor: Some(Anchor::Text), ..found }, next)
    }

    fn found(&self, at: usize, pointed: Pointed) -> (FoundDate, usize) {
        let span = self.span(at, pointed.next);
        let anchor = pointed.days.map(|_| Anchor::CreatedAt);
        (FoundDate { span, edtf: pointed.edtf, days: pointed.days, anchor }, pointed.next)
    }
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
                surface: at.surface.to_owned(),
                edtf: date.edtf,
                start_date: date.days.map(|(first, _)| first),
                end_date: date.days.map(|(_, last)| last),
                anchor: date.anchor,
            }
        })
        .collect()
}
