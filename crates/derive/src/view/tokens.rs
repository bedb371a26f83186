//! The tokens of a text.

use std::ops::Range;

use unspool_lexicon::{Classes, Figures, NumeralClass, char_at, is_word};

use super::{Kind, Token, View};

impl View<'_> {
    /// The tokens of the text: its words and marks, but that digits part from letters behind them and from a currency before them,
    /// a number goes on over its point and a word over its apostrophe.
    pub(super) fn tokens_of(&self, figures: &Figures) -> Vec<Token> {
        let text = self.text;
        let openings = self.folded.openings();
        let mut tokens = Vec::with_capacity(openings.len() + 8);
        // Where the last token ends, or the white space behind it.
        let mut at = 0;
        for opening in openings {
            let Range { start, end } = opening.span;
            if start > at {
                tokens.extend(breaks(text, at..start));
                at = start;
            }
            if at == start && is_plain_word(text.as_bytes(), start, end) {
                at = end;
                let capital = text.as_bytes()[start].is_ascii_uppercase();
                let masked = self.is_masked(start..end);
                let classes = if masked { Classes::default() } else { figures.classes_at(text, &self.folded, opening) };
                tokens.push(Token { start, end, kind: Kind::Word, capital, masked, classes });
            } else if at < end {
                at = self.add_parts(at..end, figures, &mut tokens);
            }
        }
        tokens.extend(breaks(text, at..text.len()));
        tokens
    }

    /// Adds the tokens of a part of the text that is no white space. Where the last one ends, which may be behind the part.
    fn add_parts(&self, part: Range<usize>, figures: &Figures, tokens: &mut Vec<Token>) -> usize {
        let (text, mut at) = (self.text, part.start);
        while at < part.end {
            let start = at;
            let Some(c) = char_at(text, start) else { break };
            let kind = if c.is_ascii_digit() {
                at = number_end(text, start);
                Kind::Number
            } else if is_word(c) {
                at = code_end(text, start, figures).unwrap_or_else(|| word_end(text, part.end));
                Kind::Word
            } else {
                at = part.end;
                Kind::Mark
            };
            let masked = self.is_masked(start..at);
            let word = || figures.classes(&text[start..at], &self.folded[start..at]);
            let classes = if masked { Classes::default() } else { word() };
            tokens.push(Token { start, end: at, kind, capital: c.is_uppercase(), masked, classes });
        }
        at
    }
}

/// Whether a word is as most are and needs no second look: it begins with an ASCII letter, has no digit near its beginning that
/// could be a figure's, and no apostrophe behind it.
#[inline]
fn is_plain_word(text: &[u8], start: usize, end: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(u8::is_ascii_digit);
    text[start].is_ascii_alphabetic()
        && text.get(end).is_none_or(|&behind| behind.is_ascii() && behind != b'\'')
        && !(digit(start + 1) || digit(start + 2) || digit(start + 3))
}

/// The line breaks of some white space.
fn breaks(text: &str, gap: Range<usize>) -> impl Iterator<Item = Token> {
    let gap = if gap.len() == 1 && text.as_bytes()[gap.start] == b' ' { 0..0 } else { gap };
    let breaks = gap.filter(|&at| text.as_bytes()[at] == b'\n');
    breaks.map(|at| Token {
        start: at,
        end: at + 1,
        kind: Kind::Break,
        capital: false,
        masked: false,
        classes: Classes::default(),
    })
}

/// Digits, with `.` or `,` between digits.
fn number_end(text: &str, start: usize) -> usize {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut at = start;
    loop {
        if digit(at) || matches!(bytes.get(at), Some(b'.' | b',')) && digit(at + 1) {
            at += 1;
        } else {
            return at;
        }
    }
}

/// Where a currency's code ends that digits are glued to: `Rs70,000`, `EUR46`, `N15 million`.
fn code_end(text: &str, start: usize, figures: &Figures) -> Option<usize> {
    let digit = |at: usize| text.as_bytes().get(at).is_some_and(u8::is_ascii_digit);
    if digit(start + 1) {
        let letter = text.get(start..=start).filter(|letter| figures.large.get(letter).is_some())?;
        return is_large(text, start + letter.len(), figures).then_some(start + letter.len());
    }
    let end = [start + 2, start + 3].into_iter().find(|&end| digit(end))?;
    let code = text.get(start..end).filter(|code| code.bytes().all(|byte| byte.is_ascii_alphabetic()))?;
    figures.before.get(code).map(|_| end)
}

/// Whether the digits at byte `start` have groups of three or a scale behind them, as no name's have.
fn is_large(text: &str, start: usize, figures: &Figures) -> bool {
    let end = number_end(text, start);
    let behind = &text[end..];
    let behind = behind.strip_prefix([' ', '-']).unwrap_or(behind);
    let word = &behind[..behind.find(|c: char| !is_word(c)).unwrap_or(behind.len())];
    let scale = |class| matches!(class, NumeralClass::Scale | NumeralClass::Short | NumeralClass::Spaced);
    text[start..end].contains(',') || figures.numeral(word, word).is_some_and(|word| scale(word.class))
}

/// The end of a word whose first letters end at byte `at`: an apostrophe between letters is part of it, but not
/// the possessive `'s` at the end.
fn word_end(text: &str, mut at: usize) -> usize {
    while let Some(c @ ('\'' | '’')) = char_at(text, at) {
        let rest = &text[at + c.len_utf8()..];
        let letters: usize = rest.chars().take(2).take_while(|&c| is_word(c)).count();
        if letters == 0 || letters == 1 && rest.starts_with(['s', 'S']) {
            break;
        }
        at += c.len_utf8() + rest.find(|c: char| !is_word(c)).unwrap_or(rest.len());
    }
    at
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use crate::view::View;

    #[test]
    fn words_numbers_and_marks() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let view = View::new("Russia's 3,000 can't 152mm Su-35", &[], None, &lexicons);
        let tokens: Vec<&str> = (0..view.tokens.len()).map(|index| view.token_text(index)).collect();
        assert_eq!(tokens, ["Russia", "'", "s", "3,000", "can't", "152", "mm", "Su", "-", "35"]);
    }
}
