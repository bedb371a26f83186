//! Modifiers and trends around a figure.

use std::ops::Range;

use unspool_lexicon::{CueRole, Figures, NumeralClass, WordClass};
use unspool_model::{Modifier, QuantityKind, Trend};

use super::FoundFigure;
use super::elision::is_countless;
use crate::view::{Kind, View};

/// The cues on both sides of a figure. What the numeral itself says (a range, a vague magnitude) stays.
/// `spelled` says that words spell a range, in front of which `between` and `from` may stand.
pub(super) fn around(
    view: &View<'_>,
    span: &Range<usize>,
    spelled: bool,
    figures: &Figures,
    own: Option<Modifier>,
) -> (Option<Modifier>, Option<Trend>) {
    let (mut modifier, mut trend) = (None, None);
    let mut note = |cue: CueRole| match cue {
        CueRole::Modifier(found) => modifier = modifier.or(Some(found)),
        CueRole::Trend(found) => trend = trend.or(Some(found)),
        CueRole::Level => {}
    };
    let mut head = view.text[..span.start].trim_end_matches(' ');
    if spelled {
        let levels = figures.without_last(head, WordClass::RangeFront).or_else(|| head.strip_suffix("between"));
        head = levels.unwrap_or(head).trim_end_matches(' ');
    }
    // `almost an 80% decline`
    let behind_article = figures.without_last(head, WordClass::Indefinite);
    let rough = |front: &&str| matches!(figures.cues_before.ends(front), Some((_, CueRole::Modifier(_))));
    head = behind_article.filter(rough).unwrap_or(head);
    // `упал в 1,5 раза`
    let times = figures.is(view.token_text(view.token_at(span.end).saturating_sub(1)), WordClass::Times);
    if let Some(front) = [" в", " у"].iter().filter(|_| times).find_map(|preposition| head.strip_suffix(preposition)) {
        head = front;
        let verb = front.rsplit(' ').next().unwrap_or_default();
        figures.cues_before.get(&format!("{verb} на")).into_iter().for_each(|&cue| note(cue));
    }
    let tail = view.text[span.end..].trim_start_matches(' ');
    // A modifier, and a trend in front of it: `fell by about 10%`.
    for _ in 0..3 {
        let found = figures.cues_before.ends(head).or_else(|| behind_adverb(head, figures));
        let found = found.or_else(|| over_object(head, figures).filter(|_| !is_where(tail)));
        let found = found.or_else(|| over_preposition(head, figures));
        let Some((start, &cue)) = found else { break };
        // `shot down 67 drones` is no decline.
        if matches!(cue, CueRole::Trend(_)) && is_phrasal(&head[..start], &head[start..], figures) {
            break;
        }
        // `falls between 40,000 and 55,000`: where a number lies.
        let lies = spelled && matches!(cue, CueRole::Trend(_)) && view.text[..span.start].trim_end().ends_with("between");
        if cue == CueRole::Level
            || lies
            || is_spread_over(&head[..start], &head[start..], figures)
            || comes_to(&head[..start], &head[start..], figures)
            || is_told_of(&head[..start], &head[start..], figures)
        {
            break;
        }
        // `=>30` and `<>30` are signs of their own.
        if head[start..].starts_with(['<', '>']) && head[..start].ends_with(['<', '>', '=']) {
            break;
        }
        note(cue);
        head = head[..start].trim_end_matches(' ');
        head = figures.without_last(head, WordClass::Indefinite).unwrap_or(head);
    }
    let mut behind = None;
    // `210k rubles a month + a bonus`: a sign that adds something else.
    let adds = tail.starts_with('+') && tail.len() < view.text.len() - span.end;
    if let Some((_, &cue)) =
        figures.cues_after.starts(tail).filter(|(length, cue)| !adds && !is_of_other(**cue, &tail[..*length], &tail[*length..]))
    {
        match cue {
            CueRole::Modifier(found) => behind = Some(found),
            CueRole::Trend(found) => trend = trend.or(Some(found)),
            CueRole::Level => {}
        }
    }
    // `about five hundred or more` is at least that.
    let modifier = match (modifier, behind) {
        (Some(Modifier::Approximately) | None, Some(behind)) => Some(behind),
        (modifier, _) => modifier,
    };
    // `more than 5000 or equal`
    let modifier = match modifier {
        Some(Modifier::MoreThan) if tail.starts_with("or equal") && !equals_other(tail) => Some(Modifier::AtLeast),
        Some(Modifier::LessThan) if tail.starts_with("or equal") && !equals_other(tail) => Some(Modifier::AtMost),
        other => other,
    };
    (own.or(modifier), trend)
}

/// `fell by only 3%`, `dropped a marginal 3%`: a trend in front of an adverb, or of an article and an adjective, that a text
/// ends in.
fn behind_adverb<'f>(head: &str, figures: &'f Figures) -> Option<(usize, &'f CueRole)> {
    let (before, word) = head.rsplit_once(' ')?;
    let described = || figures.without_last(before, WordClass::Indefinite).filter(|_| word.chars().all(char::is_lowercase));
    let before = if figures.is(word, WordClass::Adverb) { before } else { described()? };
    figures.cues_before.ends(before).filter(|(_, cue)| matches!(cue, CueRole::Trend(_)))
}

/// `cut its exports by 30%`, `снизили экспорт на 30%`: the verb of change that a preposition at the end of a text belongs to, over
/// the verb's object.
fn over_object<'f>(head: &str, figures: &'f Figures) -> Option<(usize, &'f CueRole)> {
    /// Most words of the object.
    const MOST: usize = 6;
    let preposition = ["by", "на"].into_iter().find(|word| head.strip_suffix(word).is_some_and(|front| front.ends_with(' ')))?;
    let clause = head[..head.len() - preposition.len()].trim_end();
    let clause = clause.rsplit([',', '.', ';', ':', '\n', '(']).next().unwrap_or(clause);
    let counts = |word: &&str| word.contains(|c: char| c.is_ascii_digit());
    let object = clause.rsplit(' ').take_while(|word| !counts(word)).take(MOST + 1).skip(1);
    object.into_iter().find_map(|verb| {
        let cue = figures.cues_before.get(&format!("{verb} {preposition}"))?;
        let start = head.len() - preposition.len();
        matches!(cue, CueRole::Trend(_)).then_some((start, cue))
    })
}

/// `падение обломков на пяти площадках`: whether a Russian or Ukrainian noun behind a figure says where, by its case.
fn is_where(tail: &str) -> bool {
    let locative = |word: &str| word.ends_with("ах") || word.ends_with("ях");
    tail.split(' ').take(2).any(|word| locative(word.trim_end_matches(|c: char| !c.is_alphabetic())))
}

/// `прорвались почти на 16 км`, `advanced nearly by 16 km`: a modifier in front of the preposition that a text ends in.
fn over_preposition<'f>(head: &str, figures: &'f Figures) -> Option<(usize, &'f CueRole)> {
    let front = ["by", "на"].into_iter().find_map(|word| head.strip_suffix(word)?.strip_suffix(' '))?;
    figures.cues_before.ends(front).filter(|(_, cue)| matches!(cue, CueRole::Modifier(_)))
}

/// `or more than 6000`, `150k + 400k`, `10 years plus $4bn`: whether a cue is of another number; `10% lower than last year` is not.
fn is_of_other(cue: CueRole, text: &str, tail: &str) -> bool {
    let trend = matches!(cue, CueRole::Trend(_));
    let than = || !trend && tail.strip_prefix(" than ").is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()));
    let number = |c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£');
    let plus = || matches!(text, "+" | "plus") && tail.trim_start().starts_with(number);
    than() || plus()
}

/// `5.7% fewer tonnes`, `two-thirds more`, `2 billion more`: a share, sum or measure by which something differs; a count is often of what came besides.
pub(super) fn compared(view: &View<'_>, figure: &FoundFigure) -> Option<Trend> {
    // `two times less`, but `three times more than in May` is as often a product.
    let times = || view.text[figure.span.clone()].ends_with("times") && view.is_text(view.token_at(figure.span.end), "less");
    let part = figure.kind == QuantityKind::Ratio && (figure.value.is_some_and(|value| value < 1.0) || times());
    let differs = part || matches!(figure.kind, QuantityKind::Percent | QuantityKind::Money | QuantityKind::Measure);
    let next = view.token_at(figure.span.end);
    let word = view.token(next).filter(|_| differs)?.0;
    let trends = [([WordClass::More, WordClass::Higher], Trend::Up), ([WordClass::Less, WordClass::Lower], Trend::Down)];
    trends.into_iter().find_map(|(classes, trend)| classes.into_iter().any(|class| word.is_small(class)).then_some(trend))
}

/// `or equal to 6000`: equal to another number.
fn equals_other(tail: &str) -> bool {
    tail.strip_prefix("or equal to ").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
}

/// `within about 5 km of the border`: a distance, and no amount of the border.
pub(super) fn is_within(view: &View<'_>, start: usize) -> bool {
    view.folded[..start].split_whitespace().rev().take(2).any(|word| word == "within")
}

/// `$8bn over five years`, `Over one month it fell`: `over` is the span of time and no modifier, unless what stands before it
/// wants a duration (`for over five years`), or it opens a sentence and the time is what has passed (`Over a year ago`).
pub(super) fn over_a_time(view: &View<'_>, span: &Range<usize>) -> bool {
    let before = view.token_at(span.start).checked_sub(1);
    // `over a 24-hour period`
    let article = before.filter(|&article| article > 0 && view.is_small(article, WordClass::Indefinite));
    let over = article.map(|article| article - 1).or(before).filter(|&over| view.is_text(over, "over"));
    let Some(over) = over else { return false };
    let next = view.token_at(span.end);
    match over.checked_sub(1).and_then(|before| view.token(before)) {
        Some((token, _)) if token.kind == Kind::Word => !token.is(WordClass::DurationFront),
        // `$8bn (€7bn) over five years`, `40% over a month`
        Some((token, text)) if token.kind == Kind::Number || matches!(text, ")" | "]" | "%") => true,
        _ => view.token(next).is_some_and(|(token, _)| token.kind == Kind::Word) && !view.is(next, WordClass::DurationEnd),
    }
}

/// `fighters spread over three countries`: where they are, and no more than three.
fn is_spread_over(head: &str, cue: &str, figures: &Figures) -> bool {
    let verb = head.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    cue == "over" && figures.is(verb, WordClass::Spreading)
}

/// `выросло число погибших до 80`: where a change came to, and no bound.
fn comes_to(head: &str, cue: &str, figures: &Figures) -> bool {
    /// Most words between the change and its end, and between it and the level that it begins with.
    const MOST: usize = 6;
    const MOST_TO_FIRST: usize = 10;
    let of_clause = |word: &&str| !word.ends_with([',', '.', ';', ':']);
    // `снижена на 50 б.п., до 16%`: the change, and the level.
    let changed = |level: &&str| level.rsplit(' ').take(2).any(|word| word.contains(|c: char| c.is_ascii_digit()));
    let whole = head.trim_end();
    let head = whole.strip_suffix(',').filter(changed).map_or(whole, |level| level.trim_end_matches('.'));
    let comes_from_change = |head: &str, most: usize| {
        let mut words = head.split_whitespace().rev().take(most).take_while(of_clause);
        words.any(|word| figures.is(word, WordClass::Change))
    };
    let leaves = || before_first_level(head, figures).is_some_and(|front| comes_from_change(front, MOST_TO_FIRST));
    cue == "до" && (is_amount_of_change(whole, figures) || comes_from_change(head, MOST) || leaves())
}

/// `зросла з 20% у грудні 2021 року`: what stands in front of the level that a change begins with, in the clause that a text ends in.
fn before_first_level<'t>(head: &'t str, figures: &Figures) -> Option<&'t str> {
    let clause = head.rfind([';', '\n']).map_or(0, |end| end + 1);
    let number = |at: usize| head[at..].starts_with(|c: char| c.is_ascii_digit());
    let levels = head[clause..].rmatch_indices(' ').filter(|&(at, _)| number(clause + at + 1));
    levels.map(|(at, _)| &head[..clause + at]).find_map(|front| figures.without_last(front, WordClass::RangeFront))
}

/// `вдвое –`, `(на 5 п.п.,`: whether a text ends in the amount of a change and a comma or dash.
fn is_amount_of_change(head: &str, figures: &Figures) -> bool {
    /// Words of an amount: its preposition, the number and the unit.
    const MOST: usize = 3;
    let amount = head.trim_end_matches([',', '–', '—', '-', ' ', '.']);
    let multiple =
        |word: &str| figures.numeral(word, &word.to_lowercase()).is_some_and(|word| word.class == NumeralClass::Multiple);
    let words = || amount.rsplit(' ').take(MOST);
    let by = || {
        words().any(|word| word.trim_start_matches('(') == "на")
            && words().any(|word| word.contains(|c: char| c.is_ascii_digit()))
    };
    amount.len() < head.len() && (words().next().is_some_and(multiple) || by())
}

/// `news about 300 troops`: what is told, and no rough number.
fn is_told_of(head: &str, cue: &str, figures: &Figures) -> bool {
    let noun = head.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    cue == "about" && figures.is(noun, WordClass::Telling)
}

/// `dropped two bombs`: what is counted falls itself, and is no amount of a decline (`dropped 30 points`).
pub(super) fn lets_go(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> bool {
    let counted = figure.object.as_ref().filter(|object| !is_countless(view, object, figures));
    let last =
        |head: &str| figures.is(head.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default(), WordClass::Releasing);
    let head = view.folded[..figure.span.start].trim_end();
    // `dropping at least 12 bombs`
    let before_modifier = || figures.cues_before.ends(head).map_or("", |(start, _)| head[..start].trim_end());
    figure.trend.is_some() && counted.is_some() && (last(head) || last(before_modifier()))
}

/// Whether `up` or `down` belongs to the verb before it: `shot down`, `set up`.
fn is_phrasal(head: &str, cue: &str, figures: &Figures) -> bool {
    let verb = head.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    matches!(cue, "up" | "down") && figures.is(verb, WordClass::Phrasal)
}

/// `40 bodies at most`, `12 villages or so`: the modifier of several words behind what is counted, if no other figure has it.
pub(super) fn behind_object(view: &View<'_>, object: &Range<usize>, figures: &Figures) -> Option<Modifier> {
    let tail = view.text[object.end..].strip_prefix(' ')?;
    let (length, cue) = figures.cues_after.starts(tail).filter(|&(length, _)| tail[..length].contains(' '))?;
    let behind = tail[length..].trim_start();
    let word = behind.split(' ').next().unwrap_or_default();
    // `seven dead and more than 20 hurt`
    let of_other = behind.starts_with("than ")
        || behind.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '€' | '£'))
        || figures.numeral(word, &word.to_lowercase()).is_some();
    if let CueRole::Modifier(modifier) = cue { Some(*modifier).filter(|_| !of_other) } else { None }
}

/// The token behind a modifier that stands behind the figure: `300+ men`, `40 or so villages`; also
/// over `more`, which counts nothing.
pub(super) fn skip_behind(view: &View<'_>, next: usize, figures: &Figures) -> usize {
    let Some(token) = view.tokens.get(next).filter(|token| token.kind != Kind::Break) else { return next };
    if view.is_small(next, WordClass::More) || view.is_small(next, WordClass::Less) {
        return next + 1;
    }
    match figures.cues_after.starts(&view.text[token.start..]) {
        Some((length, CueRole::Modifier(_))) => view.token_at(token.start + length),
        _ => next,
    }
}
