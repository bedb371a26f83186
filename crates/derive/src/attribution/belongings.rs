//! Whose a source is, who made it, and where it is: names around a source that say nothing by themselves.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass};
use unspool_model::ActorKind;

use super::{Reader, Source};
use crate::actors::FoundActor;
use crate::possessive;
use crate::slavic::is_cyrillic;

impl Reader<'_, '_> {
    /// `the Houthi-run Health Ministry`, `US-backed fighters`: whoever runs or backs those who speak says nothing.
    pub(super) fn with_makers(&self, sources: Vec<Source>) -> Vec<Source> {
        let mut joined: Vec<Source> = Vec::new();
        for mut source in sources {
            let made = joined.last().is_some_and(|last| {
                let link = self.view.text.get(last.span.end..source.span.start).unwrap_or_default();
                let word = link.strip_prefix('-').map(str::trim_end);
                // The participle may belong to the phrase of an agent noun already.
                let taken = link == "-" && self.view.text[source.span.start..].starts_with(char::is_lowercase);
                taken || link.ends_with(' ') && word.is_some_and(|word| word.chars().all(char::is_lowercase))
            });
            if let Some(maker) = joined.pop_if(|_| made) {
                source.front = maker.front;
                // The phrase of an agent noun is as long as it is.
                source.span.start = if source.actor.is_none() { maker.span.start } else { source.span.start };
            }
            joined.push(source);
        }
        joined
    }

    /// `советник руководителя Офиса президента Алексей Арестович`: the body whose office a person has stands in the genitive right
    /// before the name, and says nothing; no more does whose the body or person is that does (`Ana Ruiz's Solmar Center`, `South
    /// Korea's NIS`, `WarGonzo's Semyon Pegov`).
    pub(super) fn with_offices(&self, sources: Vec<Source>, actors: &[FoundActor]) -> Vec<Source> {
        let text = self.view.text;
        let mut joined: Vec<Source> = Vec::new();
        for mut source in sources {
            let is = |source: &Source, kind: ActorKind| source.actor.is_some_and(|actor| actors[actor].kind == kind);
            let (person, body) = (is(&source, ActorKind::Person), is(&source, ActorKind::Organization));
            let of_office = |last: &Source, front: usize| {
                let gap = text.get(last.span.end..front).unwrap_or_default();
                let named = body || person || source.actor.is_none() && text[source.span.clone()].starts_with(char::is_uppercase);
                let owned = named && possessive::joins(gap);
                // `Islamabad-based think tank PICSS`
                let told = || body && gap == " " && last.actor.is_none() && text[..last.span.end].ends_with(char::is_lowercase);
                let before = gap == " " || last.span.contains(&front);
                owned || told() || person && before && text[last.span.start..].starts_with(is_cyrillic)
            };
            // `советник руководителя Офиса президента` is the office of one who stands before it.
            let mut front = source.span.start;
            while let Some(office) = joined.pop_if(|last| of_office(last, front)) {
                front = office.front;
            }
            source.front = source.front.min(front);
            joined.push(source);
        }
        joined
    }

    /// `residents of Bunia`, `the Health Ministry in Gaza`: a name that says where those are from who speak belongs to them,
    /// and where a person spoke is no source either.
    pub(super) fn with_places(&self, sources: Vec<Source>, actors: &[FoundActor]) -> Vec<Source> {
        let mut joined: Vec<Source> = Vec::new();
        for source in sources {
            let kind = |source: &Source| source.actor.map(|actor| actors[actor].kind);
            let last = joined.last_mut().filter(|last| {
                let link = self.view.text.get(last.span.end..source.span.start).unwrap_or_default();
                match kind(last) {
                    None => self.places(link),
                    Some(ActorKind::State) => false,
                    Some(_) => link == " in ",
                }
            });
            match last {
                Some(last) if kind(last) == Some(ActorKind::Person) => {}
                Some(last) => {
                    // `the head of the IAEA` speaks for it.
                    let link = self.before_article(self.view.text.get(last.span.end..source.span.start).unwrap_or_default());
                    let body = link == " of" && kind(&source) == Some(ActorKind::Organization);
                    last.actor = last.actor.or(source.actor.filter(|_| body));
                    (last.span.end, last.back) = (source.span.end, source.span.end);
                }
                None => joined.extend(Some(source).filter(|source| !source.placed)),
            }
        }
        joined
    }

    /// Whether words between two names are one that says where or whose those are who speak (`at`, `close to`), with an article or
    /// without.
    fn places(&self, link: &str) -> bool {
        let figures = &self.lexicons.figures;
        let word = link.strip_prefix(' ').and_then(|link| link.strip_suffix(' '));
        word.is_some_and(|word| figures.is(self.before_article(word), WordClass::Placing))
    }

    /// `Anna Berg of Amnesty International said`, `Berg, at Zelvo Hospital, told`, `the Rescue Committee for Zelvi said`: where a person is
    /// from or spoke, or what a body is for, right before the verb, says nothing.
    pub(super) fn with_affiliations(&self, sources: &[Source], sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        /// Most words of the name of a place or body that is no source.
        const MOST: usize = 5;
        let (view, text) = (self.view, self.view.text);
        let mut joined: Vec<Source> = Vec::new();
        for (index, mut source) in sources.iter().cloned().enumerate() {
            if joined.last().is_some_and(|last| last.span.end < source.span.start && source.span.start < last.back) {
                continue;
            }
            let links: &[&str] = match source.actor.map(|actor| actors[actor].kind) {
                Some(ActorKind::Person) => &[" of ", " from ", " at ", " with ", " in "],
                Some(ActorKind::Organization) => &[" for "],
                _ => &[],
            };
            let rest = &text[source.span.end..sentence.end];
            let link = links.iter().find(|&&link| rest.starts_with(link));
            if let Some(link) = link {
                let start = source.span.end + link.len();
                let behind = self.lexicons.figures.without_first(&text[start..], WordClass::Article);
                let article = behind.map_or(0, |behind| text.len() - start - behind.len());
                let first = view.token_at(start + article);
                let names = (first..first + MOST).take_while(|&at| view.token(at).is_some_and(|(token, _)| token.capital));
                let body =
                    sources[index + 1..].iter().find(|next| next.front <= start + article && start + article <= next.span.start);
                let end = body.map(|body| body.span.end).or_else(|| names.last().map(|last| view.tokens[last].end));
                let says = |end: &usize| {
                    let behind = text.get(self.behind_apposition(*end, sentence)..sentence.end).unwrap_or_default();
                    matches!(self.phrase_at(behind.trim_start()), Some((_, Attribution::Verb | Attribution::Both)))
                };
                source.back = end.filter(|&end| end <= sentence.end).filter(says).unwrap_or(source.back);
            }
            joined.push(source);
        }
        joined
    }
}
