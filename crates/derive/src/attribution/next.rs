//! Sources that the next sentence names: `Сбито 40 дронов. Об этом сообщили в Генштабе`, `40 fell. That's according to Kyiv`,
//! `40 fell. (Source: ISW)`.

use std::ops::Range;

use unspool_lexicon::Attribution;
use unspool_model::ActorKind;

use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::slavic::{self, is_cyrillic};

/// Most words between a verb and the person who speaks.
const MOST_DESCRIBING: usize = 10;

/// Who the sentence behind another one says this comes from, and the phrase that says so.
pub(super) struct SaidNext {
    pub source: Source,
    pub cue: Range<usize>,
}

impl Reader<'_, '_> {
    /// The phrase that points back from behind the sentence that ends at a byte: the next sentence begins with it, or, where a paragraph
    /// in Russian or Ukrainian closes with whom it is from, one of those behind it.
    fn points_back(&self, mut end: usize) -> Option<Range<usize>> {
        /// Most sentences that it points back over.
        const MOST: usize = 4;
        let text = self.view.text;
        for over in 0..MOST {
            let behind = text[end..].trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | '('));
            let start = text.len() - behind.len();
            let phrase = self.lexicons.figures.attribution.starts(behind);
            if let Some((length, _)) = phrase.filter(|(_, pattern)| **pattern == Attribution::Back) {
                return (over == 0 || behind.starts_with(is_cyrillic)).then_some(start..start + length);
            }
            if !behind.starts_with(is_cyrillic) || text[end..start].contains('\n') {
                return None;
            }
            end = self.view.sentence(start).end;
        }
        None
    }

    /// The source of a sentence by the next one, which must begin with a phrase that points back.
    pub(super) fn said_next(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Option<SaidNext> {
        let view = self.view;
        let opener = self.points_back(sentence.end)?;
        let start = opener.start;
        // Russian and Ukrainian put a time or the listener in between.
        let free = view.text[opener.clone()].starts_with(is_cyrillic);
        let next = opener.end..view.sentence(start).end;
        let sources = self.sources(&view.sentence(start), actors);
        let verb = next.start + view.text[next.clone()].len() - view.text[next.clone()].trim_start().len();
        // `Об этом «Интерфаксу» рассказал губернатор Олег Вир`, `Про це в Telegram повідомив …`: whom it was told and where.
        for verb in self.word_starts(verb, next.end) {
            if free
                && let Some((length, Attribution::Verb)) = self.phrase_at(&view.text[verb..next.end])
                && let Some(source) = self.named_behind(verb + length, &sources, actors)
            {
                return Some(SaidNext { source: source.clone(), cue: verb..verb + length });
            }
        }
        // `Об этом губернатор Олег Вир сообщил в среду`
        for source in sources.iter().filter(|source| free && self.is_described(opener.end, source)) {
            let behind = source.span.end + usize::from(view.text[source.span.end..next.end].starts_with(' '));
            if let Some((length, Attribution::Verb)) = self.phrase_at(&view.text[behind..next.end]) {
                return Some(SaidNext { source: source.clone(), cue: behind..behind + length });
            }
        }
        // `Source: ISW`
        if view.text[opener.clone()].ends_with(':') {
            let cue = opener.start..opener.end - 1;
            let source = sources.into_iter().find(|source| view.text.get(opener.end..source.front) == Some(" "))?;
            return Some(SaidNext { source, cue });
        }
        sources.into_iter().find_map(|source| {
            let (cue, pattern) = self.phrase_before(&next, source.front.max(next.start))?;
            let says = matches!(pattern, Attribution::Verb | Attribution::Both | Attribution::Passive | Attribution::Before);
            (says && (free || cue.start <= opener.end + 1)).then_some(SaidNext { source, cue })
        })
    }

    /// Who is named behind a verb that ends at a byte: the person whom some words describe (`Про це заявив на брифінгу радник голови
    /// Офісу Олексій Вир`), else the body behind where it was said (`Такі дані оприлюднив у Фейсбуці Генеральний штаб`).
    fn named_behind<'s>(&self, verb: usize, sources: &'s [Source], actors: &[FoundActor]) -> Option<&'s Source> {
        let is = |source: &Source, kind: ActorKind| source.actor.is_some_and(|actor| actors[actor].kind == kind);
        let placed = |source: &Source| {
            let mut words = self.view.folded.get(verb..source.front).unwrap_or_default().split_whitespace();
            words.next().is_some_and(slavic::is_in) && words.count() == 1
        };
        // `Про це повідомляє РБК-Україна з посиланням на голову ОВА Олександра Вира`
        let beside = |source: &Source| {
            let itself = source.actor.is_some_and(|actor| actors[actor].span.start == source.front);
            itself && self.view.text.get(verb..source.front).is_some_and(|gap| gap.trim().is_empty())
        };
        let body = |stands: &dyn Fn(&Source) -> bool| {
            sources.iter().find(|source| is(source, ActorKind::Organization) && stands(source))
        };
        let person =
            || sources.iter().find(|source| is(source, ActorKind::Person)).filter(|source| self.is_described(verb, source));
        body(&beside).or_else(person).or_else(|| body(&placed))
    }

    /// Whether nothing but words that describe a source stands between a byte and it.
    fn is_described(&self, from: usize, source: &Source) -> bool {
        let words = self.view.text.get(from..source.front);
        words.is_some_and(|words| !words.contains([',', '.', ':']) && words.split_whitespace().count() <= MOST_DESCRIBING)
    }
}
