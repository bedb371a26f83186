//! Which of the names found in a text are mentions: the leftmost, and of those the longest.

use std::ops::Range;

use unspool_lexicon::{Hit, Lexicons, Sense, Surroundings, WordClass, is_word};
use unspool_model::ActorKind;

use crate::bodies::{self, Body};
use crate::possessive;
use crate::slavic::is_cyrillic;
use crate::spans;
use crate::tagger::Word;
use crate::view::{Kind, View};

/// Letters of the shortest word that is taken for a name without a capital, where nothing is known of the word.
const SHORTEST_SMALL: usize = 5;
/// Most words and points between what is christened and the end of its name.
const LONGEST_CHRISTENED: usize = 5;

/// Most digits of a designator's number: `Kharkiv-2023` has a year.
const LONGEST_NUMBER: usize = 3;

/// Agent nouns that may begin between the beginning of a phrase and its end.
const MOST_NESTED: usize = 32;

/// The names and agent nouns of a text.
pub(crate) struct Mentions {
    /// Names of actors, places and shields that do not overlap, in order.
    pub names: Vec<Hit>,
    /// Agent nouns and modifiers, by start, longer ones first.
    pub nouns: Vec<Hit>,
    /// Names of bodies that no lexicon knows, in order; no name stands in one.
    pub bodies: Vec<Body>,
    /// Names that are ordinary words where they have no capital, by start: what the model sees says that they are names.
    pub unsure: Vec<Hit>,
}

impl Mentions {
    /// The names of a span that are ordinary words where they have no capital.
    pub fn unsure_at<'a>(&'a self, span: &Range<usize>) -> impl Iterator<Item = Hit> + use<'a> {
        let Range { start, end } = *span;
        let from = self.unsure.partition_point(|hit| hit.start < start);
        self.unsure[from..].iter().copied().take_while(move |hit| hit.start == start).filter(move |hit| hit.end == end)
    }

    /// The agent nouns that end at a byte, the longest first. No scan of them all: a text of megabytes asks for every name.
    pub fn nouns_to(&self, end: usize) -> impl Iterator<Item = Hit> + '_ {
        let upto = self.nouns.partition_point(|noun| noun.start < end);
        let near = self.nouns[..upto].iter().rev().take(MOST_NESTED).rev();
        near.copied().filter(move |noun| noun.end == end)
    }
}

/// Finds them. What touches a link or a handle and is not the whole of it is none, nor is a doubtful name without its evidence.
pub(crate) fn find(view: &View<'_>, lexicons: &Lexicons) -> Mentions {
    let names = &lexicons.names;
    let mut covered = 0;
    let small = view.is_without_capitals();
    let hits = names.hits(view.text, &view.folded, small);
    let room = || Vec::with_capacity(hits.len());
    let mut mentions = Mentions { names: room(), nouns: room(), bodies: Vec::new(), unsure: Vec::new() };
    for (index, &hit) in hits.iter().enumerate() {
        // `Gazeta.ru` is a link and a name; inside an address it is neither.
        if view.is_masked(hit.start..hit.end) && !view.is_link(&(hit.start..hit.end)) {
            continue;
        }
        if names.is_noun(hit) {
            mentions.nouns.push(hit);
        }
        if names.is_name(hit) && hit.small && is_ordinary(&view.folded[hit.start..hit.end]) {
            mentions.unsure.push(hit);
            continue;
        }
        // Hits come by start, the longest first: the first that is not covered wins.
        if hit.start >= covered
            && names.is_name(hit)
            && let Some(hit) = with_evidence(view, hit, lexicons).filter(|&hit| names.is_name(hit))
            && !is_christened(view, hit.start)
            && !is_designator(view.text, hit.end)
            && !is_namesake(view, hit, lexicons)
            && !is_of_other_state(view, hit, mentions.names.last(), &hits[index..], lexicons)
        {
            covered = hit.end;
            mentions.names.push(hit);
        }
    }
    // `Woman, Life, Freedom`: no woman.
    let is_shield = |&&hit: &&Hit| names.senses(hit).any(|sense| sense == Sense::Shield);
    let shields: Vec<_> = mentions.names.iter().filter(is_shield).map(|hit| hit.start..hit.end).collect();
    if !shields.is_empty() {
        mentions.nouns.retain(|noun| !spans::overlap(&shields, Clone::clone, &(noun.start..noun.end)));
    }
    mentions.bodies = bodies::find(view, &mentions.names, &mentions.nouns, lexicons);
    let bodies = &mentions.bodies;
    mentions.names.retain(|hit| {
        let body = bodies.get(bodies.partition_point(|body| body.span.end <= hit.start));
        !body.is_some_and(|body| body.own && body.span.start <= hit.start && hit.end <= body.span.end)
    });
    mentions
}

/// `the Armenian Security Council`, `Japan's Democratic Party`, `the Communist Party of Nepal`, `Центробанк Турции`: whether a body that is
/// called by what it is alone is that of another state than the one that the lexicon knows by that. `last` is the mention before it,
/// `behind` are the names from it on.
fn is_of_other_state(view: &View<'_>, hit: Hit, last: Option<&Hit>, behind: &[Hit], lexicons: &Lexicons) -> bool {
    let names = &lexicons.names;
    let body = |sense| match sense {
        Sense::Actor(index) | Sense::ActorAlias(index) => Some(&names.actors[index]),
        _ => None,
    };
    let Some(body) = names.senses(hit).find_map(body).filter(|body| body.kind == ActorKind::Organization) else { return false };
    if !is_called_by_kind(view, hit, behind, lexicons) {
        return false;
    }
    let of_other = |other: &Hit| {
        let state = |sense| match sense {
            Sense::State(index) | Sense::StateAlias(index) | Sense::Demonym(index) | Sense::Capital(index) => {
                Some(&names.states[index].alpha3)
            }
            _ => None,
        };
        names.senses(*other).find_map(state).is_some_and(|state| body.country.as_ref() != Some(state))
    };
    let before = last.filter(|last| view.text.get(last.end..hit.start).is_some_and(|gap| gap == " " || possessive::joins(gap)));
    let rest = &view.text[hit.end..];
    let of = rest.strip_prefix(" of ").map(|rest| rest.strip_prefix("the ").unwrap_or(rest));
    // A genitive needs no preposition.
    let genitive = || rest.strip_prefix(' ').filter(|_| view.text[hit.start..].starts_with(is_cyrillic));
    let owner = of.or_else(genitive).map(|rest| view.text.len() - rest.len());
    before.is_some_and(of_other)
        || owner.is_some_and(|at| {
            behind.iter().take_while(|other| other.start <= at).any(|other| other.start == at && of_other(other))
        })
}

/// Whether the name of a body says no more than what it is: ordinary words in English, an agent noun in Russian and Ukrainian.
fn is_called_by_kind(view: &View<'_>, hit: Hit, behind: &[Hit], lexicons: &Lexicons) -> bool {
    if view.text[hit.start..].starts_with(is_cyrillic) {
        let noun = |other: &Hit| lexicons.names.senses(*other).any(|sense| matches!(sense, Sense::Agent(_)));
        return behind.iter().take_while(|other| other.start == hit.start).any(|other| other.end == hit.end && noun(other));
    }
    let tokens = view.token_at(hit.start)..view.token_at(hit.end);
    let noun = tokens.end.checked_sub(1).is_some_and(|last| last > tokens.start && view.is_small(last, WordClass::Body));
    let ordinary =
        |at: usize| Word::of_text(view.folded_token(at)).is_ordinary() || view.tokens[at].end - view.tokens[at].start == 1;
    noun && tokens.clone().all(ordinary)
}

/// Whether a name could be ordinary words where it has no capital: `us`, `who`, `white house`, but not `north korean`.
pub(crate) fn is_ordinary(folded: &str) -> bool {
    folded.split(|c: char| !is_word(c)).filter(|word| !word.is_empty()).all(|word| {
        let known = Word::of_text(word);
        known.is_ordinary() || known.capital() == 0 && word.chars().count() < SHORTEST_SMALL
    })
}

/// `the village of Mandela`, `Komala village`: whether a person's surname is that of a settlement, or the one word that a body is called by.
fn is_namesake(view: &View<'_>, hit: Hit, lexicons: &Lexicons) -> bool {
    let names = &lexicons.names;
    let behind = view.token_at(hit.end);
    let settlement = view.is_small(behind, WordClass::Settlement) && !view.folded_token(behind).ends_with('s');
    let word = &view.text[hit.start..hit.end];
    let called = |sense| match sense {
        Sense::Actor(index) | Sense::ActorAlias(index) => names.actors[index].kind != ActorKind::State,
        _ => false,
    };
    if settlement && !word.contains(' ') && word.contains(char::is_lowercase) && names.senses(hit).all(called) {
        return view.text[hit.end..].starts_with(' ');
    }
    let Some(of) = view.token_at(hit.start).checked_sub(1).filter(|&of| of > 0 && view.is_text(of, "of")) else { return false };
    let surname = |sense| matches!(sense, Sense::ActorAlias(index) if names.actors[index].kind == ActorKind::Person);
    view.is_small(of - 1, WordClass::Settlement) && names.senses(hit).all(surname)
}

/// Whether the name that begins at byte `start` is, or ends, what a ship, an operation or a storm is called: `USS Jason
/// Dunham`, `Operation Sindoor`.
pub(crate) fn is_christened(view: &View<'_>, start: usize) -> bool {
    let mut behind = start;
    for index in (0..view.token_at(start)).rev().take(LONGEST_CHRISTENED) {
        let (token, text) = (view.tokens[index], view.token_text(index));
        let gap = view.text.get(token.end..behind).unwrap_or("\n");
        if gap == " " && token.kind == Kind::Word && token.is(WordClass::Christened) {
            return true;
        }
        // `the Panama-flagged Huang Pu`
        if gap == " " && token.is(WordClass::OfShips) && index > 0 && view.is_hyphen(index - 1) {
            return true;
        }
        // `M/V Huang Pu`: the sign of a kind of vessel.
        if gap == " "
            && matches!(text, "V" | "T")
            && ["M/V", "M/T", "F/V"].iter().any(|sign| view.text[..token.end].ends_with(sign))
        {
            return true;
        }
        // `Harry S. Truman`
        let initial = text == "." || gap.is_empty() && text.len() == 1;
        if token.masked || !(initial || token.capital && gap == " ") {
            return false;
        }
        behind = token.start;
    }
    false
}

/// `aboard the Novocherkassk at the time`: an article before the one word of a town's name, and no noun behind it, is how ships
/// are called.
pub(crate) fn is_vessel(view: &View<'_>, span: &Range<usize>) -> bool {
    let one = view.tokens.get(view.token_at(span.start)).is_some_and(|token| token.end == span.end);
    one && is_called_as_ship(view, span)
}

/// `sank the Sergei Kotov off Feodosia`: whether a name stands as those of ships do, with an article before it and no noun behind it.
pub(crate) fn is_called_as_ship(view: &View<'_>, span: &Range<usize>) -> bool {
    let first = view.token_at(span.start);
    let index = view.token_at(span.end).saturating_sub(1).max(first);
    let article = first.checked_sub(1).is_some_and(|before| view.is_text(before, "the"));
    let ends = view.token(index + 1).is_none_or(|(token, text)| {
        token.kind == Kind::Mark && !matches!(text, "-" | "'" | "’" | "/" | "(")
            || [WordClass::Function, WordClass::Verb, WordClass::Adverb].into_iter().any(|class| token.is(class))
    });
    // `the Surin and Srisaket provinces`
    let shares = || {
        let regions = |at: usize| view.token(at).is_some_and(|(token, _)| !token.capital && token.is(WordClass::Region));
        view.is_text(index + 1, "and") && (index + 3..=index + 4).any(regions)
    };
    article && ends && !shares()
}

/// Whether the name that ends at byte `end` is half of a designator: `Hwasong-20`.
pub(crate) fn is_designator(text: &str, end: usize) -> bool {
    let digits = text
        .get(end..)
        .and_then(|rest| rest.strip_prefix('-'))
        .map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    (1..=LONGEST_NUMBER).contains(&digits)
}

/// `two Shenyang J-11 jets`: whether the name that ends at byte `end` says who made what is designated behind it.
pub(crate) fn is_maker(view: &View<'_>, end: usize) -> bool {
    /// Most letters of the sign.
    const LONGEST: usize = 3;
    let sign = view.token_at(end);
    let capitals = |text: &str| text.len() <= LONGEST && text.starts_with(|c: char| c.is_ascii_uppercase());
    sign > 0
        && view.spaced(sign - 1, sign)
        && view.token(sign).is_some_and(|(token, text)| capitals(text) && is_designator(view.text, token.end))
}

/// `St Mary's school`: whether a name is that of a saint who owns what is called after her.
pub(crate) fn is_patron(view: &View<'_>, span: &Range<usize>) -> bool {
    let saint = ["St ", "Saint "].iter().any(|title| view.text[span.clone()].starts_with(title));
    saint && view.text[span.end..].starts_with(['\'', '’'])
}

/// A name with what it may mean where it stands, if anything.
pub(crate) fn with_evidence(view: &View<'_>, hit: Hit, lexicons: &Lexicons) -> Option<Hit> {
    let name = &view.folded[hit.start..hit.end];
    if !lexicons.evidence.is_doubtful(name) {
        return Some(hit);
    }
    let first = view.token_at(hit.start);
    let mut next = view.token_at(hit.end);
    let possessive = possessive::behind_one(&view.text[hit.end..]).is_some();
    if possessive {
        next += 2;
    }
    let word = |index: Option<usize>| index.and_then(|index| view.token(index)).map_or("", |(_, text)| text);
    let (before, behind) = (word(first.checked_sub(1)), word(Some(next)));
    let around = Surroundings { folded: &view.folded, looked: &view.looked, before, behind, possessive };
    lexicons.names.narrowed(hit, |id| lexicons.evidence.holds(name, id, &around, &lexicons.gazetteer))
}
