//! Numerals that count nothing: names and designators, times, addresses, phone numbers, coordinates, pronouns, and the numbers
//! of lists (`lists`).

use unspool_lexicon::{CalendarWord, Figures, Folded, Lexicons, Unit, WordClass, is_word};
use unspool_model::QuantityKind;

use super::plurals::is_plural;
use super::{lists, noun_phrase, results, units};
use crate::formations;
use crate::mentions::is_christened;
use crate::numerals::{Numeral, Value};
use crate::slavic::is_cyrillic;
use crate::view::{Kind, View};

/// Numbers that are part of a name, a time, an address, an ordinal or a list.
pub(super) fn is_name_or_time(view: &View<'_>, numeral: &Numeral, lexicons: &Lexicons) -> bool {
    let figures = &lexicons.figures;
    if is_base(view, numeral, figures) {
        return true;
    }
    if !numeral.digits {
        // `phase two`, `day three`
        let designates = || designated(view, numeral, figures) && !is_counted(view, numeral, figures);
        return is_word_in_name(view, numeral) || is_clock(view, numeral, figures) || designates();
    }
    glued_to_name(view, numeral)
        || formations::at(view, numeral.tokens.start).is_some()
        || designated(view, numeral, figures)
        || is_hull_number(view, numeral, figures)
        || named_before(view, numeral, lexicons)
        || is_course(view, numeral, figures)
        || is_clock(view, numeral, figures)
        || lists::is_number(view, numeral, figures)
        || is_keycap(view, numeral)
        || is_chain(view, numeral)
        || is_coordinate(view, numeral, figures)
        || is_address(view, numeral)
        || is_nth(view, numeral)
        || is_day_of_weekday(view, numeral, lexicons)
}

/// `3️⃣`: a number on a key, which begins a paragraph.
fn is_keycap(view: &View<'_>, numeral: &Numeral) -> bool {
    view.text[numeral.span.end..].trim_start_matches('\u{fe0f}').starts_with('\u{20e3}')
}

/// `on Monday (16)`: which day of the month a weekday is.
fn is_day_of_weekday(view: &View<'_>, numeral: &Numeral, lexicons: &Lexicons) -> bool {
    let day = numeral.tokens.len() == 1 && numeral.value.exact().is_some_and(|day| (1.0..=31.0).contains(&day));
    let first = numeral.tokens.start;
    let bracketed = text_at(view, numeral.tokens.end) == ")" && first >= 2 && text_at(view, first - 1) == "(";
    let weekday = |at: usize| {
        let word = lexicons.calendar.words.of(view.token_text(at), view.folded_token(at));
        matches!(word, Some(CalendarWord::Weekday(_)))
    };
    day && bracketed && weekday(first - 2)
}

/// `46 per 100,000`: what a rate is based on.
fn is_base(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let base = numeral.value.exact().is_some_and(|base| base >= 100.0 && base.log10().fract() == 0.0);
    let per = numeral.tokens.start.checked_sub(1).is_some_and(|per| view.folded_token(per) == "per");
    base && per && units::after(view, numeral, figures).is_none()
}

/// `280 день`, `триває 280 доба`: a number before the singular of a unit that would be a plural counts which one it is.
fn is_nth(view: &View<'_>, numeral: &Numeral) -> bool {
    let digits = view.token_text(numeral.tokens.start);
    let one = digits.ends_with('1') && !digits.ends_with("11");
    !one && numeral.tokens.len() == 1 && view.is(numeral.tokens.end, WordClass::NthUnit)
}

fn text_at<'v>(view: &'v View<'_>, index: usize) -> &'v str {
    view.token(index).map_or("", |(_, text)| text)
}

/// `Su-35`, `#7`, `x=5`, `a.3`: something joins the digits to what stands before them.
fn glued_to_name(view: &View<'_>, numeral: &Numeral) -> bool {
    let first = numeral.tokens.start;
    let Some(before) = first.checked_sub(1).filter(|&before| view.glued(before, first)) else { return false };
    let sign = view.token_text(before);
    // `канал «112»`
    let behind = &view.text[numeral.span.end..];
    if matches!(sign, "«" | "“" | "\"") && behind.starts_with(['»', '”', '"']) && numeral.tokens.len() == 1 {
        return true;
    }
    let joins =
        matches!(sign, "-" | "‑" | "–" | "/" | ":" | "." | "_" | "," | "'" | "’" | "#" | "№" | "°" | "=" | "\\" | "+" | "&");
    let word_before =
        before.checked_sub(1).is_some_and(|index| view.glued(index, before) && view.tokens[index].kind != Kind::Mark);
    // `/3` is the ordinal of a post.
    matches!(sign, "#" | "№" | "=" | "_" | "\\" | "^" | "/") || joins && word_before || view.tokens[before].kind == Kind::Word
}

/// `Big Three`, `Group of Seven`, `six-one`: a number word inside a name or compound.
fn is_word_in_name(view: &View<'_>, numeral: &Numeral) -> bool {
    let first = numeral.tokens.start;
    let Some(before) = first.checked_sub(1) else { return false };
    // `the first half of the match`
    if view.folded_token(first) == "half" && matches!(view.folded_token(before), "first" | "second") {
        return true;
    }
    // `the PLA's number two`
    if numeral.tokens.len() == 1 && view.folded_token(before) == "number" {
        return true;
    }
    let glued = view.glued(before, first);
    if glued && matches!(text_at(view, before), "-" | "‑" | "/" | "#" | "'" | "’") {
        return true;
    }
    let capital = text_at(view, first).starts_with(char::is_uppercase) && !text_at(view, first).chars().all(char::is_uppercase);
    let Some((previous, text)) = view.token(before) else { return false };
    let opens = previous.kind == Kind::Mark || text.starts_with(|c: char| !c.is_alphanumeric());
    // `There were Fourteen hundred deaths`
    let scaled = numeral.tokens.clone().skip(1).any(|at| text_at(view, at).starts_with(char::is_lowercase));
    capital && !opens && !scaled
}

/// `Article 5`, `No. 7`, `page 12`. In small letters the word may also stand before a count.
fn designated(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    // `In Article 5, 40 boats`: what counts something is on no list.
    let first = if is_counted(view, numeral, figures) { numeral.tokens.start } else { list_head(view, numeral.tokens.start) };
    let Some(mut before) = first.checked_sub(1) else { return false };
    if before > 0 && view.has_point(before - 1) {
        before -= 1;
        if !figures.is(text_at(view, before), WordClass::ShortDesignator) {
            return false;
        }
        return true;
    }
    let word = text_at(view, before);
    let plain = numeral.tokens.len() == 1 && units::after(view, numeral, figures).is_none();
    // `the dead now number 50`
    let verb =
        word == "number" && before > 0 && (view.is(before - 1, WordClass::Adverb) || are_numbered(view, before - 1, numeral));
    // `No 60.6, Yes 39.4`
    let share = word == "No" && view.token_text(numeral.tokens.start).contains('.');
    if !plain || verb || share || !figures.is(word, WordClass::Designator) {
        return false;
    }
    word.starts_with(|c: char| !c.is_lowercase())
        || text_at(view, numeral.tokens.end) == "of"
        || !is_counted(view, numeral, figures)
}

/// `Russian "instructors" number 1,500`: whether a plural in small letters ends at a token, in quotation marks or with a number that
/// is large; `plays number 10` is a verb.
fn are_numbered(view: &View<'_>, last: usize, numeral: &Numeral) -> bool {
    const LARGE: f64 = 100.0;
    let quoted = view.token(last).is_some_and(|(_, text)| matches!(text, "\"" | "”" | "’" | "'"));
    let large = numeral.value.exact().is_some_and(|value| value >= LARGE);
    let noun = last.checked_sub(usize::from(quoted)).filter(|_| quoted || large);
    noun.is_some_and(|noun| view.token(noun).is_some_and(|(token, _)| !token.capital) && is_plural(view, noun))
}

/// `No. 4, 5 and 6`: the first of a list of plain numbers that a token ends.
fn list_head(view: &View<'_>, mut first: usize) -> usize {
    /// Most numbers of such a list.
    const MOST_LISTED: usize = 12;
    for _ in 0..MOST_LISTED {
        let joint = |index: usize| matches!(text_at(view, index), "," | "and" | "&" | "or");
        let mut before = first;
        while before > 0 && first - before < 2 && joint(before - 1) {
            before -= 1;
        }
        let number = before.checked_sub(1).filter(|&number| before < first && view.tokens[number].kind == Kind::Number);
        match number {
            Some(number) => first = number,
            None => break,
        }
    }
    first
}

fn is_counted(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    noun_phrase::counted(view, numeral.tokens.end, false, false, figures).is_some()
}

/// `CCG ships 21551 & 21556`, `frigate Hengyang (568)`: long plain numbers behind a kind of vessel, and those in brackets behind
/// its name, are painted on its hull.
fn is_hull_number(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    /// Digits from which it counts no vessels.
    const SHORTEST: usize = 4;
    let (start, end) = (numeral.tokens.start, numeral.tokens.end);
    if numeral.tokens.len() != 1 {
        return false;
    }
    let bracketed = text_at(view, end) == ")";
    let name = start.checked_sub(2).filter(|&name| bracketed && text_at(view, name + 1) == "(");
    if name.is_some_and(|name| view.tokens[name].capital && is_christened(view, view.tokens[name].start)) {
        return true;
    }
    let digits = view.token_text(start);
    let long = digits.len() >= SHORTEST && digits.bytes().all(|byte| byte.is_ascii_digit());
    let vessel = list_head(view, start).checked_sub(1).is_some_and(|before| view.is(before, WordClass::Christened));
    long && vessel && !is_counted(view, numeral, figures)
}

/// `the Leopard 2 is heavy`: a bare number behind a capitalised word that is no known name and no
/// beginning of a sentence, and with nothing to count behind it.
fn named_before(view: &View<'_>, numeral: &Numeral, lexicons: &Lexicons) -> bool {
    let first = numeral.tokens.start;
    let Some(before) = first.checked_sub(1).filter(|&before| view.tokens[before].kind == Kind::Word) else { return false };
    let word = text_at(view, before);
    let digits = view.token_text(first);
    let bare = numeral.tokens.len() == 1 && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    if !bare || !word.starts_with(char::is_uppercase) || view.opens_sentence(before) {
        return false;
    }
    let known = !lexicons.names.hits(word, &Folded::new(word), false).is_empty()
        || lexicons.calendar.words.get(word).is_some()
        || lexicons.figures.is(word, WordClass::Function)
        // `"Another 12 left"`
        || view.is(before, WordClass::NamesFront)
        || lexicons.figures.cues_before.ends(word).is_some()
        // `Envoy Reports 100+ Soldiers Killed`
        || lexicons.figures.attribution.get(word).is_some();
    !known
        && units::after(view, numeral, &lexicons.figures).is_none()
        && !is_counted(view, numeral, &lexicons.figures)
        && !results::counts(view, numeral)
}

/// `Dictatorship 101`: the first course that universities give in something.
fn is_course(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let first = numeral.tokens.start;
    let subject = || {
        let before = first.checked_sub(1).map(|before| view.tokens[before]);
        before.is_some_and(|token| token.kind == Kind::Word && !token.is(WordClass::Function) && !token.is(WordClass::Verb))
    };
    numeral.tokens.len() == 1 && view.token_text(first) == "101" && subject() && !is_counted(view, numeral, figures)
}

/// `14:30`, `24/7`, `9/11`, `3pm`, `12 o'clock`, `at 1400 hours`.
fn is_clock(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    if matches!(numeral.value, Value::Ratio(_)) {
        return false;
    }
    let next = numeral.tokens.end;
    let behind = &view.text[numeral.span.end..];
    // `0530`, `007`: no count is written so.
    let padded =
        view.text[numeral.span.clone()].strip_prefix('0').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let joined = behind.starts_with([':', '/', '_', '\\']) && behind[1..].starts_with(|c: char| c.is_ascii_digit());
    let word = view.token(next).map_or("", |_| view.folded_token(next));
    let hours =
        word == "hours" && numeral.span.len() == 4 && numeral.tokens.start > 0 && text_at(view, numeral.tokens.start - 1) == "at";
    // `between 3 and 8 p.m.`
    let range =
        matches!(word, "and" | "to" | "-" | "–") && view.token(next + 1).is_some_and(|(token, _)| token.kind == Kind::Number);
    let until = || view.is_small(next + 2, WordClass::Clock) || is_half_of_day(view, next + 2);
    padded
        || joined
        || is_pointed_clock(view, numeral, figures)
        || hours
        || is_half_of_day(view, next)
        || figures.is(word, WordClass::Clock)
        || range && until()
        || is_hour(view, numeral)
}

/// `станом на 23.00`, `о 18.30`, `в 19.45`: hours and minutes in a text where a comma, and no point, parts decimals, behind a
/// preposition and without a unit.
fn is_pointed_clock(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let Some((hour, minute)) = view.text[numeral.span.clone()].split_once('.') else { return false };
    let within = |part: &str, end: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|part| part < end);
    let placed =
        numeral.tokens.start.checked_sub(1).is_some_and(|before| figures.is(view.folded_token(before), WordClass::HourFront));
    view.comma_decimal
        && placed
        && within(hour, 24)
        && minute.len() == 2
        && within(minute, 60)
        && units::after(view, numeral, figures).is_none()
}

/// `три часа утра`: whether the word behind an hour says which hour of the day it is; `at` is the token behind the hour.
pub(super) fn is_hour_of_day(view: &View<'_>, at: usize) -> bool {
    view.token(at).is_some_and(|(token, text)| {
        text.starts_with(is_cyrillic) && (token.is(WordClass::Clock) || view.folded_token(at) == "дня")
    })
}

/// `a.m.`, `p.m.`
fn is_half_of_day(view: &View<'_>, index: usize) -> bool {
    view.token(index).is_some_and(|(token, _)| {
        matches!(view.folded_token(index), "a" | "p") && view.folded.get(token.end..token.end + 3) == Some(".m.")
    })
}

/// `at eleven in the morning`, `till 3 at night`.
fn is_hour(view: &View<'_>, numeral: &Numeral) -> bool {
    const PARTS: [&str; 4] = [" in the morning", " in the afternoon", " in the evening", " at night"];
    let hour = matches!(numeral.value, Value::Exact(hour) if (1.0..=12.0).contains(&hour) && hour.fract() == 0.0);
    let placed = numeral.tokens.start.checked_sub(1).is_some_and(|before| view.is(before, WordClass::ClockFront));
    hour && placed && PARTS.iter().any(|part| view.folded[numeral.span.end..].starts_with(part))
}

/// `+380 44 123 45 67`, `978-3-16-148410-0`: three numbers and more that spaces, hyphens or points join.
fn is_chain(view: &View<'_>, numeral: &Numeral) -> bool {
    let joint = |index: usize| {
        let token = view.tokens[index];
        token.kind == Kind::Mark && matches!(view.token_text(index), "-" | "." | "(" | ")" | "–")
    };
    let link = |index: usize| {
        view.tokens.get(index).is_some_and(|token| token.kind == Kind::Number) || view.tokens.get(index).is_some() && joint(index)
    };
    let close = |left: usize| view.text[view.tokens[left].end..view.tokens[left + 1].start].len() <= 1;
    let (mut start, mut end) = (numeral.tokens.start, numeral.tokens.end);
    while start > 0 && numeral.tokens.start - start < 12 && link(start - 1) && close(start - 1) {
        start -= 1;
    }
    while end - numeral.tokens.end < 12 && link(end) && close(end - 1) {
        end += 1;
    }
    let number = |index: usize| view.tokens[index].kind == Kind::Number;
    // `200 000-250 000` is two numbers.
    let group =
        |index: usize| index > start && number(index - 1) && view.token_text(index).len() == 3 && !view.glued(index - 1, index);
    let numbers = (start..end).filter(|&index| number(index) && !group(index)).count();
    let plus = view.text[..view.tokens[start].start].ends_with('+');
    let own = numeral.tokens.clone().filter(|&index| number(index) && !group(index)).count();
    // `aged 18-39 (14%)`
    let share = view.token(end).is_some_and(|(_, text)| text == "%");
    !share && numbers > own && (numbers >= 4 || numbers >= 3 && (plus || (start..end).any(joint)))
}

/// `48.5123, 37.9456`: four decimals and no unit.
fn is_coordinate(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let text = &view.text[numeral.span.clone()];
    let decimals = text.rsplit_once('.').map_or(0, |(_, decimals)| decimals.bytes().take_while(u8::is_ascii_digit).count());
    let pair = |index: usize| {
        let (_, text) = view.token(index).filter(|(token, _)| token.kind == Kind::Number)?;
        text.rsplit_once('.').filter(|(_, decimals)| decimals.len() >= 4)
    };
    let beside = view.text[numeral.span.end..].starts_with([',', '°', ' '])
        || view.text[..numeral.span.start].trim_end().ends_with(',')
        || numeral.tokens.start.checked_sub(1).and_then(pair).is_some();
    decimals >= 4
        && numeral.tokens.len() == 1
        && beside
        && units::after(view, numeral, figures).is_none_or(|(unit, _)| unit.code == "deg")
}

/// `10 Downing Street`.
fn is_address(view: &View<'_>, numeral: &Numeral) -> bool {
    if numeral.tokens.len() != 1 {
        return false;
    }
    (numeral.tokens.end + 1..numeral.tokens.end + 4)
        .take_while(|&index| text_at(view, index - 1).starts_with(char::is_uppercase))
        .any(|index| view.is(index, WordClass::Street))
}

/// `392nd`, `F-16s`, `9M729`, `six-party`: what follows without a space is no unit.
pub(super) fn is_word_part(view: &View<'_>, numeral: &Numeral) -> bool {
    let behind = &view.text[numeral.span.end..];
    let hyphenated = behind.strip_prefix(['-', '‑', '–']).is_some_and(|rest| rest.starts_with(is_word));
    let strong = ["-strong", "-odd", "-plus"].iter().any(|suffix| behind.starts_with(suffix));
    behind.starts_with(is_word) || hyphenated && !strong
}

/// `one dead and five wounded`: whether a participle is a noun of those who suffer, behind which none follows.
fn suffers(view: &View<'_>, at: usize) -> bool {
    let noun = view.is(at, WordClass::Thing) && view.is(at, WordClass::Compound);
    let ends = view.token(at + 1).is_none_or(|(next, _)| next.kind == Kind::Mark || next.is(WordClass::Function));
    noun && ends
}

/// `no one`, `one of`, `the last one`, `the one who`.
pub(super) fn is_pronoun(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let one = numeral.tokens.len() == 1 && view.is_small(numeral.tokens.start, WordClass::One);
    if !one {
        return false;
    }
    // `the only one` names, `only one person` counts.
    let mut front = numeral.tokens.start.checked_sub(1);
    if let Some(only) = front.filter(|&index| matches!(text_at(view, index), "only" | "Only")) {
        front = only.checked_sub(1);
    }
    // `said that one drone fell`
    let reported = |that: usize| {
        let verb = that.checked_sub(1).filter(|_| view.is_text(that, "that")).and_then(|verb| view.token(verb));
        verb.is_some_and(|(_, text)| figures.attribution.get(text).is_some())
    };
    // `the 2nd one`
    if front.is_some_and(|index| view.is(index, WordClass::NamesFront) && !reported(index) || view.ends_ordinal(index)) {
        return true;
    }
    // `one #IDF soldier`
    let next = numeral.tokens.end + usize::from(text_at(view, numeral.tokens.end) == "#");
    view.token(next).is_none_or(|(token, text)| {
        token.kind != Kind::Word
            || token.is(WordClass::NotCounted)
            // `one claims that`
            || text.ends_with('s') && figures.attribution.get(text).is_some()
            || token.is(WordClass::Function)
            || token.is(WordClass::Verb) && !noun_phrase::is_adjective_of(view, next) && !suffers(view, next)
            // `one carrying three people`
            || text.ends_with("ing") && view.token(next + 1).is_some_and(|(token, noun)| {
                token.kind == Kind::Number || figures.numeral(noun, noun).is_some() || figures.is(noun, WordClass::Function)
            })
    })
}

/// `cut the country in two`, `split in three`: parts, and no number of anything.
pub(super) fn is_parts(view: &View<'_>, numeral: &Numeral) -> bool {
    /// Words between the verb and `in`.
    const MOST_BETWEEN: usize = 6;
    let first = numeral.tokens.start;
    let inside = first.checked_sub(1).is_some_and(|before| view.folded_token(before) == "in");
    let word = numeral.tokens.len() == 1 && matches!(view.folded_token(first), "two" | "half" | "three");
    let next = view.token(numeral.tokens.end);
    let ends = next.is_none_or(|(token, text)| token.kind == Kind::Mark || matches!(text, "and" | "by" | "along"));
    let parted = || (first.saturating_sub(MOST_BETWEEN + 2)..first).any(|index| view.is(index, WordClass::Parting));
    inside && word && ends && parted()
}

/// `one day this will end`, but `for one day`, `a one-day visit`.
pub(super) fn is_one_day(view: &View<'_>, numeral: &Numeral, unit: &Unit) -> bool {
    let one = numeral.tokens.len() == 1 && view.folded_token(numeral.tokens.start) == "one";
    let spaced = view.text[numeral.span.end..].starts_with(' ');
    if !one || !spaced || unit.kind != QuantityKind::Duration || unit.code != "d" {
        return false;
    }
    let before = numeral.tokens.start.checked_sub(1).map(|index| view.folded_token(index)).unwrap_or_default();
    !matches!(
        before,
        "for"
            | "in"
            | "within"
            | "after"
            | "than"
            | "least"
            | "about"
            | "just"
            | "only"
            | "to"
            | "another"
            | "lasted"
            | "takes"
            | "took"
    )
}
