//! The forms in which texts write calendar dates: each reads from a token and gives the date and the
//! token behind it.

use unspool_lexicon::{CalendarWord, CueRole, DeicticUnit, Folded, NumeralClass, PartWord, Sense, WordClass};

use super::reader::{Reader, YEARS};
use super::shape::Shape;
use crate::slavic;
use crate::view::{DecimalSign, Kind, Token};

type Form = Option<(Shape, usize)>;

impl Reader<'_, '_> {
    /// The calendar date that begins at token `at`.
    pub fn calendar_date(&self, at: usize) -> Form {
        match self.view.tokens.get(at)?.kind {
            Kind::Number => self
                .numeric(at)
                .or_else(|| self.day_month(at))
                .or_else(|| self.decade(at))
                .or_else(|| self.decade_of_years(at))
                .or_else(|| self.century(at))
                .or_else(|| self.part_of_year(at))
                .or_else(|| self.bare_year(at))
                .or_else(|| self.slashed_day(at))
                .or_else(|| self.dotted_day(at))
                .or_else(|| self.closing_short_year(at)),
            Kind::Word => self
                .month_first(at)
                .or_else(|| self.season(at))
                .or_else(|| self.fiscal(at))
                .or_else(|| self.year_and_part(at))
                .or_else(|| self.part_of_year(at))
                .or_else(|| self.century(at)),
            Kind::Mark => self.short_decade(at).or_else(|| self.placed_short_year(at)),
            Kind::Break => None,
        }
    }

    /// `2022-02-24`, `24.02.2022`, `24/02/2022`, `24.02.22`, `2/24/22`. Where day and month cannot be told apart,
    /// only the year is sure, and that is what is given.
    fn numeric(&self, at: usize) -> Form {
        let (token, text) = self.view.token(at)?;
        if text.matches('.').count() == 2 && matches!(text.len(), 8 | 10) && text.as_bytes()[2] == b'.' && !self.part_of_word(at)
        {
            let mut parts = text.split('.').map(|part| part.parse::<u32>().ok());
            let (day, month, year) = (parts.next()??, parts.next()??, i32::try_from(parts.next()??).ok()?);
            let year = if text.len() == 8 { 2000 + year } else { year };
            let shape = Shape::Day { year: Some(year), month, day };
            let version = self.view.text[..token.start].ends_with(['v', 'V', '.', '/']);
            return (shape.exists() && !version && (1800..2100).contains(&year)).then_some((shape, at + 1));
        }
        let sign = self.text(at + 1);
        let glued = (at..at + 4).all(|index| self.view.glued(index, index + 1));
        if !glued || !matches!(sign, "-" | "/") || self.text(at + 3) != sign {
            return None;
        }
        if let Some(year) = self.number(at, 4..5).filter(|year| (1800..2100).contains(year)) {
            let (month, day) = (self.number(at + 2, 2..3)?.unsigned_abs(), self.number(at + 4, 2..3)?.unsigned_abs());
            let shape = Shape::Day { year: Some(year), month, day };
            return shape.exists().then_some((shape, at + 5));
        }
        let (first, second) = (self.number(at, 1..3)?.unsigned_abs(), self.number(at + 2, 1..3)?.unsigned_abs());
        let year = self.year(at + 4).or_else(|| self.slashed_year(at + 4, sign))?;
        let day_first = Shape::Day { year: Some(year), month: second, day: first };
        let month_first = Shape::Day { year: Some(year), month: first, day: second };
        match (day_first.exists(), month_first.exists()) {
            (true, false) => Some((day_first, at + 5)),
            (false, true) => Some((month_first, at + 5)),
            (true, true) if first == second => Some((day_first, at + 5)),
            (true, true) => Some((Shape::Year(year), at + 5)),
            (false, false) => None,
        }
    }

    /// The year of this century that the last two digits of `2/24/22` are, where nothing goes on behind them.
    fn slashed_year(&self, at: usize, sign: &str) -> Option<i32> {
        let goes_on = self.view.glued(at, at + 1) && matches!(self.text(at + 1), "/" | "-" | "%");
        let year = self.number(at, 2..3).filter(|_| sign == "/" && !goes_on && !self.part_of_word(at))?;
        Some(2000 + year)
    }

    /// `з 24.02 по нині`: a day and a month where a comma, and no point, parts decimals, behind a preposition and with nothing behind
    /// it that the number could count.
    fn dotted_day(&self, at: usize) -> Form {
        let (_, text) = self.view.token(at).filter(|_| self.view.decimal != DecimalSign::Point && !self.part_of_word(at))?;
        let (day, month) = text.split_once('.').filter(|(day, month)| day.len() == 2 && month.len() == 2)?;
        let shape = Shape::Day { year: None, month: month.parse().ok()?, day: day.parse().ok()? };
        let placed = self.lexicons.figures.is(self.before(at), WordClass::DayFront);
        let (next, behind) = (self.view.token(at + 1), self.text(at + 1));
        let counts = next.is_some_and(|(token, _)| token.kind != Kind::Mark && !token.is(WordClass::Function)) || behind == "%";
        (placed && !counts && shape.exists()).then_some((shape, at + 1))
    }

    /// `on 6/28`, `since 28/6`, `as of 6/28`: where only one of the two can be the month.
    fn slashed_day(&self, at: usize) -> Form {
        let glued = self.view.glued(at, at + 1) && self.view.glued(at + 1, at + 2) && self.text(at + 1) == "/";
        let of = self.before(at) == "of" && at.checked_sub(1).is_some_and(|of| self.before(of) == "as");
        // `yesterday 19/7`, `on Monday 19/7`
        let timed = matches!(
            at.checked_sub(1).and_then(|before| self.word(before)),
            Some(CalendarWord::Weekday(_) | CalendarWord::Deictic(..))
        );
        if !of && !timed && !matches!(self.before(at), "on" | "since" | "until" | "through")
            || !glued
            || self.view.glued(at + 2, at + 3) && matches!(self.text(at + 3), "/" | "-" | "%")
            // `on 6/14 of the farms`
            || self.small(at + 3) == "of"
        {
            return None;
        }
        let (first, second) = (self.number(at, 1..3)?.unsigned_abs(), self.number(at + 2, 1..3)?.unsigned_abs());
        let (month, day) = if second > 12 { (first, second) } else { (second, first) };
        let shape = Shape::Day { year: None, month, day };
        (day > 12 && shape.exists()).then_some((shape, at + 3))
    }

    /// `associated with him in 91.`: two digits behind `in` that end a clause, and count nothing of a whole (`1 in 91`).
    fn closing_short_year(&self, at: usize) -> Form {
        /// From here on nobody counts what they mean by `in`.
        const FIRST: i32 = 60;
        let year = self.number(at, 2..3).filter(|year| *year >= FIRST && self.before(at) == "in" && !self.part_of_word(at))?;
        let ends = matches!(self.text(at + 1), "" | "." | "," | ";" | ")" | "!" | "?");
        let numeral = |index: usize| {
            self.view.tokens[index].kind == Kind::Number
                || self.lexicons.figures.numeral(self.text(index), self.small(index)).is_some()
        };
        let whole = at.checked_sub(2).is_none_or(numeral);
        (ends && !whole).then_some((Shape::Year(1900 + year), at + 1))
    }

    /// `24 February 2022`, `24th of February`, `24 февраля 2022 года`, `24feb`, `24-Feb-2022`.
    fn day_month(&self, at: usize) -> Form {
        let (day, mut next) = self.day(at).or_else(|| self.day_of_month(at))?;
        next += usize::from(self.small(next) == "of" || self.view.is_hyphen(next));
        let month = self.month_by_day(next)?;
        let shape = Shape::Day { year: None, month, day };
        let year = next + 1 + usize::from(self.view.is_hyphen(next + 1) && self.year(next + 2).is_some());
        shape
            .exists()
            .then(|| self.year_behind(shape, year))
            .map(|(shape, end)| (shape, if end == year { next + 1 } else { end }))
    }

    /// The year that may stand behind a day or month: `, 2022`, `2022 года`, `'22`.
    pub fn year_behind(&self, shape: Shape, next: usize) -> (Shape, usize) {
        let comma = usize::from(matches!(self.text(next), "," | "."));
        let found = self.year(next + comma).map(|year| (year, next + comma + 1)).or_else(|| self.short_year(next));
        let Some((year, end)) = found else { return (shape, next) };
        let end = self.behind_year(end);
        let dated = shape.with_year(Some(year));
        if dated.exists() { (dated, end) } else { (shape, next) }
    }

    /// `February 24, 2022`, `Feb. 24`, `February-4`, `February 2022`, `in February`.
    fn month_first(&self, at: usize) -> Form {
        let month = self.month_by_day(at)?;
        let name = self.text(at);
        // `Feb-24` may be the month of a year.
        let hyphen = self.view.is_hyphen(at + 1) && self.number(at + 2, 1..2).is_some();
        let next = at + 1 + usize::from(hyphen || self.text(at + 1) == "." && name.len() <= 4);
        if let Some((day, behind)) = self.day(next) {
            let shape = Shape::Day { year: None, month, day };
            // `December 5:30`, but not `December 5: at noon`
            let clock = self.text(behind) == ":" && self.view.glued(behind - 1, behind) && self.view.glued(behind, behind + 1);
            // `за листопад 5 800 цілей`: the day stands first in these languages, and groups are parted by spaces.
            let group = !name.is_ascii() && self.number(behind, 3..4).is_some() && self.view.spaced(behind - 1, behind);
            if shape.exists() && !clock && !group {
                return Some(self.year_behind(shape, behind));
            }
        }
        self.month(at)?;
        let of = usize::from(self.small(next) == "of");
        let (shape, behind) = self.year_behind(Shape::Month { year: None, month }, next + of);
        if shape.year().is_some() {
            return Some((shape, behind));
        }
        // `May` and `March` alone are words; behind a preposition they are months.
        let figures = &self.lexicons.figures;
        let mid = self.before(at) == "-" && at >= 2 && self.small(at - 2) == "mid";
        let placed = mid || figures.is(self.before(at), WordClass::MonthFront);
        let ambiguous = figures.is(name, WordClass::MonthWord);
        // `its April estimate`, `the May raid`: nobody's name stands between an article and a noun.
        let noun = self.text(at + 1);
        let owned = (figures.is(self.before(at), WordClass::Determiner)
            || (self.before(at) == "s" || figures.is(self.before(at), WordClass::Indefinite)))
            && noun.starts_with(|c: char| c.is_ascii_lowercase())
            && !figures.is(noun, WordClass::Function)
            && !figures.is(noun, WordClass::Verb);
        let named = self.text(at + 1).starts_with(char::is_uppercase) || matches!(self.before(at), "black" | "red" | "operation");
        // `мая` alone may have lost its day; `с мая` has not.
        let genitive = name.ends_with(['я', 'а']) && !name.is_ascii();
        (placed || (owned || !ambiguous && !named) && !genitive).then_some((Shape::Month { year: None, month }, at + 1))
    }

    /// `summer 2023`, `spring of 2024`, `winter 2022-23`, `fall '22`.
    fn season(&self, at: usize) -> Form {
        let Some(CalendarWord::Season(season)) = self.word(at) else { return None };
        let of = usize::from(matches!(self.small(at + 1), "of" | "in"));
        let (year, mut next) = self.year(at + 1 + of).map(|year| (year, at + 2 + of)).or_else(|| self.short_year(at + 1 + of))?;
        if (self.dash(next) || self.text(next) == "/")
            && self.number(next + 1, 2..3).is_some_and(|short| short == (year + 1) % 100)
            && self.view.glued(next, next + 1)
        {
            next += 2;
        }
        Some((Shape::Season { year, season }, self.behind_year(next)))
    }

    /// `FY2024`, `FY 2024`, `fiscal year 2024`.
    fn fiscal(&self, at: usize) -> Form {
        let text = self.text(at);
        if let Some(digits) = text.strip_prefix("FY").filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit())) {
            let year = match digits.len() {
                0 => return self.year(at + 1).map(|year| (Shape::Year(year), at + 2)),
                2 => 2000 + digits.parse::<i32>().ok()?,
                4 => digits.parse().ok()?,
                _ => return None,
            };
            return (1900..2100).contains(&year).then_some((Shape::Year(year), at + 1));
        }
        let fiscal = matches!(self.small(at), "fiscal" | "financial") && self.small(at + 1) == "year";
        fiscal.then(|| self.year(at + 2)).flatten().map(|year| (Shape::Year(year), at + 3))
    }

    /// `2023Q1`, `2023-H2`, `2023 Q3`: a year in front of its part.
    fn year_and_part(&self, at: usize) -> Form {
        let year = self.number(at, 4..5).filter(|year| YEARS.contains(year))?;
        let part = at + 1 + usize::from(self.dash(at + 1) && self.view.glued(at, at + 1));
        let (first, count) = self.numbered_part(part)?;
        let alone = !self.view.glued(part, part + 1) || self.view.tokens.get(part + 1).is_none_or(|next| next.kind == Kind::Mark);
        alone.then_some((Shape::Months { year, first, count }, part + 1))
    }

    /// The first month of `Q3` or `H1`, and how many months it has.
    fn numbered_part(&self, at: usize) -> Option<(u32, u32)> {
        let text = self.text(at);
        let numbered = |sign: char, count: u32| {
            let part = text.strip_prefix(sign).and_then(|digit| digit.parse::<u32>().ok());
            part.filter(|part| (1..=12 / count).contains(part)).map(|part| ((part - 1) * count + 1, count))
        };
        numbered('Q', 3).or_else(|| numbered('H', 6))
    }

    /// `Q3 2023`, `H1 2024`, `first half of 2023`, `third-quarter 2023`, `во втором квартале 2024 года`, `в 1-м квартале 2024 года`.
    fn part_of_year(&self, at: usize) -> Form {
        let word = |at: usize| self.lexicons.calendar.parts.of(self.text(at), self.small(at)).copied();
        let spelled = || {
            let nth = || match word(at)? {
                PartWord::Nth(part) => Some((part, at + 1 + usize::from(self.dash(at + 1)))),
                PartWord::Months(_) => None,
            };
            let (part, noun) = nth().or_else(|| self.day(at))?;
            match word(noun)? {
                PartWord::Months(count) if part * count <= 12 => Some(((part - 1) * count + 1, count, noun + 1)),
                _ => None,
            }
        };
        let (first, count, next) = self.numbered_part(at).map(|(first, count)| (first, count, at + 1)).or_else(spelled)?;
        let of = usize::from(self.small(next) == "of");
        let (year, end) = self.year(next + of).map(|year| (year, next + of + 1)).or_else(|| self.short_year(next + of))?;
        Some((Shape::Months { year, first, count }, self.behind_year(end)))
    }

    /// `1990s`, `2010's`, `1990-х`, but not `1000s of homes` and `100s of 1000s`.
    fn decade(&self, at: usize) -> Form {
        let year = self.number(at, 4..5).filter(|year| year % 10 == 0 && (1000..=2090).contains(year))?;
        let joint = usize::from(matches!(self.text(at + 1), "'" | "’" | "-") && self.view.glued(at, at + 1));
        let letter = at + 1 + joint;
        let plural = matches!(self.small(letter), "s" | "х" | "ті" | "е" | "их");
        let many = year % 1000 == 0 && (matches!(self.small(letter + 1), "of" | "more") || self.before(at) == "of");
        (plural && !many && self.view.glued(letter - 1, letter)).then(|| (Shape::Decade(year), letter + 1))
    }

    /// `в 90-х годах`.
    fn decade_of_years(&self, at: usize) -> Form {
        /// From here on no decade of this century is meant.
        const OLDEST: i32 = 30;
        let decade = self.number(at, 2..3).filter(|year| year % 10 == 0 && *year >= OLDEST)?;
        let glued = (at..at + 2).all(|index| self.view.glued(index, index + 1));
        let plural = matches!(self.small(at + 2), "х" | "ті" | "е" | "их");
        // `в 90-е`, and `в 90-х` in front of no noun
        let placed = slavic::is_in(self.before(at)) && (self.small(at + 2) == "е" || !self.is_noun_ahead(at + 3));
        (glued && self.dash(at + 1) && plural && (placed || self.is_year_word(at + 3)))
            .then_some((Shape::Decade(1900 + decade), at + 3))
    }

    /// Whether a word in small letters follows that is none of the grammar, and no verb.
    fn is_noun_ahead(&self, at: usize) -> bool {
        let word = |(token, _): &(Token, &str)| token.kind == Kind::Word && !token.capital && !token.is(WordClass::Function);
        self.view.token(at).filter(word).is_some_and(|_| !slavic::is_past(self.view.folded_token(at)))
    }

    /// `'90s`.
    fn short_decade(&self, at: usize) -> Form {
        if !matches!(self.text(at), "'" | "’" | "‘") || !self.view.glued(at, at + 1) {
            return None;
        }
        let year = self.number(at + 1, 2..3).filter(|year| year % 10 == 0 && *year >= 20)?;
        let plural = self.small(at + 2) == "s" && self.view.glued(at + 1, at + 2);
        plural.then_some((Shape::Decade(1900 + year), at + 3))
    }

    /// `back in '14`.
    fn placed_short_year(&self, at: usize) -> Form {
        let placed = self.lexicons.figures.is(self.before(at), WordClass::YearFront);
        placed.then(|| self.short_year(at)).flatten().map(|(year, next)| (Shape::Year(year), next))
    }

    /// `19th century`, `twentieth century`, `21st-century`, `XIX век`, `19-го века`, `в 19 веке`.
    fn century(&self, at: usize) -> Form {
        /// From here on no number has the singular of a century behind it (`3 века` are centuries, `19 века` is of one).
        const SINGULAR: u32 = 5;
        let (century, mut next) = if let Some(CalendarWord::Ordinal(century)) = self.word(at) {
            (i32::try_from(century).ok()?, at + 1)
        } else {
            let (century, next) = self.day(at).filter(|&(century, _)| century <= 21)?;
            let plain = || {
                let unit = self.small(next);
                let placed = self.lexicons.figures.is(unit, WordClass::NthUnit);
                placed || century >= SINGULAR && unit.starts_with(slavic::is_cyrillic) && unit.ends_with(['а', 'я'])
            };
            ((next > at + 1 || plain()).then_some(i32::try_from(century).ok()?)?, next)
        };
        // `21st-century`
        next += usize::from(self.dash(next));
        self.is_century(next).then_some((Shape::Century(century - 1), next + 1))
    }

    fn is_century(&self, at: usize) -> bool {
        self.word(at) == Some(CalendarWord::Unit(DeicticUnit::Century))
    }

    /// A bare year: a number of four digits that no word beside it makes a count. Before 1900 a
    /// preposition must place it.
    fn bare_year(&self, at: usize) -> Form {
        let year = match self.year(at) {
            Some(year) => year,
            None => self
                .number(at, 4..5)
                .filter(|year| (1000..1900).contains(year) && !self.part_of_word(at) && self.placed_in_time(at))
                // `in 1044 IR-1 centrifuges`
                .filter(|_| !self.view.is_hyphen(at + 2))?,
        };
        // `в 2023-м было хуже`: no metres.
        let ordinal = self.has_year_ending(at);
        if !ordinal && !self.is_year_word(at + 1) && self.is_count(at) {
            return None;
        }
        Some((Shape::Year(year), self.behind_year(at + 1)))
    }

    /// Behind what belongs to the year that ends in front of a token: `2022 року`, `2022-го`.
    pub fn behind_year(&self, at: usize) -> usize {
        at + if self.has_year_ending(at.saturating_sub(1)) { 2 } else { usize::from(self.is_year_word(at)) }
    }

    /// `2023-м`, `2024-го`; but `2000-й беспилотник` may be the last of as many.
    fn has_year_ending(&self, at: usize) -> bool {
        self.has_ordinal_ending(at, &["го", "му", "м"])
    }

    /// `года`, `року`: a word that belongs to the year before it.
    fn is_year_word(&self, at: usize) -> bool {
        self.lexicons.figures.is(self.small(at), WordClass::YearWord)
    }

    fn placed_in_time(&self, at: usize) -> bool {
        self.lexicons.figures.is(self.before(at), WordClass::YearFront) && !matches!(self.small(at + 1), "of" | "to")
    }

    /// Whether the words and signs around a number of four digits make it a count.
    fn is_count(&self, at: usize) -> bool {
        let figures = &self.lexicons.figures;
        let token = self.view.tokens[at];
        let (head, tail) = (&self.view.text[..token.start], &self.view.text[token.end..]);
        let prefixed = ["pre-", "post-", "Pre-", "Post-"].iter().any(|prefix| head.ends_with(prefix));
        let sign = !prefixed
            && head
                .ends_with(['-', '–', '/', '.', ':', '$', '€', '£', '#', '№', '+', '~', '<', '>', '°', '=', '₴', '₽', '_', '&'])
            || tail.starts_with(['%', '/', '+', '°', '_'])
            || ["-", "–", ".", ",", ":"]
                .iter()
                .filter_map(|sign| tail.strip_prefix(sign))
                .any(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
        let behind = tail.trim_start_matches([' ', '-']);
        let counted = figures.after.starts(behind).is_some_and(|(length, _)| !behind[length..].starts_with('-'))
            || self.counted_noun(at)
            || self.scale_follows(at + 1);
        let modified = matches!(figures.cues_before.ends(head.trim_end_matches(' ')), Some((_, CueRole::Modifier(_))))
            && !self.dated_preposition(at);
        let designated = figures.is(self.text(at.wrapping_sub(1)), WordClass::Designator) && self.before(at) != "day";
        sign || counted || modified || designated
    }

    /// `around 2014`, `before 2020`: prepositions of time that are also modifiers of figures.
    fn dated_preposition(&self, at: usize) -> bool {
        matches!(self.before(at), "до" | "beyond") || self.lexicons.figures.is(self.before(at), WordClass::Around)
    }

    /// `1956 troops`, `2000 tanks`: people or things behind the number make it a count, unless `the`
    /// or a preposition of time stands before it.
    pub fn counted_noun(&self, at: usize) -> bool {
        let figures = &self.lexicons.figures;
        // `1953 «шахеди»`
        let quoted =
            matches!(self.text(at + 1), "«" | "“" | "„" | "\"") && self.view.spaced(at, at + 1) && !self.placed_in_time(at);
        if quoted && figures.is(self.text(at + 2), WordClass::Thing) {
            return true;
        }
        let Some((token, word)) = self.view.token(at + 1) else { return false };
        if token.kind != Kind::Word || self.view.text[self.view.tokens[at].end..token.start] != *" " {
            return false;
        }
        // `Raids in 2021 killed 40`: behind a preposition of time a participle is a verb.
        let verb = word.ends_with("ed") && figures.is(word, WordClass::Verb) && self.placed_in_time(at);
        // `In 2014 soldiers without insignia came`; a round number may as well be a count.
        let opened = matches!(self.text(at.wrapping_sub(1)), "In" | "By" | "Until" | "During")
            && !self.view.token_text(at).ends_with("00");
        if verb || opened {
            return false;
        }
        // `2000 респондентів`: a plural in the genitive.
        let counted = slavic::ends_in_genitive(word)
            && !token.capital
            && !figures.is(word, WordClass::Function)
            && !self.placed_in_time(at);
        if counted || figures.is(word, WordClass::Thing) {
            return true;
        }
        let names = &self.lexicons.names;
        let agent = names
            .hits(word, &Folded::new(word), false)
            .iter()
            .any(|&hit| hit.end == word.len() && names.senses(hit).any(|sense| matches!(sense, Sense::Agent(_))));
        agent && (word.ends_with('s') || figures.is(word, WordClass::Plural)) && !matches!(self.before(at), "the" | "since")
    }

    /// `2000 million`; the number word of `in 2014 three regions` is another figure.
    fn scale_follows(&self, index: usize) -> bool {
        self.view.token(index).is_some_and(|(token, text)| {
            let numeral = || self.lexicons.figures.numeral(text, self.view.folded_token(index));
            token.kind == Kind::Word
                && numeral().is_some_and(|word| {
                    word.class.is_short() || matches!(word.class, NumeralClass::Hundred | NumeralClass::Scale)
                })
        })
    }
}
