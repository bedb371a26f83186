//! Numerals that count nothing: names and designators (`designators`), times (`clocks`), addresses, phone numbers, coordinates,
//! pronouns, and the numbers of lists (`lists`).

use unspool_lexicon::{CalendarWord, Figures, Lexicons, Unit, WordClass, is_word};
use unspool_model::QuantityKind;

use super::clocks::is_clock;
use super::designators::{
    designated, glued_to_name, is_counted, is_course, is_hull_number, is_word_in_name, named_before, text_at,
};
use super::{lists, phrase_ends, units};
use crate::formations;
use crate::joints::Joint;
use crate::numerals::Numeral;
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

/// `280 день`, `триває 280 доба`: a number before the singular of a unit that would be a plural counts which one it is, and so does any
/// in front of what something is in (`в 1 квартале`).
fn is_nth(view: &View<'_>, numeral: &Numeral) -> bool {
    let digits = view.token_text(numeral.tokens.start);
    let inside = view.token(numeral.tokens.end).is_some_and(|_| view.folded_token(numeral.tokens.end).ends_with(['е', 'и', 'і']));
    let one = digits.ends_with('1') && !digits.ends_with("11");
    (inside || !one) && numeral.tokens.len() == 1 && view.is(numeral.tokens.end, WordClass::NthUnit)
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
    if is_one_of_several(view, numeral, figures) {
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
            || token.is(WordClass::Verb) && !phrase_ends::is_adjective_of(view, next) && !suffers(view, next)
            // `one carrying three people`
            || text.ends_with("ing") && view.token(next + 1).is_some_and(|(token, noun)| {
                token.kind == Kind::Number || figures.numeral(noun, noun).is_some() || figures.is(noun, WordClass::Function)
            })
    })
}

/// `40 died and one was hurt`, `11 над Орском, один — над Тулой`: whether one is counted on behind another figure of its sentence, by what
/// befell it or by where, as the others were.
fn is_one_of_several(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let (first, next) = (numeral.tokens.start, numeral.tokens.end);
    let sentence = view.sentence(numeral.span.start);
    // `по одному`, `ещё один`, `and another one`
    let front = first.checked_sub(1).filter(|&front| view.is(front, WordClass::CountedOn)).unwrap_or(first);
    let listed = front.checked_sub(1).is_some_and(|sign| matches!(text_at(view, sign), ";" | ":"));
    let joined = listed || Joint::before(view, front).is_some();
    let counted = |at: usize| {
        let (token, text) = (view.tokens[at], view.token_text(at));
        token.kind == Kind::Number || figures.numeral(text, view.folded_token(at)).is_some()
    };
    let before = view.token_at(sentence.start)..front;
    if !joined || !before.clone().any(counted) {
        return false;
    }
    let dash = usize::from(matches!(text_at(view, next), "—" | "–" | "-"));
    let behind = next + dash;
    let was = usize::from(dash == 0 && matches!(text_at(view, behind), "was" | "is"));
    let suffers = view.is_small(behind + was, WordClass::Suffering);
    let alike = || {
        front < first && view.is_text(front, "по") || before.clone().any(|at| view.folded_token(at) == view.folded_token(behind))
    };
    // `один над территорией Рязанской области`
    let named = || (behind + 1..behind + 3).any(|at| view.token(at).is_some_and(|(token, _)| token.capital));
    let placed = view.is_small(behind, WordClass::Locative) && alike() && named();
    suffers || placed
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
pub(super) fn is_one_day(view: &View<'_>, numeral: &Numeral, unit: &Unit, figures: &Figures) -> bool {
    let one = numeral.tokens.len() == 1 && view.folded_token(numeral.tokens.start) == "one";
    let spaced = view.text[numeral.span.end..].starts_with(' ');
    if !one || !spaced || unit.kind != QuantityKind::Duration || unit.code != "d" {
        return false;
    }
    let before = numeral.tokens.start.checked_sub(1).map(|index| view.folded_token(index)).unwrap_or_default();
    !figures.is(before, WordClass::DayCount)
}
