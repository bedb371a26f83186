//! Places of the long lists: cities and regions that `places.csv` does not have.
//!
//! A listed name is a place where something speaks for it: a preposition of place before it, a state or place
//! behind its comma, or a form that hardly anything else has (several words, or a word that is always written
//! with a capital and that nobody is called). Ordinary words (`Reading`, `Nice`) never count by themselves.

use std::cell::OnceCell;
use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};
use unspool_model::PlaceMethod;

use crate::actors::{self, FoundActor};
use crate::boundaries;
use crate::joints::{self, Joint};
use crate::mentions::{Mentions, is_christened, is_designator, is_maker, is_patron, is_vessel};
use crate::places::{FoundPlace, is_quoted};
use crate::sited;
use crate::slavic::{self, is_cyrillic};
use crate::spans;
use crate::tagger::Word;
use crate::taken::Taken;
use crate::view::{Kind, View};

/// Most tokens of a name.
const LONGEST: usize = 4;
/// Highest frequency of a word that is rare.
const RARE: u64 = 2;
/// A single word that stands without evidence has so many letters: shorter ones are too often something else.
const SHORTEST_ALONE: usize = 5;

/// So many places are a list of places.
const LIST: usize = 3;

struct Reader<'r, 't> {
    view: &'r View<'t>,
    mentions: &'r Mentions,
    lexicons: &'r Lexicons,
    actors: &'r [FoundActor],
    places: &'r [FoundPlace],
    /// What is explained already, in order; found when first asked for: most posts have no listed name beside it.
    known: OnceCell<Taken>,
}

/// Adds them to the places that are found already.
pub(crate) fn add(
    view: &View<'_>,
    mentions: &Mentions,
    lexicons: &Lexicons,
    actors: &[FoundActor],
    places: &mut Vec<FoundPlace>,
) {
    let reader = Reader { view, mentions, lexicons, actors, places, known: OnceCell::new() };
    let mut index = 0;
    let mut found = Vec::new();
    while index < view.tokens.len() {
        match reader.at(index, &found) {
            Some((last, sure)) => {
                let first = reader.front_half(index).unwrap_or(index);
                let span = view.tokens[first].start..view.tokens[last].end;
                // `в Отрадном районе` is no town.
                let district = view.text[span.clone()].starts_with(is_cyrillic) && view.is_small(last + 1, WordClass::Region);
                let listed =
                    || lexicons.gazetteer.place(&view.folded[span.clone()], |country| actors::name_country(actors, country));
                let place = if district { None } else { listed() };
                let method = if first == index { PlaceMethod::Name } else { PlaceMethod::Model };
                found.push(FoundPlace { span, place, method, sure });
                index = last + 1;
            }
            None => index += 1,
        }
    }
    if !found.is_empty() {
        places.extend(found);
        places.sort_by_key(|place| (place.span.start, place.span.end));
    }
}

impl Reader<'_, '_> {
    fn known(&self) -> &Taken {
        self.known.get_or_init(|| Taken::by_found(self.mentions, self.lexicons, self.actors, self.places))
    }

    /// Whether a span is, or is a part of, what has been found already.
    fn is_found(&self, span: &Range<usize>) -> bool {
        spans::overlap(self.actors, |actor| actor.span.clone(), span)
            || spans::overlap(self.places, |place| place.span.clone(), span)
    }

    /// The last token of the listed place that begins at a token, and whether the words around it say that it is
    /// a place.
    fn at(&self, first: usize, found: &[FoundPlace]) -> Option<(usize, bool)> {
        let view = self.view;
        if !self.is_capital(first) {
            return None;
        }
        let start = view.tokens[first].start;
        if self.is_found(&(start..view.tokens[first].end)) {
            return None;
        }
        let longest = self.lexicons.gazetteer.longest_from(view.folded_token(first))?;
        for last in (first..(first + LONGEST).min(view.tokens.len())).rev() {
            let span = start..view.tokens[last].end;
            if span.len() > longest {
                continue;
            }
            let whole = view.tokens[first..=last].iter().all(|token| token.kind != Kind::Break && !token.masked);
            if whole && self.lexicons.gazetteer.is_place(&view.folded[span.clone()]) {
                let known = self.known().touches(&span);
                let sure = if known { None } else { self.counts(first, last, found) };
                return sure.map(|sure| (last, sure));
            }
        }
        None
    }

    /// Whether a listed name is a place where it stands, and if so whether its surroundings say it.
    fn counts(&self, first: usize, last: usize, found: &[FoundPlace]) -> Option<bool> {
        let view = self.view;
        if is_christened(view, view.tokens[first].start)
            || is_designator(view.text, view.tokens[last].end)
            || is_maker(view, view.tokens[last].end)
            || is_patron(view, &(view.tokens[first].start..view.tokens[last].end))
            // `Cascades 4 and 5`
            || view.token(last + 1).is_some_and(|(token, _)| token.kind == Kind::Number && token.start == view.tokens[last].end + 1)
            || is_vessel(view, &(view.tokens[first].start..view.tokens[last].end))
            || is_quoted(view, &(view.tokens[first].start..view.tokens[last].end))
            // `fighters of Dzerzhinsky division`
            || view.is_small(last + 1, WordClass::Formation) && view.spaced(last, last + 1)
            // `Dara-i-Noor`
            || boundaries::over_links(view, &(view.tokens[first].start..view.tokens[last].end)).len()
                > view.tokens[last].end - view.tokens[first].start
            // `trust in Vladimir #Putin`
            || view.is_before_tag(view.tokens[last].end)
                && self.lexicons.gazetteer.is_given_name(view.folded_token(first))
        {
            return None;
        }
        let before = self.word_before(first);
        let after = self.is_capital(last + 1) && view.text[view.tokens[last].end..].starts_with([' ', '-']);
        let within = self.followed_by_place(last);
        let span = view.tokens[first].start..view.tokens[last].end;
        let located = before.is_some_and(|before| sited::is_locative(self.view, before)) || self.is_listed(&span, found);
        let free = before.is_none_or(|before| !self.is_capital(before)) && !after;
        if first != last {
            // `sank the General Belgrano`
            let titled = view.is(first, WordClass::Title);
            let free = if titled { located } else { free };
            return (within || free).then_some(within || located);
        }
        let (text, folded) = (view.token_text(first), view.folded_token(first));
        let word = Word::of_text(folded);
        let capitals = text.chars().count() > 1 && !text.chars().any(char::is_lowercase);
        // `May`, `Will`, `Nice`: written small as often as not. Of rare words too little is known for that.
        let small = if word.frequency() <= RARE { matches!(word.capital(), 1..=2) } else { word.is_ordinary() };
        let ordinary = small || word.frequency() >= 6;
        if ordinary || capitals && text.chars().count() < SHORTEST_ALONE || self.lexicons.calendar.opens(folded) {
            return None;
        }
        if within || located {
            return (!after).then_some(true);
        }
        // Of words in Cyrillic letters too little is known to take one that has its capital from the sentence.
        let opening = text.starts_with(is_cyrillic) && view.opens_sentence(first);
        let person = word.person() != 0 || self.lexicons.gazetteer.is_given_name(folded) || slavic::is_like_surname(folded);
        (!person && !opening && free && text.chars().count() >= SHORTEST_ALONE).then_some(false)
    }

    /// `Ganar-Kiyawa`: the token of the half that a hyphen glues to a name and that nothing knows.
    fn front_half(&self, first: usize) -> Option<usize> {
        let view = self.view;
        let half = first.checked_sub(2).filter(|&half| view.is_hyphen(half + 1) && self.is_capital(half))?;
        let known = self.known().touches(&(view.tokens[half].start..view.tokens[half].end));
        (!known).then_some(half)
    }

    /// `in Ahvaz, Abadan and Behbahan`: whether a name goes on with places behind a preposition of place. A comma alone joins
    /// only where the list goes on, because `In Kyiv, Orban said` is none.
    fn is_listed(&self, span: &Range<usize>, found: &[FoundPlace]) -> bool {
        let behind = Joint::behind(self.view, self.view.token_at(span.end));
        let goes_on = behind.is_some_and(|joint| self.view.tokens.get(joint.tokens.end).is_some_and(|token| token.capital));
        let joint = Joint::before(self.view, self.view.token_at(span.start)).filter(|joint| goes_on || !joint.is_bare());
        joint.is_some_and(|joint| self.is_located(joint.tokens.start, found))
    }

    /// Whether a place that ends before a token stands behind a preposition of place, by itself or in a list, or ends a list of
    /// places: `Amritsar, Jammu, Srinagar and Leh`.
    fn is_located(&self, end: usize, found: &[FoundPlace]) -> bool {
        let name_to = |end: usize| {
            let end = self.view.tokens.get(end.checked_sub(1)?)?.end;
            let known = self.known().spans();
            let known = known.get(known.partition_point(|span| span.end < end));
            let found = found.get(found.partition_point(|place| place.span.end < end)).map(|place| &place.span);
            let span = known.into_iter().chain(found).find(|span| span.end == end)?;
            Some((self.view.token_at(span.start), span.clone()))
        };
        let mut places = 0;
        joints::back_over(self.view, end, name_to).any(|span| {
            let place = |place: &Range<usize>| place.start <= span.start && span.end <= place.end;
            let is_place = spans::overlapping(self.places, |place| place.span.clone(), &span).any(|found| place(&found.span))
                || spans::overlap(found, |place| place.span.clone(), &span);
            places += usize::from(is_place);
            let before = self.word_before(self.view.token_at(span.start));
            places == LIST || before.is_some_and(|before| sited::is_locative(self.view, before))
        })
    }

    fn is_capital(&self, index: usize) -> bool {
        self.view.tokens.get(index).is_some_and(|token| token.kind == Kind::Word && token.capital && !token.masked)
    }

    /// The word before a token on its line, over an article.
    fn word_before(&self, index: usize) -> Option<usize> {
        let before = index.checked_sub(1)?;
        self.view.token(before)?;
        if self.view.is_text(before, "the") {
            before.checked_sub(1).filter(|&index| self.view.token(index).is_some())
        } else {
            Some(before)
        }
    }

    /// `Ohrid, North Macedonia`.
    fn followed_by_place(&self, last: usize) -> bool {
        let end = self.view.tokens[last].end;
        let known = self.known().spans();
        let at = known.partition_point(|span| span.start < end + 2);
        self.view.text[end..].starts_with(", ") && known.get(at).is_some_and(|span| span.start == end + 2)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use unspool_lexicon::Lexicons;

    use crate::{Subject, derive_with};

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

    fn places(text: &str) -> Vec<String> {
        derive_with(&Subject::text(text), &LEXICONS, None).places.into_iter().map(|place| place.surface.into()).collect()
    }

    #[test]
    fn listed_names_need_something_that_speaks_for_them() {
        assert_eq!(places("Two people died near Bahawalpur on Monday"), ["Bahawalpur"]);
        assert_eq!(places("Drones over Quelimane again"), ["Quelimane"]);
        assert_eq!(places("He was Reading it. Nice work, said Split"), [""; 0]);
        assert_eq!(places("Shops in Hebei are closed"), ["Hebei"]);
        assert_eq!(places("the road to San Miguelito is open"), ["San Miguelito"]);
        assert_eq!(places("thanks to Morales for this"), [""; 0]);
        assert_eq!(places("strikes in Ahvaz, Morales and Behbahan"), ["Ahvaz", "Morales", "Behbahan"]);
        assert_eq!(places("In Ahvaz, Morales said so"), ["Ahvaz"]);
    }
}
