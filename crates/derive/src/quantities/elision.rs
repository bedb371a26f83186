//! Objects that the text leaves out: another figure of the post names them.

use std::ops::Range;

use unspool_lexicon::{Figures, NumeralClass, WordClass, is_word};
use unspool_model::QuantityKind;

use super::FoundFigure;
use super::plurals::is_plural;
use crate::possessive;
use crate::slavic;
use crate::view::{Kind, View};

/// A count without an object takes that of the figure behind it, if `and` or `of the` joins them
/// (`killed 12 and wounded 40 civilians`), else that of an earlier figure of the post.
pub(super) fn elide(view: &View<'_>, found: &mut [FoundFigure], figures: &Figures) {
    let mut last: Option<Range<usize>> = None;
    // What there was one of behind it.
    let mut single: Option<Range<usize>> = None;
    // What the last figure of any kind counts: a share by itself is one of it.
    let mut whole: Option<Range<usize>> = None;
    // The last figure that is a percentage of something.
    let mut share: Option<usize> = None;
    for index in 0..found.len() {
        if found.get(index + 1).is_some_and(|next| modifies_next(view, &found[index], next)) {
            found[index].object = None;
        }
        let kind = found[index].kind;
        let four = index.checked_sub(2).and_then(|first| found.get(first..index + 2));
        if let Some(objects) = four.and_then(|four| respective(view, four)) {
            for (figure, object) in found[index..].iter_mut().zip(objects) {
                (figure.object, figure.object_elided) = (Some(object), true);
            }
            continue;
        }
        let shared = found.get(index + 1).and_then(|next| shared(view, &found[index], next, figures));
        if let Some(whole) = whole.clone().filter(|_| is_share_of_last(view, &found[index], figures)) {
            (found[index].object, found[index].object_elided) = (Some(whole), true);
            continue;
        }
        if let Some(first) = share.filter(|&first| is_further_share(view, &found[first], &found[index], figures)) {
            (found[index].object, found[index].object_elided) = (found[first].object.clone(), true);
            continue;
        }
        let counted = found[index].object.clone().filter(|object| !is_countless(view, object, figures));
        whole = counted.or(whole);
        share = if kind == QuantityKind::Percent && found[index].object.is_some() { Some(index) } else { share };
        if kind != QuantityKind::Count {
            if let Some(object) =
                shared.filter(|_| matches!(kind, QuantityKind::Percent | QuantityKind::Ratio) && found[index].object.is_none())
            {
                found[index].object = Some(object);
                found[index].object_elided = true;
            }
            continue;
        }
        match (&found[index].object, shared.or_else(|| last.clone())) {
            // `300 men crossed; one resident saw 12`: what there is one of is seldom what the next figure counts.
            (Some(object), _) if last.is_some() && found[index].value == Some(1.0) => single = Some(object.clone()),
            // `in six regions one man died, 33 were hurt`: where it was counted is not what is counted on.
            (Some(object), _) if is_setting_of_regions(view, object, found[index].span.start, figures) => {}
            // `1,100 soldiers (and two bases), France 1,500`
            (Some(_), _) if last.is_some() && is_in_brackets(view, &found[index].span) => {}
            // `34 people incl. 2 children died; 117 were hurt`: a part is not what is counted on.
            (Some(_), _) if last.is_some() && is_part(view, found[index].span.start, figures) => {}
            // `47 jets at six bases; in May it was 52`: where it was counted is not what is counted on.
            (Some(_), _) if last.as_ref().is_some_and(|last| is_setting(view, last, &found[index])) => {}
            // `10 people died, 29 injured and 37 arrested`: what befell some is not what the next are.
            (Some(object), _)
                if last.as_ref().is_some_and(|last| !is_fate(view, last, figures)) && is_fate(view, object, figures) => {}
            // `one number to watch: 42,000`
            (Some(object), _) if is_countless(view, object, figures) => {}
            (Some(object), _) => last = Some(object.clone()),
            (None, Some(object)) if !counts_its_own(view, &object, &found[index], figures) => {
                found[index].object = Some(object);
                found[index].object_elided = true;
            }
            // `12 houses burned; one man died, three are hurt`: the one was of those who suffer too.
            (None, Some(object)) if is_thing(view, &object, figures) && is_of_people(view, &found[index].span, figures) => {
                let here = |one: &Range<usize>| view.sentence(one.start).end >= found[index].span.end;
                let one = single.clone().filter(|one| !is_thing(view, one, figures) && here(one));
                found[index].object_elided = one.is_some();
                found[index].object = one;
            }
            (None, _) => {}
        }
    }
}

/// `653 drones and 51 missiles, 585 and 30 shot down`: the objects of the last two of four figures, which have none, each that of its
/// pair.
fn respective(view: &View<'_>, four: &[FoundFigure]) -> Option<[Range<usize>; 2]> {
    let [first, second, of_first, of_second] = four else { return None };
    let and = |from: usize, to: usize| matches!(view.folded.get(from..to), Some(" and " | " & " | " и " | " та " | " і "));
    let counts = [first, second, of_first, of_second].iter().all(|figure| figure.kind == QuantityKind::Count);
    let bare = of_first.object.is_none() && of_second.object.is_none();
    let paired = || and(of_first.span.end, of_second.span.start) && !first.object_elided && !second.object_elided;
    let objects = [first.object.clone()?, second.object.clone()?];
    (counts && bare && paired() && and(objects[0].end, second.span.start)).then_some(objects)
}

/// Whether an object is one that no other figure counts as well: `three times`, `two important questions`.
pub(super) fn is_countless(view: &View<'_>, object: &Range<usize>, figures: &Figures) -> bool {
    let head = view.folded[object.clone()].rsplit(' ').next().unwrap_or_default();
    figures.is(head, WordClass::Countless)
}

/// Whether an object is what befell some of those who are counted: `29 injured`. The dead are counted on.
fn is_fate(view: &View<'_>, object: &Range<usize>, figures: &Figures) -> bool {
    figures.is(&view.folded[object.clone()], WordClass::Suffering)
}

/// `Millions attend the rallies`: a magnitude that opens a sentence and acts is of people, whatever was counted before.
fn is_crowd(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> bool {
    let vague = figure.value.is_none() && view.text[figure.span.clone()].ends_with('s');
    let behind = view.text[figure.span.end..].strip_prefix(' ').unwrap_or_default();
    let word = behind.split(|c: char| !is_word(c)).next().unwrap_or_default();
    // `hundreds were`, `hundreds more`: as many as were counted before.
    let acts = word.starts_with(char::is_lowercase) && !figures.is(word, WordClass::Function) && word != "more";
    vague && acts && view.opens_sentence(view.token_at(figure.span.start))
}

/// `They held 64 people. Two thirds were soldiers`: a share by itself as the subject of a sentence.
fn is_share_of_last(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> bool {
    let share = matches!(figure.kind, QuantityKind::Percent | QuantityKind::Ratio) && figure.object.is_none();
    let behind = view.text[figure.span.end..].split_whitespace().next().unwrap_or_default();
    share && figures.is(behind, WordClass::Auxiliary) && view.opens_sentence(view.token_at(figure.span.start))
}

/// `54% of Poles object, up from 40%`, `and 27% agree`: a percentage of what the last one is of.
fn is_further_share(view: &View<'_>, first: &FoundFigure, figure: &FoundFigure, figures: &Figures) -> bool {
    if figure.kind != QuantityKind::Percent || figure.object.is_some() || view.sentence(first.span.start).end < figure.span.end {
        return false;
    }
    let between = view.folded[first.span.end..figure.span.start].trim_end();
    let between = figures.cues_before.ends(between).map_or(between, |(start, _)| between[..start].trim_end());
    let compared = figures.comparisons.ends(between).is_some();
    let listed = ["and", "and only", "but only", "while", "while only", ",", ";", "и", "а", "та", "ще", "еще", "ещё"]
        .iter()
        .any(|words| between.ends_with(words));
    let behind = &view.folded[figure.span.end..];
    let word = behind.strip_prefix(' ').unwrap_or_default().split(|c: char| !is_word(c)).next().unwrap_or_default();
    let ends = word.is_empty() || figures.is(word, WordClass::Function) || figures.is(word, WordClass::Verb);
    ends && (compared || listed)
}

/// Whether what a figure without an object counts is not the object that was counted before.
fn counts_its_own(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure, figures: &Figures) -> bool {
    is_crowd(view, figure, figures)
        || is_owned_crowd(view, figure)
        || is_vote(view, &figure.span)
        || acts_elsewhere(view, object, &figure.span, figures)
        || is_in_need(view, object, &figure.span, figures)
        || is_size(view, figure, figures)
        // `a force to be 20,000 strong`
        || view.folded[figure.span.end..].trim_start_matches([' ', '-']).starts_with("strong")
        || is_done_by(view, object, figure, figures)
        || is_level(view, object, figure)
        || is_rate(view, figure)
        || is_toll(view, object, figure, figures)
        || has_changed(view, object, figure, figures)
        || is_thing(view, object, figures) && is_of_people(view, &figure.span, figures)
}

/// `Losses rose by 15% to 470,000`: a level that a change leads to is of what changed, and of nothing in another sentence.
fn is_level(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure) -> bool {
    let change = view.folded[..figure.span.start].trim_end().strip_suffix(" to");
    change.is_some_and(|change| change.ends_with('%') || change.ends_with("percent"))
        && object.end < view.sentence(figure.span.start).start
}

/// `the highest rate: 74.6 per 100,000`: so many of what the rate is of.
fn is_rate(view: &View<'_>, figure: &FoundFigure) -> bool {
    let base = view.text[figure.span.end..].strip_prefix(" per ");
    base.is_some_and(|base| base.starts_with(|c: char| c.is_ascii_digit()))
}

/// `320 targets were hit. The death toll has reached 5,087`: a toll is of those who died, and of nobody in a sentence where none did.
fn is_toll(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure, figures: &Figures) -> bool {
    let sentence = view.sentence(figure.span.start);
    let toll = view.folded[sentence.start..figure.span.start].split(|c: char| !is_word(c)).any(|word| word == "toll");
    let before = view.sentence(object.start);
    let suffers = |word: &str| figures.is(word, WordClass::Suffering) || word == "dead";
    toll && object.end <= sentence.start && !view.folded[before].split(|c: char| !is_word(c)).any(suffers)
}

/// `There are 22 gangs. Homicides rose from 8 to 46`: a plural that is the subject of a verb of change, and no object yet.
fn has_changed(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure, figures: &Figures) -> bool {
    /// Most tokens from the verb to the figure.
    const MOST: usize = 6;
    let sentence = view.sentence(figure.span.start);
    let at = view.token_at(figure.span.start);
    let joins = |at: usize| view.tokens[at].kind == Kind::Number || matches!(view.folded_token(at), "from" | "to" | "by");
    if !at.checked_sub(1).is_some_and(joins) {
        return false;
    }
    let verb = (0..at).rev().take(MOST).find(|&at| !joins(at)).filter(|&verb| view.is(verb, WordClass::Change));
    let subject = verb.and_then(|verb| (0..verb).rev().find(|&at| !view.is(at, WordClass::Auxiliary)));
    subject.is_some_and(|subject| {
        let token = view.tokens[subject];
        let counted = view.text[object.clone()].ends_with(&view.text[token.start..token.end]);
        let measured = figures.is(view.folded_token(subject), WordClass::Measured);
        token.start >= sentence.start && is_plural(view, subject) && !counted && !measured
    })
}

/// `24 dead. Some 155,000 left`: whether as many do or suffer something in a sentence of their own, who are not those that something
/// befell.
fn acts_elsewhere(view: &View<'_>, object: &Range<usize>, figure: &Range<usize>, figures: &Figures) -> bool {
    let next = view.token_at(figure.end);
    let acts = [WordClass::Verb, WordClass::Auxiliary, WordClass::Suffering].into_iter().any(|class| view.is_small(next, class));
    let fate = is_fate(view, object, figures) || view.folded[object.clone()] == *"dead";
    fate && acts && object.end < view.sentence(figure.start).start
}

/// `150,000 dead, 30m in need`: whether as many are in a state that the dead are not.
fn is_in_need(view: &View<'_>, object: &Range<usize>, figure: &Range<usize>, figures: &Figures) -> bool {
    let word = view.folded[figure.end..].strip_prefix(" in ").and_then(|rest| rest.split(|c: char| !is_word(c)).next());
    let small = |word: &&str| view.text[figure.end + " in ".len()..].starts_with(char::is_lowercase) && !word.ends_with('s');
    let state = word.filter(small).is_some_and(|word| !word.is_empty() && !figures.is(word, WordClass::Function));
    state && (is_fate(view, object, figures) || view.folded[object.clone()] == *"dead")
}

/// `passed the bill 323 to 272`: votes for and against, and no range, which has one figure, nor a change, which is `from` one.
fn is_vote(view: &View<'_>, figure: &Range<usize>) -> bool {
    let digit = |c: char| c.is_ascii_digit();
    let (before, behind) = (&view.folded[..figure.start], &view.folded[figure.end..]);
    let against = before.strip_suffix(" to ").filter(|front| front.ends_with(digit));
    let front = match against {
        Some(front) => front.trim_end_matches(|c| digit(c) || c == ','),
        None if behind.strip_prefix(" to ").is_some_and(|rest| rest.starts_with(digit)) => before,
        None => return false,
    };
    !front.ends_with("from ")
}

/// Whether a figure stands in brackets that open and close in its sentence.
fn is_in_brackets(view: &View<'_>, figure: &Range<usize>) -> bool {
    let sentence = view.sentence(figure.start);
    // A figure may hold what looks like the end of its sentence.
    let behind = view.text.get(figure.end..sentence.end).unwrap_or_default();
    let before = &view.text[sentence.start..figure.start];
    let opens = before.rfind('(').is_some_and(|open| before.rfind(')').is_none_or(|close| close < open));
    opens && behind.contains(')')
}

/// `у шести областях`, `in four villages`: whether an object of places stands behind a preposition of place.
fn is_setting_of_regions(view: &View<'_>, object: &Range<usize>, figure: usize, figures: &Figures) -> bool {
    let head = view.folded[object.clone()].rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
    let before = view.folded[..figure].trim_end().rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
    let places = [WordClass::Region, WordClass::Site].into_iter().any(|class| figures.is(head, class));
    places && matches!(before, "in" | "across" | "у" | "в" | "во")
}

/// Whether a figure stands behind a preposition of place in the sentence of an object.
fn is_setting(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure) -> bool {
    let head = view.folded[..figure.span.start].trim_end();
    let located = ["in", "at", "across", "inside", "near", "throughout"]
        .iter()
        .any(|word| head.strip_suffix(word).is_some_and(|rest| rest.ends_with(' ')));
    // `volunteers from 128 countries`, but `tanks rose from 50 to 200`
    let origin = || head.ends_with(" from") && figure.object.as_ref().is_some_and(|own| own.start > figure.span.start);
    (located || origin()) && view.sentence(object.start).end >= figure.span.start
}

/// Whether the head of an object has no life to lose: `tower blocks`, and what has a type (`M2 Bradleys`).
fn is_thing(view: &View<'_>, object: &Range<usize>, figures: &Figures) -> bool {
    let head = view.folded[object.clone()].rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
    figures.is(head, WordClass::Inanimate) || view.text[object.clone()].contains(|c: char| c.is_ascii_digit())
}

/// `killed at least 159`, `159 died`, `159 were arrested`: whether it is people who are counted.
fn is_of_people(view: &View<'_>, span: &Range<usize>, figures: &Figures) -> bool {
    // `троє травмовані`
    let numeral = figures.numeral(&view.text[span.clone()], &view.folded[span.clone()]);
    if numeral.is_some_and(|numeral| numeral.class == NumeralClass::People) {
        return true;
    }
    let head = view.folded[..span.start].trim_end();
    let head = figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end());
    let before = head.rsplit(|c: char| !is_word(c)).next().unwrap_or_default();
    // `38 of 67 aboard died`
    let passed = |word: &str| word == "aboard" || word.starts_with(|c: char| c.is_ascii_digit());
    let words = view.folded[span.end..].split_whitespace().filter(|word| word.contains(is_word) && !passed(word));
    let mut behind = words.take(3);
    let suffers = |word: &str| figures.is(word.trim_end_matches(|c| !is_word(c)), WordClass::Suffering);
    figures.is(before, WordClass::Suffering) || behind.find(|word| !figures.is(word, WordClass::Function)).is_some_and(suffers)
}

/// `two kitchens that fed 4,000`: what the object did to as many, who are something else.
fn is_done_by(view: &View<'_>, object: &Range<usize>, figure: &FoundFigure, figures: &Figures) -> bool {
    let between = view.folded.get(object.end..figure.span.start).unwrap_or_default();
    let mut words = between.split(' ').filter(|word| !word.is_empty());
    let relative = words.next().is_some_and(|word| matches!(word, "that" | "which" | "who"));
    // `that are 40`, `who were about 30`: as many are they themselves.
    // `the 87 homicides that occurred in Mexico, 14 were`: behind a comma the clause is over.
    relative
        && !between.contains(',')
        && words.next().is_some_and(|verb| !figures.is(verb, WordClass::Function))
        && words.count() <= 2
}

/// `a council of nine meets`: the size of a body, and not of the last thing counted.
fn is_size(view: &View<'_>, figure: &FoundFigure, figures: &Figures) -> bool {
    let of = view.folded[..figure.span.start].strip_suffix("of ").map(str::trim_end);
    let noun = of.and_then(|head| head.rsplit(|c: char| !is_word(c)).next());
    noun.is_some_and(|noun| {
        let sized = [WordClass::Body, WordClass::Formation, WordClass::Cause, WordClass::Size];
        sized.into_iter().any(|class| figures.is(noun, class))
    })
}

/// `Karapetyan's billions`: what somebody owns is money, or nothing that was counted before.
fn is_owned_crowd(view: &View<'_>, figure: &FoundFigure) -> bool {
    let head = view.text[..figure.span.start].trim_end();
    figure.value.is_none()
        && (possessive::before_one(head).is_some() || possessive::before_any(head).is_some_and(|owners| owners.ends_with('s')))
}

/// Whether what stands before byte `at` says that a part of what was counted is counted.
fn is_part(view: &View<'_>, at: usize, figures: &Figures) -> bool {
    let head = view.folded[..at].trim_end();
    // `including more than 200`
    let head = figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end());
    ["including", "incl.", "incl", "among them", "of them", "of whom", "among whom"].iter().any(|words| head.ends_with(words))
}

/// The object of both figures that only the second one names; `four PLA and six Chinese vessels` have its noun alone in common.
fn shared(view: &View<'_>, figure: &FoundFigure, next: &FoundFigure, figures: &Figures) -> Option<Range<usize>> {
    let object = next.object.clone().filter(|_| joins(view, figure, next, figures))?;
    let between = &view.folded[figure.span.end..next.span.start];
    let modified = between.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).count() == 2
        && ends_in_conjunction(between, figures)
        || between.trim().starts_with('#');
    let noun = view.text[object.clone()].rfind(' ').map_or(0, |space| space + 1);
    Some(if modified { object.start + noun..object.end } else { object })
}

/// `7 ракетних та 24 авіаційних ударів`: whether the object of a count is an adjective in Cyrillic letters alone, whose noun the next
/// figure has behind one of its own.
fn modifies_next(view: &View<'_>, figure: &FoundFigure, next: &FoundFigure) -> bool {
    let (Some(object), Some(whole)) = (&figure.object, &next.object) else { return false };
    let at = view.token_at(object.start);
    let nouns = [WordClass::Substantive, WordClass::Suffering, WordClass::Plural];
    let adjective =
        |span: &Range<usize>| slavic::is_plural_genitive(view.folded[span.clone()].split(' ').next().unwrap_or_default());
    figure.kind == QuantityKind::Count
        && next.kind == QuantityKind::Count
        && figure.span.end <= object.start
        && next.span.end <= whole.start
        && adjective(object)
        && adjective(whole)
        && !view.text[object.clone()].contains(' ')
        && view.text[whole.clone()].contains(' ')
        && view.is_small(at + 1, WordClass::Conjunction)
        && view.tokens.get(at + 2).is_some_and(|token| token.start == next.span.start)
        && !nouns.into_iter().any(|class| view.is(at, class))
}

/// Whether the last word of a text joins what stands behind it.
fn ends_in_conjunction(text: &str, figures: &Figures) -> bool {
    text.trim_end().rsplit(' ').next().is_some_and(|word| figures.is(word, WordClass::Conjunction))
}

/// Whether the figures share an object that only the second one names.
fn joins(view: &View<'_>, figure: &FoundFigure, next: &FoundFigure, figures: &Figures) -> bool {
    // `killed 12 and 40 wounded`
    let suffers = |object: &Range<usize>| view.text[object.clone()].ends_with("ed");
    if next.kind != QuantityKind::Count
        || next.object_elided
        || next.object.as_ref().is_some_and(suffers)
        || next.object.as_ref().is_none_or(|object| object.start < next.span.start)
    {
        return false;
    }
    let between = &view.folded[figure.span.end..next.span.start];
    let words: Vec<&str> = between.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).collect();
    let clean = !between.contains(['\n', ';', '.', ':', '(', ')']);
    // `4 #Russia & 28 #SAA soldiers`
    let shared = ends_in_conjunction(between, figures) && words.len() <= 2;
    let and = words.first().is_some_and(|word| figures.is(word, WordClass::Conjunction)) && words.len() <= 3 || shared;
    let partitive =
        matches!(words[..], ["of"] | ["out", "of"] | ["of", "the" | "these" | "those" | "its" | "their" | "some" | "about"]);
    let out_of = matches!(words[..], [word] if figures.is(word, WordClass::OutOf));
    // `936 out of a promised 2,500 officers`
    let expected =
        matches!(words[..], [.., "of", article, word] if word.ends_with("ed") && figures.is(article, WordClass::Article));
    // `14 of Rakhine's 17 townships`
    let owned = words.first() == Some(&"of") && words.last() == Some(&"s") && words.len() <= 4;
    let same_kind = figure.kind == QuantityKind::Count;
    clean && (and && same_kind || partitive || out_of || owned || expected)
}
