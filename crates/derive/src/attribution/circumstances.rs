//! Russian and Ukrainian verbs that time, place and occasion part from their subject: `Шойгу 28 октября на встрече с Путиным заявил,
//! что 40 …`; and whom such a verb then does not belong to.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};
use unspool_model::ActorKind;

use super::reach::Reach;
use super::{Claim, Reader, Source};
use crate::slavic::is_cyrillic;
use crate::view::Kind;

impl Reader<'_, '_> {
    /// The claim of a source that opens a sentence, whose verb stands behind circumstances and in front of what is said.
    pub(super) fn behind_circumstances(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        /// Most tokens of the circumstances.
        const MOST: usize = 14;
        let view = self.view;
        let opens = view.text[sentence.start..source.front].trim().is_empty();
        let cyrillic = view.text[source.span.clone()].starts_with(is_cyrillic);
        let first = view.token_at(source.back);
        if !(opens && cyrillic && source.actor.is_some()) || !(self.is_time(first) || self.is_circumstance(first)) {
            return None;
        }
        let inside = |&at: &usize| {
            let token = view.tokens.get(at).filter(|token| token.end <= sentence.end);
            token.is_some_and(|token| {
                token.kind != Kind::Break && (token.kind != Kind::Mark || matches!(view.token_text(at), "«" | "»" | "\"" | "-"))
            })
        };
        (first..first + MOST).take_while(inside).find_map(|at| {
            let start = view.tokens[at].start;
            let (length, _) =
                self.phrase_at(&view.text[start..sentence.end]).filter(|(_, pattern)| *pattern == Attribution::Verb)?;
            let behind = &view.text[start + length..sentence.end];
            let says = [", что", ", що", " о ", " об ", " про "].iter().any(|sign| behind.starts_with(sign));
            says.then(|| Claim { source: index, cue: start..start + length, reach: Reach::Behind })
        })
    }

    /// Whether a token begins where or when something was said, and is no part of a name.
    fn is_circumstance(&self, at: usize) -> bool {
        let number = self.view.token(at).is_some_and(|(token, _)| token.kind == Kind::Number);
        number || self.view.is_small(at, WordClass::Locative) || self.view.is_small(at, WordClass::Occasion)
    }

    /// `во время поездки в Киеве сообщил`: whether a source only says where one who speaks is. Of several who speak there the verb is a
    /// plural (`в Киеве сообщили`).
    pub(super) fn is_only_where(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let (text, verb) = (&self.view.folded, &self.view.folded[cue.clone()]);
        let placed = [" в", " во", " у"].iter().any(|word| text[sentence.start..source.front].trim_end().ends_with(word));
        let verb = verb.split(' ').next().unwrap_or(verb);
        let one = ["л", "ла", "ло", "в", "ет", "ит", "є", "ить"].iter().any(|ending| verb.ends_with(ending));
        placed && one && verb.starts_with(is_cyrillic)
    }

    /// `сил и службы, отмечал президент Олег Вир`: whether the verb behind a comma has its subject behind it, a person who ends the sentence.
    pub(super) fn is_said_by_next(&self, sentence: &Range<usize>, cue: &Range<usize>, behind: &[Source]) -> bool {
        /// Most bytes of the words that say who the person is.
        const LONGEST: usize = 120;
        let text = self.view.text;
        text[cue.clone()].starts_with(is_cyrillic)
            && behind.iter().any(|next| {
                let describes = |words: &str| words.len() <= LONGEST && !words.contains([',', ':', ';']);
                next.named == Some(ActorKind::Person)
                    && text.get(cue.end..next.span.start).is_some_and(describes)
                    && text[next.back..sentence.end].trim_matches(['.', ' ', '\n']).is_empty()
            })
    }
}
