//! Sources of what is quoted, over several sentences and clauses: `"40 died. Another 12 fled," Kyiv said`, `«Погибли 8. Ранены 63», –
//! рассказал Берг`.

use std::ops::Range;

use super::reach::Reach;
use super::{Reader, Said, Source};

/// Most bytes from the start of a line to a figure, and from there to the end of its quotation: marks that nothing closes must not tie
/// a post to its last words, and a line of megabytes must not cost a square.
const LONGEST: usize = 1_500;
/// The marks that open a quotation, with those that close it.
const MARKS: [(char, &[char]); 4] = [('«', &['»']), ('“', &['”']), ('„', &['“', '”']), ('"', &['"'])];

impl Reader<'_, '_> {
    /// The sentence in which the quotation closes that a figure stands in.
    pub(super) fn quoting(&self, figure: &Range<usize>) -> Option<Range<usize>> {
        self.quotation_end(figure).map(|close| self.view.sentence(close.saturating_sub(1)))
    }

    /// The source and the phrase of a sentence that stand behind the end of the quotation of a figure.
    pub(super) fn closing_source<'s>(&self, said: &'s Said, figure: &Range<usize>) -> Option<(&'s Source, &'s Range<usize>)> {
        let close = self.quotation_end(figure)?;
        let sourced = said.claims.iter().map(|claim| (claim, &said.sources[claim.source]));
        let behind = sourced.filter(|(claim, source)| {
            matches!(claim.reach, Reach::InFront | Reach::Anywhere) && claim.cue.start.min(source.span.start) > close
        });
        behind.min_by_key(|(claim, _)| claim.cue.start).map(|(claim, source)| (source, &claim.cue))
    }

    /// Where the quotation closes that a figure stands in.
    fn quotation_end(&self, figure: &Range<usize>) -> Option<usize> {
        let text = self.view.text;
        let head = text.get(text.floor_char_boundary(figure.start.saturating_sub(LONGEST))..figure.start)?;
        let line = head.rfind('\n').map(|at| at + 1).or_else(|| (head.len() == figure.start).then_some(0))?;
        let head = &head[line..];
        let (_, closing) = MARKS.into_iter().find(|&(open, closing)| {
            // A straight mark closes what it opened; behind a digit it means inches.
            let straight =
                || head.match_indices('"').filter(|&(at, _)| !head[..at].ends_with(|c: char| c.is_ascii_digit())).count();
            if open == '"' { straight() % 2 == 1 } else { head.matches(open).count() > head.matches(closing).count() }
        })?;
        let tail = &text[figure.end..text.floor_char_boundary(figure.end + LONGEST)];
        let tail = tail.split('\n').next().unwrap_or_default();
        tail.find(closing).map(|length| figure.end + length)
    }
}
