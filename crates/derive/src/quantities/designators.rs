//! Numbers in names and designators: `Su-35`, `Article 5`, `No. 4, 5 and 6`, `the Leopard 2`, the numbers on hulls.

use unspool_lexicon::{Figures, Folded, Lexicons, WordClass};

use super::plurals::is_plural;
use super::{noun_phrase, results, units};
use crate::mentions::is_christened;
use crate::numerals::Numeral;
use crate::view::{Kind, View};

/// The text of a token, or nothing behind the last.
pub(super) fn text_at<'v>(view: &'v View<'_>, index: usize) -> &'v str {
    view.token(index).map_or("", |(_, text)| text)
}

/// `Su-35`, `#7`, `x=5`, `a.3`: something joins the digits to what stands before them.
pub(super) fn glued_to_name(view: &View<'_>, numeral: &Numeral) -> bool {
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
pub(super) fn is_word_in_name(view: &View<'_>, numeral: &Numeral) -> bool {
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
pub(super) fn designated(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    // `In Article 5, 40 boats`: what counts something is on no list.
    let first = if is_counted(view, numeral, figures) { numeral.tokens.start } else { list_head(view, numeral.tokens.start) };
    let Some(mut before) = first.checked_sub(1) else { return false };
    // `IB-251, 252 and 253`
    if first < numeral.tokens.start
        && view.is_hyphen(before)
        && before.checked_sub(1).is_some_and(|name| view.tokens[name].capital)
    {
        return true;
    }
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

/// Whether something behind a number is counted.
pub(super) fn is_counted(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    noun_phrase::counted(view, numeral.tokens.end, false, false, figures).is_some()
}

/// `CCG ships 21551 & 21556`, `frigate Hengyang (568)`: long plain numbers behind a kind of vessel, and those in brackets behind
/// its name, are painted on its hull.
pub(super) fn is_hull_number(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
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
pub(super) fn named_before(view: &View<'_>, numeral: &Numeral, lexicons: &Lexicons) -> bool {
    let first = numeral.tokens.start;
    let Some(before) = first.checked_sub(1).filter(|&before| view.tokens[before].kind == Kind::Word) else { return false };
    let word = text_at(view, before);
    let digits = view.token_text(first);
    let bare = numeral.tokens.len() == 1 && digits.len() <= 4 && digits.bytes().all(|byte| byte.is_ascii_digit());
    // `«Погибли 8, ранены 12»`, but `the “Leopard 2”`
    let quoted = before.checked_sub(1).is_some_and(|mark| {
        view.glued(mark, before)
            && matches!(text_at(view, mark), "«" | "“" | "„" | "\"")
            && !view.text[numeral.span.end..].starts_with(['»', '”', '“', '"'])
    });
    if !bare || !word.starts_with(char::is_uppercase) || quoted || view.opens_sentence(before) {
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
pub(super) fn is_course(view: &View<'_>, numeral: &Numeral, figures: &Figures) -> bool {
    let first = numeral.tokens.start;
    let subject = || {
        let before = first.checked_sub(1).map(|before| view.tokens[before]);
        before.is_some_and(|token| token.kind == Kind::Word && !token.is(WordClass::Function) && !token.is(WordClass::Verb))
    };
    numeral.tokens.len() == 1 && view.token_text(first) == "101" && subject() && !is_counted(view, numeral, figures)
}
