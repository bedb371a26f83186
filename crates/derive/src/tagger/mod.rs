//! Names that no lexicon knows: a linear sequence model over hashed features.
//!
//! In: the view and the names that lexicons found. Out: spans of persons, organisations and locations.
//! The model is a linear-chain conditional random field: a score a feature and label, a score a pair of
//! labels, and the best path by Viterbi. Features are hashed into a fixed table (`features`), weights
//! are small whole numbers, so the model is small and a token costs a few dozen additions. It is trained by
//! [`train()`] (`make model`) and embedded; the same sentences give the same bytes. Posts of our own are learned from under
//! other names too ([`Renamer`]).

mod features;
mod model;
mod renamed;
mod train;
mod words;

use std::ops::Range;
use std::sync::LazyLock;

use unspool_lexicon::{Lexicons, WordClass};

use crate::mentions::Mentions;
use crate::view::{Kind, View};
pub use features::Sight;
pub use model::Tagger;
pub use renamed::{OwnKind, OwnPost, Renamer};
pub use train::{Labelled, Sentence, train};
pub(crate) use words::{SLOTS, Word};

/// What a name names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A person.
    Person,
    /// A body or group.
    Organization,
    /// A place.
    Location,
}

/// A name in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Name {
    /// Bytes.
    pub span: Range<usize>,
    /// What it names.
    pub kind: NameKind,
}

static EMBEDDED: LazyLock<Option<Tagger>> = LazyLock::new(|| Tagger::parse(include_bytes!("../../../../data/models/names.bin")));

impl Tagger {
    /// The model that ships with the binary.
    #[must_use]
    pub fn embedded() -> Option<&'static Self> {
        EMBEDDED.as_ref()
    }

    /// The names of a text, in order, lexicon names included.
    pub(crate) fn names(&self, view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons) -> Vec<Name> {
        let table = features::of(view, mentions, lexicons);
        names_of(view, &self.labels(&table))
    }
}

/// Whether a text has a word that may be an unknown name: one with a capital that no lexicon explains
/// and that is no ordinary word, or a given name in small letters. Only then the model is asked.
pub(crate) fn has_candidate(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons) -> bool {
    let mut hits = mentions.names.iter().peekable();
    let small = view.is_without_capitals();
    view.tokens.iter().enumerate().any(|(index, token)| {
        while hits.peek().is_some_and(|hit| hit.end <= token.start) {
            hits.next();
        }
        let named = hits.peek().is_some_and(|hit| hit.start <= token.start);
        if token.kind != Kind::Word || token.masked || named {
            return false;
        }
        let text = &view.text[token.start..token.end];
        if !text.starts_with(char::is_uppercase) {
            // `will` beside words with capitals is no person, unless it is a tag.
            let word = || Word::of_text(view.folded_token(index));
            let behind = |sign: &str| index > 0 && view.token_text(index - 1) == sign;
            // `@ handle`: some dumps part the sign from its handle.
            let handle = || behind("@") && !view.glued(index - 1, index);
            let gazetted = || features::is_gazetted(view, index, lexicons) && (small || !word().is_ordinary() || behind("#"));
            return gazetted() || handle();
        }
        let ordinary =
            || token.is(WordClass::Function) || token.is(WordClass::Verb) || lexicons.calendar.words.get(text).is_some();
        // `The Who`: inside a sentence an ordinary word has no capital.
        !(ordinary() && view.opens_sentence(index))
    })
}

/// Labels to spans. No name runs over the end of a sentence: training texts part every mark from its word, so the model
/// cannot tell that end from the point of `St. Petersburg`.
fn names_of(view: &View<'_>, labels: &[u8]) -> Vec<Name> {
    let mut names: Vec<Name> = Vec::new();
    let (mut open, mut ended) = (false, false);
    for (index, &label) in labels.iter().enumerate() {
        let token = view.tokens[index];
        let Some((kind, begins)) = model::meaning(label) else {
            (open, ended) = (false, false);
            continue;
        };
        ended = !begins && (ended || ends_sentence(view, index));
        if ended {
            continue;
        }
        match names.last_mut() {
            Some(last) if open && !begins && last.kind == kind => last.span.end = token.end,
            _ => names.push(Name { span: token.start..token.end, kind }),
        }
        open = true;
    }
    names
}

/// Most letters of an abbreviation with a point that is no title.
const LONGEST_ABBREVIATION: usize = 2;

/// Whether a token is a mark at the end of a sentence, behind a word that is no abbreviation and before a space; or a semicolon.
fn ends_sentence(view: &View<'_>, index: usize) -> bool {
    if view.token_text(index) == ";" {
        return true;
    }
    if !matches!(view.token_text(index), "." | "!" | "?") || index == 0 || !view.glued(index - 1, index) {
        return false;
    }
    let word = view.token_text(index - 1);
    let spaced = view.text[view.tokens[index].end..].starts_with(char::is_whitespace);
    let short = word.chars().count() <= LONGEST_ABBREVIATION || view.is(index - 1, WordClass::Title);
    // `without AIS. Windward says`, but `U.S. Navy`
    let capitals = || word.chars().all(char::is_uppercase);
    spaced && (word.contains(char::is_lowercase) || capitals()) && !short
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::{Labelled, Name, NameKind, Sentence, Sight, Tagger, train};
    use crate::model_names;

    fn sentences() -> Vec<Sentence> {
        let text = "Ana Ruiz spoke in Quelimane for Solmar Group today".to_owned();
        let span = |part: &str| text.find(part).map_or(0..0, |at| at..at + part.len());
        let name = |part: &str, kind| Labelled { name: Name { span: span(part), kind }, sight: Sight::Whole };
        let names = vec![
            name("Ana Ruiz", NameKind::Person),
            name("Quelimane", NameKind::Location),
            name("Solmar Group", NameKind::Organization),
        ];
        let nothing = "nothing is named in here at all".to_owned();
        vec![Sentence { text, names, weight: 1.0 }, Sentence { text: nothing, names: Vec::new(), weight: 1.0 }]
    }

    #[test]
    fn training_is_repeatable_and_learns_what_it_is_shown() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let model = train(&sentences(), &lexicons, 20);
        assert_eq!(model.to_bytes(), train(&sentences(), &lexicons, 20).to_bytes());
        let read = Tagger::parse(&model.to_bytes()).expect("what was written can be read");
        for sentence in sentences() {
            let wanted: Vec<_> = sentence.names.into_iter().map(|labelled| labelled.name).collect();
            assert_eq!(model_names(&sentence.text, &lexicons, &read), wanted);
        }
    }

    #[test]
    fn bytes_that_are_no_model_are_none() {
        for bytes in [&b""[..], b"unspool3", b"unspool2 and more", &[0; 4096]] {
            assert!(Tagger::parse(bytes).is_none());
        }
        assert!(Tagger::embedded().is_some());
    }
}
