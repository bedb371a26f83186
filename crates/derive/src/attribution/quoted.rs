//! Sources of what is quoted, over several sentences and clauses: `"40 died. Another 12 fled," Kyiv said`, `«Погибли 8. Ранены 63», –
//! рассказал Берг`.

use std::ops::Range;

use unspool_lexicon::{WordClass, is_word};

use super::reach::Reach;
use super::{Heard, Reader, Said, Source};
use crate::actors::FoundActor;
use crate::quantities::FoundFigure;
use crate::slavic::is_cyrillic;

/// Most bytes from the start of a line to a figure, and from there to the end of its quotation: marks that nothing closes must not tie
/// a post to its last words, and a line of megabytes must not cost a square.
const LONGEST: usize = 1_500;
/// The marks that open a quotation, with those that close it.
const MARKS: [(char, &[char]); 4] = [('«', &['»']), ('“', &['”']), ('„', &['“', '”']), ('"', &['"'])];

/// The quotation that a figure stands in.
struct Quotation {
    /// Where its mark opens it.
    open: usize,
    /// Where it closes; some never do.
    close: Option<usize>,
}

impl Reader<'_, '_> {
    /// Who is named behind the quotation of a figure, or else right in front of it: `"40 died," Berg said. "Another 12 fled."`
    pub(super) fn quoting(
        &self,
        heard: &mut Heard,
        figure: &FoundFigure,
        actors: &[FoundActor],
    ) -> Option<(Source, Range<usize>)> {
        let view = self.view;
        let quotation = self.quotation(&figure.span)?;
        let owned = |(source, cue): (&Source, &Range<usize>)| (source.clone(), cue.clone());
        let behind = quotation.close.and_then(|close| {
            let said = heard.in_sentence(self, view.sentence(close.saturating_sub(1)), actors);
            closing_source(said, close).map(owned)
        });
        // `«Погибли 8, – сказал Берг. – Ранены 63»`: behind a dash the quotation goes on.
        let inside = &view.text[quotation.open..figure.span.start];
        let dash = [". – ", ". — ", ". - "].iter().filter_map(|dash| inside.rfind(dash)).max().map(|dash| quotation.open + dash);
        behind.or_else(|| {
            let open = dash.unwrap_or(quotation.open);
            let before = view.text[..open].trim_end().len().checked_sub(1)?;
            let said = heard.in_sentence(self, view.sentence(before), actors);
            self.opening_source(said, open).map(owned)
        })
    }

    /// The source whose phrase ends right in front of a quotation, but for a stop and who is told.
    fn opening_source<'s>(&self, said: &'s Said, open: usize) -> Option<(&'s Source, &'s Range<usize>)> {
        /// Most words of who is told: `told reporters in the port:`.
        const MOST_TOLD: usize = 6;
        let text = self.view.text;
        let sourced = said.claims.iter().map(|claim| (&said.sources[claim.source], &claim.cue));
        let ends = |(source, cue): &(&Source, &Range<usize>)| {
            let Some(stop) = text.get(cue.end.max(source.back)..open) else { return false };
            let words = stop.trim_matches([' ', ',', '.', ':', '–', '—', '-']);
            let verb = &text[(*cue).clone()];
            // `рассказал журналистам:`, `заявил на брифинге:`
            let tells = || verb.starts_with(is_cyrillic) || self.lexicons.figures.is(verb, WordClass::Addressing);
            let told = || stop.trim_end().ends_with([':', ',']) && !words.contains(['.', ':', ';', '"', '”', '»']);
            words.is_empty() || words.split(' ').count() <= MOST_TOLD && tells() && told()
        };
        sourced.filter(|(_, cue)| self.view.text[(*cue).clone()].contains(is_word)).find(ends)
    }

    /// The quotation that a figure stands in, on its line.
    fn quotation(&self, figure: &Range<usize>) -> Option<Quotation> {
        let text = self.view.text;
        let from = text.floor_char_boundary(figure.start.saturating_sub(LONGEST));
        let head = text.get(from..figure.start)?;
        let line = head.rfind('\n').map(|at| at + 1).or_else(|| (head.len() == figure.start).then_some(0))?;
        let head = &head[line..];
        let (open, closing) = MARKS.into_iter().find(|&(open, closing)| {
            // A straight mark closes what it opened; behind a digit it means inches.
            let straight =
                || head.match_indices('"').filter(|&(at, _)| !head[..at].ends_with(|c: char| c.is_ascii_digit())).count();
            if open == '"' { straight() % 2 == 1 } else { head.matches(open).count() > head.matches(closing).count() }
        })?;
        let tail = &text[figure.end..text.floor_char_boundary(figure.end + LONGEST)];
        let tail = tail.split('\n').next().unwrap_or_default();
        let close = tail.find(closing).map(|length| figure.end + length);
        Some(Quotation { open: from + line + head.rfind(open)?, close })
    }
}

/// The source and the phrase of a sentence that stand behind the end of a quotation.
fn closing_source(said: &Said, close: usize) -> Option<(&Source, &Range<usize>)> {
    let sourced = said.claims.iter().map(|claim| (claim, &said.sources[claim.source]));
    let behind = sourced.filter(|(claim, source)| {
        matches!(claim.reach, Reach::InFront | Reach::Anywhere) && claim.cue.start.min(source.span.start) > close
    });
    behind.min_by_key(|(claim, _)| claim.cue.start).map(|(claim, source)| (source, &claim.cue))
}
