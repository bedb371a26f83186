//! Spans of time: `24-26 February 2022`, `May 3-7`, `from March to May 2022`, `2011-12`.

use unspool_lexicon::WordClass;

use super::reader::Reader;
use super::shape::Shape;
use crate::view::Kind;

/// A span: both ends, and the token behind.
pub(super) type Ends = (Shape, Shape, usize);

impl Reader<'_, '_> {
    /// The span that begins at token `at`.
    pub fn time_span(&self, at: usize) -> Option<Ends> {
        self.days_of_month(at)
            .or_else(|| self.month_with_days(at))
            .or_else(|| self.short_years(at))
            .or_else(|| self.two_short_years(at))
            .or_else(|| self.old_years(at))
            .or_else(|| self.two_dates(at))
    }

    /// `24-26 February 2022`, `3 to 7 May`, `24 and 25 May`.
    fn days_of_month(&self, at: usize) -> Option<Ends> {
        let (first, joint) = self.day(at)?;
        let word = self.small(joint);
        // `в ночь с 20 на 21 августа`
        let night = word == "на" && self.lexicons.figures.is(self.before(at), WordClass::RangeFront);
        let figures = &self.lexicons.figures;
        let joined = [WordClass::RangeJoint, WordClass::Conjunction].into_iter().any(|class| figures.is(word, class));
        if !self.dash(joint) && !night && !joined {
            return None;
        }
        let (last, mut next) = self.day(joint + 1)?;
        next += usize::from(self.small(next) == "of");
        let month = self.month_by_day(next)?;
        if first >= last {
            return None;
        }
        let (end, next) = self.year_behind(Shape::Day { year: None, month, day: last }, next + 1);
        let start = Shape::Day { year: end.year(), month, day: first };
        (start.exists() && end.exists()).then_some((start, end, next))
    }

    /// `May 3-7, 2022`, `February 24 to 26`.
    fn month_with_days(&self, at: usize) -> Option<Ends> {
        let month = self.month_by_day(at)?;
        let point = usize::from(self.text(at + 1) == "." && self.text(at).len() <= 4);
        let (first, joint) = self.day(at + 1 + point)?;
        let word = self.small(joint);
        if !(self.dash(joint) || word == "and" || self.lexicons.figures.is(word, WordClass::RangeJoint)) {
            return None;
        }
        let (last, next) = self.day(joint + 1).filter(|&(last, _)| last > first)?;
        let spelled = word == "and" || word == "to" && self.before(at) != "from";
        // `May 3 and 12 soldiers`: the second number must not count something.
        if spelled && self.month(next).is_some() {
            return None;
        }
        let ends_date = self.view.token(next).is_none_or(|(_, text)| {
            matches!(text, "," | "." | ")" | ";" | ":" | "“" | "\"" | "«" | "–" | "—")
                || self.year(next).is_some()
                || text.starts_with(|c: char| c.is_lowercase()) && !spelled
        });
        if !ends_date {
            return None;
        }
        let (end, next) = self.year_behind(Shape::Day { year: None, month, day: last }, next);
        Some((Shape::Day { year: end.year(), month, day: first }, end, next))
    }

    /// `2011-12`, `2014/15`. Digits that go on counting are years; `2011-03` is a month, given as both ends.
    fn short_years(&self, at: usize) -> Option<Ends> {
        let from = self.number(at, 4..5).filter(|year| (1500..2100).contains(year))?;
        let glued = self.view.glued(at, at + 1) && self.view.glued(at + 1, at + 2);
        let joined = glued && (self.dash(at + 1) || self.text(at + 1) == "/");
        // `2011-12-05`, but not `2022/23.` at the end of a sentence.
        let digits =
            self.view.glued(at + 3, at + 4) && self.view.tokens.get(at + 4).is_some_and(|token| token.kind == Kind::Number);
        let more =
            self.view.glued(at + 2, at + 3) && (matches!(self.text(at + 3), "-" | "/") || self.text(at + 3) == "." && digits);
        if !joined || self.part_of_word(at) || self.part_of_word(at + 2) || more {
            return None;
        }
        let short = self.number(at + 2, 2..3)?;
        let to = from / 100 * 100 + short;
        if to > from {
            return Some((Shape::Year(from), Shape::Year(to), at + 3));
        }
        let month = u32::try_from(short).ok().filter(|month| (1..=12).contains(month) && self.text(at + 1) != "/")?;
        let month = Shape::Month { year: Some(from), month };
        Some((month, month, at + 3))
    }

    /// `French rule of 1830-1962`: the first year is older than a bare one may be.
    fn old_years(&self, at: usize) -> Option<Ends> {
        let from = self.number(at, 4..5).filter(|year| (1000..1900).contains(year))?;
        let to = self.number(at + 2, 4..5).filter(|to| (from + 1..2100).contains(to))?;
        let joined = self.dash(at + 1) && self.view.glued(at, at + 1) && self.view.glued(at + 1, at + 2);
        let placed = self.lexicons.figures.is(self.before(at), WordClass::YearFront);
        let round = from % 100 == 0 && to % 100 == 0;
        let years =
            joined && placed && !round && !self.part_of_word(at) && !self.part_of_word(at + 2) && !self.counted_noun(at + 2);
        years.then_some((Shape::Year(from), Shape::Year(to), at + 3))
    }

    /// `'18-20`, `'88–'21`: the second year needs no apostrophe.
    fn two_short_years(&self, at: usize) -> Option<Ends> {
        let (from, joint) = self.short_year(at)?;
        let second = joint + 1 + usize::from(matches!(self.text(joint + 1), "'" | "’"));
        let glued = (joint..=second).all(|index| self.view.glued(index - 1, index));
        let short = self.number(second, 2..3).filter(|_| glued && self.dash(joint) && !self.part_of_word(second))?;
        let to = if short < 40 { 2000 + short } else { 1900 + short };
        (from < to).then_some((Shape::Year(from), Shape::Year(to), second + 1))
    }

    /// One end of a span; the sign beside a year does not make it a count here.
    fn end_date(&self, at: usize) -> Option<(Shape, usize)> {
        let year = || self.year(at).filter(|_| !self.counted_noun(at)).map(|year| (Shape::Year(year), at + 1));
        self.calendar_date(at).or_else(year)
    }

    /// Two dates of one precision with a joint between them. Without `from` or `between` the joint must
    /// be a dash.
    fn two_dates(&self, at: usize) -> Option<Ends> {
        let figures = &self.lexicons.figures;
        // `Jan-May 2022`: what is a name by itself is none in front of a dash and a month; `с марта по май 2022 года`.
        let tied = || self.dash(at + 1) || self.small(at + 1) != "to" && figures.is(self.small(at + 1), WordClass::RangeJoint);
        let month = || self.month(at).filter(|_| tied() && self.month(at + 2).is_some());
        let open = || month().map(|month| (Shape::Month { year: None, month }, at + 1));
        let (start, joint) = self.end_date(at).or_else(open)?;
        let before = self.before(at);
        let word = self.small(joint);
        let joined = self.dash(joint)
            || figures.is(word, WordClass::RangeJoint)
                && (figures.is(before, WordClass::RangeFront) || word != "to" || self.month(at).is_some())
            || word == "and" && before == "between";
        if !joined {
            return None;
        }
        // `March-April`
        let month = || self.month(joint + 1).filter(|_| matches!(start, Shape::Month { .. }) && self.dash(joint));
        let (end, next) =
            self.end_date(joint + 1).or_else(|| month().map(|month| (Shape::Month { year: None, month }, joint + 2)))?;
        let start = start.with_year(end.year());
        let ordered = match (start.days(), end.days()) {
            (Some(start), Some(end)) => start.0 < end.1,
            _ => start.year().is_none() == end.year().is_none(),
        };
        (start.pairs_with(end) && ordered).then_some((start, end, next))
    }
}
