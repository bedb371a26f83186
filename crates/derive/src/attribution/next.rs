//! Sources that the next sentence names: `Сбито 40 дронов. Об этом сообщили в Генштабе`, `40 fell. That's according to Kyiv`.

use std::ops::Range;

use unspool_lexicon::Attribution;

use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::slavic::is_cyrillic;

/// Who the sentence behind another one says this comes from, and the phrase that says so.
pub(super) struct SaidNext {
    pub source: Source,
    pub cue: Range<usize>,
}

impl Reader<'_, '_> {
    /// The source of a sentence by the next one, which must begin with a phrase that points back.
    pub(super) fn said_next(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Option<SaidNext> {
        let view = self.view;
        let behind = view.text[sentence.end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?'));
        let start = view.text.len() - behind.len();
        let (length, _) =
            self.lexicons.figures.attribution.starts(behind).filter(|(_, pattern)| **pattern == Attribution::Back)?;
        let opener = start..start + length;
        // Russian and Ukrainian put a time or the listener in between.
        let free = view.text[opener.clone()].starts_with(is_cyrillic);
        let next = opener.end..view.sentence(start).end;
        self.sources(&view.sentence(start), actors).into_iter().find_map(|source| {
            let (cue, pattern) = self.phrase_before(&next, source.front.max(next.start))?;
            let says = matches!(pattern, Attribution::Verb | Attribution::Both | Attribution::Passive | Attribution::Before);
            (says && (free || cue.start <= opener.end + 1)).then_some(SaidNext { source, cue })
        })
    }
}
