//! Numbers that number things of the text itself: sentences of a list, posts of a thread.

use std::ops::Range;

use unspool_lexicon::{Attribution, Figures, WordClass};

use super::plurals;
use crate::numerals::Numeral;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// The last number of a list inside a text.
const LAST_OF_LIST: f64 = 20.0;
/// Most bytes between two numbers of a list, so that a post of megabytes costs no square.
const LONGEST_ITEM: usize = 2_000;

/// `1.`, `2)` or `3/` at the beginning of a line.
pub(super) fn is_number(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    if opens_post(view, numeral, figures)
        || opens_in_brackets(view, numeral)
        || runs_in_brackets(view, numeral)
        || is_note(view, numeral)
        || closes_post(view, numeral)
        || is_part_of_thread(view, numeral)
    {
        return true;
    }
    let behind = &view.text[numeral.span.end..];
    let sign = [") ", ". ", "/ ", "/\n", "/n "].into_iter().find(|sign| behind.starts_with(sign));
    // `8.Georgia is`
    let glued = behind.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    // `2/CCG ships`
    let slashed = behind.strip_prefix('/').is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    // `2)Military`
    let closed = behind.strip_prefix(')').is_some_and(|rest| rest.starts_with(char::is_uppercase));
    let opens = view.opens_line(numeral.span.start);
    // `3- their tactics`
    let dashed = behind.strip_prefix("- ").is_some_and(|rest| rest.starts_with(char::is_alphabetic));
    if dashed && opens && numeral.span.len() <= 2 {
        return true;
    }
    if (glued || slashed || closed) && opens || closed && numeral.span.len() <= 2 && is_behind_sentence(view, numeral.span.start)
    {
        return true;
    }
    let Some(sign) = sign.filter(|_| numeral.tokens.len() == 1) else { return false };
    if sign == ") " && numeral.span.len() <= 2 && !is_in_brackets(view, numeral.span.start) {
        return true;
    }
    // `He kept his word. 2/ Even Albania`, `Three points. 1) These are no regulars.`
    let opens = || view.text[numeral.span.end + sign.len()..].starts_with(char::is_uppercase);
    if is_behind_sentence(view, numeral.span.start) && (sign == "/ " || sign == ") " && numeral.span.len() <= 2 && opens()) {
        return true;
    }
    view.opens_line(numeral.span.start) || opens_reply(view, numeral.span.start) || goes_on_list(view, numeral, sign)
}

/// `3 Many towns are empty`: a number that opens a post, and behind it the capital of a sentence. `3 Soldiers Killed` is a
/// headline, `3 Syrians left` and `3 Soldiers left` are counts.
fn opens_post(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let next = numeral.tokens.end;
    let word = |index: usize| view.token(index).filter(|(token, _)| token.kind == Kind::Word);
    let sentence = word(next).is_some_and(|(token, text)| {
        token.capital
            && (!text.ends_with('s') || token.is(WordClass::Function))
            && view.text[numeral.span.end..token.start] == *" "
    });
    // `4 ICRC is there`, `2 Beglaryan told me`: one who acts, whom the number does not count.
    let acts = word(next + 1).is_some_and(|(_, text)| {
        matches!(text, "is" | "was" | "has") || matches!(figures.attribution.get(text), Some(Attribution::Verb))
    });
    let one = acts && numeral.value.exact().is_some_and(|number| number > 1.0 && number <= LAST_OF_LIST);
    // `40 UN peacekeepers arrived`, `40 Patriot batteries came`
    let figure = word(next).is_some_and(|(token, text)| {
        let capitals = text.chars().count() > 1 && !text.chars().any(char::is_lowercase);
        let long = numeral.value.exact().is_some_and(|number| number > LAST_OF_LIST) && plurals::is_plural(view, next + 1);
        capitals || long && !token.is(WordClass::Function)
    });
    numeral.tokens == (0..1)
        && sentence
        && (one || !figure && Word::of_text(view.folded_token(next)).is_ordinary())
        && word(next + 1).is_some_and(|(token, _)| !token.capital)
}

/// `(2) The West has`, `[4] The governor`: a small number in brackets that opens a line.
fn opens_in_brackets(view: &View<'_>, numeral: &Numeral) -> bool {
    is_bracketed(view, &numeral.span) && numeral.span.len() <= 2 && view.opens_line(numeral.span.start - 1)
}

/// `300 left.[1]`, `40 dead[12]`: the number of a note, in brackets right behind what it is for.
fn is_note(view: &View<'_>, numeral: &Numeral) -> bool {
    let head = view.text[..numeral.span.start].strip_suffix('[');
    let behind = &view.text[numeral.span.end..];
    numeral.tokens.len() == 1
        && behind.starts_with(']')
        && head.is_some_and(|head| head.ends_with(|c: char| !c.is_whitespace() && !matches!(c, '(' | '[')))
}

/// Whether brackets close right around a span.
fn is_bracketed(view: &View<'_>, span: &Range<usize>) -> bool {
    let (head, behind) = (&view.text[..span.start], &view.text[span.end..]);
    head.ends_with('(') && behind.starts_with(") ") || head.ends_with('[') && behind.starts_with("] ")
}

/// `to (1) resume talks, (2) let in inspectors`: a small number in brackets whose neighbour stands in brackets too.
fn runs_in_brackets(view: &View<'_>, numeral: &Numeral) -> bool {
    let number = numeral.value.exact().filter(|number| (1.0..=LAST_OF_LIST).contains(number) && number.fract() == 0.0);
    let Some(number) = number.filter(|_| is_bracketed(view, &numeral.span)) else { return false };
    let from = view.text.floor_char_boundary(numeral.span.start.saturating_sub(LONGEST_ITEM));
    let to = view.text.floor_char_boundary(numeral.span.end.saturating_add(LONGEST_ITEM));
    let stands = |number: f64, within: Range<usize>| number > 0.0 && view.text[within].contains(&format!("({number}) "));
    stands(number - 1.0, from..numeral.span.start) || number <= 1.0 && stands(number + 1.0, numeral.span.end..to)
}

/// Whether a bracket is open at a byte: `(see point 2) and`, but not `two ways: 1) by sea`.
fn is_in_brackets(view: &View<'_>, at: usize) -> bool {
    /// Bytes of the longest bracket that is looked back over.
    const LONGEST: usize = 500;
    let from = view.text.floor_char_boundary(at.saturating_sub(LONGEST));
    view.text[from..at].rfind(['(', ')']).is_some_and(|sign| view.text[from + sign..].starts_with('('))
}

/// `… against Kosovo. -3`: a small number behind the last sentence and a sign.
fn closes_post(view: &View<'_>, numeral: &Numeral) -> bool {
    let number = numeral.tokens.len() == 1 && numeral.span.len() <= 2;
    let head = view.text[..numeral.span.start].trim_end_matches(['-', '–', '—', '(', ' ']);
    let signed = view.text[head.len()..numeral.span.start].contains(['-', '–', '—', '(']);
    let ends = number && signed && view.text[numeral.span.end..].trim_matches(['.', '…', ' ', ')']).is_empty();
    ends && head.ends_with(['.', '!', '?', '"', '”'])
}

/// `There will be no peace (1 of 11)`: both numbers, alone in brackets.
fn is_part_of_thread(view: &View<'_>, numeral: &Numeral) -> bool {
    let number = |at: usize| view.tokens.get(at).is_some_and(|token| token.kind == Kind::Number);
    let reads = |first: usize| {
        let words = [(first.wrapping_sub(1), "("), (first + 1, "of"), (first + 3, ")")];
        number(first)
            && number(first + 2)
            && words.into_iter().all(|(at, word)| view.token(at).is_some_and(|(_, text)| text == word))
    };
    let at = numeral.tokens.start;
    numeral.tokens.len() == 1 && (reads(at) || at >= 2 && reads(at - 2))
}

/// `@someone 1. First of all`: whether nothing but handles stands before it on its line.
fn opens_reply(view: &View<'_>, at: usize) -> bool {
    /// Bytes of the handles that a reply begins with.
    const LONGEST: usize = 200;
    let from = view.text.floor_char_boundary(at.saturating_sub(LONGEST));
    let head = &view.text[from..at];
    let line = head.rsplit_once('\n').map_or(head, |(_, line)| line);
    let whole = from == 0 || line.len() < head.len();
    whole && line.starts_with('@') && line.split_whitespace().all(|word| word.starts_with('@'))
}

/// `1. Locals do the work. 2. Others do not.`, `What is left? 1. Work. 2. Hope.`: whether a list on one line has reached this
/// number: a sentence ends before it, or the list opens the line, and its neighbour stands there too.
fn goes_on_list(view: &View<'_>, numeral: &Numeral, sign: &str) -> bool {
    let number = numeral.value.exact().filter(|number| (1.0..=LAST_OF_LIST).contains(number) && number.fract() == 0.0);
    let Some(number) = number.filter(|_| sign.ends_with(' ')) else { return false };
    let opens = view.text[numeral.span.end + sign.len()..].starts_with(char::is_uppercase);
    let from = view.text.floor_char_boundary(numeral.span.start.saturating_sub(LONGEST_ITEM));
    let to = view.text.floor_char_boundary(numeral.span.end.saturating_add(LONGEST_ITEM));
    let stands = |number: f64, within: Range<usize>, begins: &dyn Fn(usize) -> bool| {
        let written = format!("{number}{sign}");
        number > 0.0 && view.text[within.clone()].match_indices(&written).any(|(at, _)| begins(within.start + at))
    };
    let head = from..numeral.span.start;
    let spaced = |at: usize| view.text[..at].ends_with(' ');
    let first = || stands(1.0, head.clone(), &|at| view.opens_line(at));
    let reached = || number < 3.0 || stands(number - 1.0, head.clone(), &spaced);
    // `This is what we know: 1. Nobody was there.`
    if number <= 1.0 && opens && view.text[..numeral.span.start].ends_with(": ") {
        return true;
    }
    let beside = |number: f64| stands(number, from..to, &|at| view.opens_line(at) || is_behind_sentence(view, at));
    // Behind a point a small letter may be one of an author's who writes them so.
    number > 1.0 && (opens || view.text[..numeral.span.start].ends_with(' ')) && first() && reached()
        || opens && is_behind_sentence(view, numeral.span.start) && (beside(number - 1.0) || beside(number + 1.0))
}

/// Whether a sentence, or a heading in brackets (`[THREAD] 1/`), ends right before byte `at`.
fn is_behind_sentence(view: &View<'_>, at: usize) -> bool {
    view.text[..at].trim_end_matches([' ', '"', '”', '(']).ends_with(['.', '!', '?', ':', ';', ']'])
}
