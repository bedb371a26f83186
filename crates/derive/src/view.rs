//! One token and span layer that all features share.

mod decimals;
mod tokens;

use std::cell::OnceCell;
use std::ops::Range;

use unspool_lexicon::{Classes, Folded, Lexicons, Looked, WordClass, char_at, is_word};
use unspool_model::count::CharIndex;

pub(crate) use self::decimals::DecimalSign;
use crate::links::FoundLink;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters (with marks, digits behind the first letter, and apostrophes between letters).
    Word,
    /// Digits, with `.` or `,` between digits.
    Number,
    /// Any other character but white space.
    Mark,
    /// A line break.
    Break,
}

/// Quotation marks that open what they quote.
const OPENERS: [char; 4] = ['"', '“', '„', '«'];
/// Those that close it.
const CLOSERS: [char; 5] = ['"', '”', '»', '\'', '’'];

/// A token: bytes `start..end`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    /// It begins with a capital.
    pub capital: bool,
    /// Inside a link, handle or hashtag: no feature but links reads it.
    pub masked: bool,
    /// The closed classes that it belongs to.
    classes: Classes,
}

impl Token {
    /// Whether the word, as written or in small letters, is of a class.
    pub const fn is(&self, class: WordClass) -> bool {
        self.classes.has(class)
    }

    /// Whether the word in small letters is of a class.
    pub const fn is_small(&self, class: WordClass) -> bool {
        self.classes.small_has(class)
    }
}

/// A text with its tokens.
pub(crate) struct View<'t> {
    pub text: &'t str,
    /// The text in small letters, byte for byte as long.
    pub folded: Folded,
    pub tokens: Vec<Token>,
    /// What parts decimals in the text.
    pub decimal: DecimalSign,
    /// There may be handles or hashtags: most posts have none.
    pub has_signs: bool,
    /// Links and handles, in order.
    masks: Vec<Range<usize>>,
    /// The tokens that end a sentence, in order; found when first asked for.
    ends: OnceCell<Vec<usize>>,
    /// What the evidence of doubtful names has been looked for already.
    pub looked: Looked,
}

/// A span in the units of the tables.
pub(crate) struct Located<'t> {
    pub start_char: u32,
    pub end_char: u32,
    pub surface: &'t str,
}

impl<'t> View<'t> {
    /// `lang` is the language of the text, if known: it settles what a comma between digits is.
    pub fn new(text: &'t str, links: &[FoundLink], lang: Option<&str>, lexicons: &Lexicons) -> Self {
        let mut masks: Vec<Range<usize>> = links.iter().map(|link| link.span.clone()).collect();
        let has_signs = next_sign(text).is_some();
        if has_signs {
            masks.extend(handles(text));
        }
        masks.sort_by_key(|mask| (mask.start, mask.end));
        let mut view = Self {
            text,
            folded: Folded::new(text),
            tokens: Vec::new(),
            decimal: DecimalSign::of(text, lang),
            has_signs,
            masks,
            ends: OnceCell::new(),
            looked: Looked::default(),
        };
        view.tokens = view.tokens_of(&lexicons.figures);
        view
    }

    /// Whether there are links or handles at all: most posts have none.
    pub fn has_masks(&self) -> bool {
        !self.masks.is_empty()
    }

    /// The handles that lie in a part of the text, each with its sign.
    pub fn handles_in(&self, part: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let (from, end) = (self.masks.partition_point(|mask| mask.start < part.start), part.end);
        let here = self.masks[from..].iter().take_while(move |mask| mask.end <= end);
        here.filter(|mask| self.text[mask.start..].starts_with(['@', '＠'])).cloned()
    }

    /// Whether a span touches a link, handle or hashtag.
    #[inline]
    pub fn is_masked(&self, span: Range<usize>) -> bool {
        self.has_masks() && self.is_in_mask(&span)
    }

    fn is_in_mask(&self, span: &Range<usize>) -> bool {
        // Links hold no links, but a hashtag may stand in one: the masks before `at` are checked
        // as far back as one can reach.
        let at = self.masks.partition_point(|mask| mask.start < span.end);
        self.masks[..at].iter().rev().take(4).any(|mask| mask.end > span.start)
    }

    /// Whether a span is a link as a whole.
    pub fn is_link(&self, span: &Range<usize>) -> bool {
        self.masks.binary_search_by_key(&(span.start, span.end), |mask| (mask.start, mask.end)).is_ok()
    }

    pub fn token_text(&self, index: usize) -> &'t str {
        let token = self.tokens[index];
        &self.text[token.start..token.end]
    }

    /// A token in small letters.
    pub fn folded_token(&self, index: usize) -> &str {
        let token = self.tokens[index];
        &self.folded[token.start..token.end]
    }

    /// Whether the word that a token is, as written or in small letters, is of a class; no word is one behind the end.
    pub fn is(&self, index: usize, class: WordClass) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is(class))
    }

    /// Whether a token is a word, in small letters.
    pub fn is_text(&self, index: usize, word: &str) -> bool {
        self.token(index).is_some_and(|_| self.folded_token(index) == word)
    }

    /// Whether the word that a token is, in small letters, is of a class.
    pub fn is_small(&self, index: usize, class: WordClass) -> bool {
        self.tokens.get(index).is_some_and(|token| token.is_small(class))
    }

    /// The token that begins at or behind byte `at`.
    pub fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|token| token.start < at)
    }

    /// The next token of the same line that is not masked.
    pub fn token(&self, index: usize) -> Option<(Token, &'t str)> {
        let token = *self.tokens.get(index)?;
        (token.kind != Kind::Break && !token.masked).then(|| (token, &self.text[token.start..token.end]))
    }

    /// Whether one space stands between two tokens.
    pub fn spaced(&self, first: usize, second: usize) -> bool {
        match (self.tokens.get(first), self.tokens.get(second)) {
            (Some(first), Some(second)) => self.text.get(first.end..second.start) == Some(" "),
            _ => false,
        }
    }

    /// Whether nothing stands between two tokens.
    pub fn glued(&self, first: usize, second: usize) -> bool {
        match (self.tokens.get(first), self.tokens.get(second)) {
            (Some(first), Some(second)) => first.end == second.start,
            _ => false,
        }
    }

    /// Whether a hyphen stands at a token, with nothing between it and the words on both sides.
    pub fn is_hyphen(&self, at: usize) -> bool {
        at > 0 && self.glued(at - 1, at) && self.glued(at, at + 1) && self.token(at).is_some_and(|(_, text)| text == "-")
    }

    /// Whether a point stands right behind a token, as behind a shortened word or an initial.
    pub fn has_point(&self, at: usize) -> bool {
        self.is_text(at + 1, ".") && self.glued(at, at + 1)
    }

    /// Whether a text is written without the capitals that names have: `wow. ukraine hit ryazan AGAIN`. Abbreviations and words for
    /// effect have theirs anywhere, and handles and tags keep their own.
    pub fn is_without_capitals(&self) -> bool {
        /// Fewest words without a capital, where others have one.
        const FEWEST: usize = 4;
        let (mut small, mut capitals) = (0, false);
        for (index, token) in self.tokens.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word && !token.masked) {
            let tagged = index > 0 && self.glued(index - 1, index) && matches!(self.token_text(index - 1), "@" | "#");
            let text = self.token_text(index);
            if token.capital && !tagged && text.contains(char::is_lowercase) {
                return false;
            }
            capitals |= text.contains(char::is_uppercase);
            small += usize::from(!token.capital);
        }
        !capitals || small >= FEWEST
    }

    /// Whether a token is the ending of the ordinal number before it: the `nd` of `2nd`.
    pub fn ends_ordinal(&self, at: usize) -> bool {
        let ending = self.token(at).is_some_and(|_| matches!(self.folded_token(at), "st" | "nd" | "rd" | "th"));
        ending && at > 0 && self.tokens[at - 1].kind == Kind::Number && self.glued(at - 1, at)
    }

    /// A span of bytes in code points, with its surface. `index` walks the text once if spans come in order.
    pub fn locate(&self, index: &mut CharIndex<'_>, span: Range<usize>) -> Located<'t> {
        let start_char = index.at(span.start);
        Located { start_char, end_char: index.at(span.end), surface: &self.text[span] }
    }

    /// Whether nothing but white space, emoji and other pictures stands before byte `at` on its line.
    pub fn opens_line(&self, at: usize) -> bool {
        let picture = |c: char| !c.is_ascii() && !is_word(c) && !matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₴' | '№');
        let head = self.text[..at].trim_end_matches(|c: char| c == ' ' || picture(c));
        head.is_empty() || head.ends_with('\n')
    }

    /// Whether a token is the first of its line or sentence.
    pub fn opens_sentence(&self, index: usize) -> bool {
        // Over the quotation mark that a sentence ends with.
        let closes =
            |at: &usize| at.checked_sub(1).is_some_and(|stop| self.glued(stop, *at)) && self.token_text(*at).starts_with(CLOSERS);
        let before = index.checked_sub(1).map(|before| if closes(&before) { before - 1 } else { before });
        before.is_none_or(|before| self.ends_sentence(before))
    }

    /// Whether a token is the first of a quotation that is a sentence: behind a colon or at the beginning of one itself.
    pub fn opens_quotation(&self, index: usize) -> bool {
        let mark = index.checked_sub(1).filter(|&mark| self.token_text(mark).starts_with(OPENERS) && self.glued(mark, index));
        mark.is_some_and(|mark| {
            self.opens_sentence(mark) || mark.checked_sub(1).is_some_and(|colon| self.token_text(colon) == ":")
        })
    }

    fn ends_sentence(&self, index: usize) -> bool {
        self.tokens[index].kind == Kind::Break || self.is_full_stop(index)
    }

    /// The bytes of the sentence that holds byte `at`: between line breaks and full stops.
    pub fn sentence(&self, at: usize) -> Range<usize> {
        let ends = self.ends.get_or_init(|| self.sentence_ends());
        let next = ends.partition_point(|&index| self.tokens[index].end <= at);
        let start = next.checked_sub(1).map_or(0, |last| self.tokens[ends[last]].end);
        // A sentence that is cut at a word holds it.
        let cut = |token: &Token| matches!(token.kind, Kind::Word | Kind::Number);
        let end = ends.get(next).map(|&index| &self.tokens[index]);
        start..end.map_or(self.text.len(), |token| if cut(token) { token.end } else { token.start })
    }

    /// `Vladimir #Putin`: whether a tag with a capital, so the rest of a name, stands behind byte `at`.
    pub fn is_before_tag(&self, at: usize) -> bool {
        self.text[at..].strip_prefix(" #").is_some_and(|tag| tag.starts_with(char::is_uppercase))
    }

    /// The tokens that end sentences. One that goes on and on is a list and ends at a mark all the same: what compares the parts of
    /// a sentence must not cost the square of megabytes.
    fn sentence_ends(&self) -> Vec<usize> {
        /// Tokens from which a mark with a space behind it ends a sentence, from which a word of the grammar does, and from which any
        /// token does.
        const LONG: [usize; 3] = [500, 900, 1_000];
        let (mut ends, mut start) = (Vec::new(), 0);
        for (index, token) in self.tokens.iter().enumerate() {
            let length = index - start;
            let mark = token.kind == Kind::Mark && !self.glued(index, index + 1);
            let parts = length > LONG[0] && mark || length > LONG[1] && token.is(WordClass::Function) || length > LONG[2];
            if self.ends_sentence(index) || parts {
                ends.push(index);
                start = index + 1;
            }
        }
        ends
    }

    /// A full stop, question or exclamation mark with a space behind it, or a quotation mark and a new sentence, and not behind an
    /// initial or a shortened word.
    fn is_full_stop(&self, index: usize) -> bool {
        let token = self.tokens[index];
        let mark = &self.text[token.start..token.end];
        // `1,400 killed • IDF: 224 captives`
        if mark == "•" && index > 0 && self.spaced(index - 1, index) {
            return true;
        }
        if !matches!(mark, "." | "!" | "?" | ";") {
            return false;
        }
        let behind = &self.text[token.end..];
        // `between 10 a.m. and 5 p.m. Sanaa time`: the word behind it may begin a sentence only if it is one of the grammar.
        if self.text[..token.end].ends_with(".m.") {
            let next = self.token(index + 1);
            return next.is_none_or(|(next, _)| next.kind == Kind::Word && next.capital && next.is(WordClass::Function));
        }
        let shortened = || {
            let Some(before) = index.checked_sub(1).filter(|&before| self.glued(before, index)) else { return false };
            let initial = self.tokens[before].capital && self.token_text(before).chars().count() == 1;
            initial
                || self.is(before, WordClass::Shortened)
                || self.is(before, WordClass::ShortenedNumber) && behind.trim_start().starts_with(|c: char| c.is_ascii_digit())
                // `984 тыс. – 1,035 млн`
                || self.is(before, WordClass::ShortenedName)
                    && behind.trim_start().starts_with(|c: char| c.is_lowercase() || matches!(c, '–' | '—' | '-' | '(' | '+'))
        };
        let quoted = || {
            let rest = behind.strip_prefix(CLOSERS).and_then(|rest| rest.strip_prefix(' '));
            rest.is_some_and(|rest| rest.starts_with(char::is_uppercase))
        };
        (behind.chars().next().is_none_or(char::is_whitespace) || quoted()) && !(mark == "." && shortened())
    }
}

/// Handles. A hashtag that is a name as a whole counts as one, and a tag of digits is a number sign: neither is masked.
fn handles(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = next_sign(&text[at..]) {
        let start = at + offset;
        let sign = char_at(text, start).map_or(1, char::len_utf8);
        let end = text[start + sign..].find(|c: char| !is_word(c)).map_or(text.len(), |length| start + sign + length);
        if end > start + sign && text[start..].starts_with(['@', '＠']) {
            found.push(start..end);
        }
        at = end;
    }
    found
}

/// Where the next sign of a handle or hashtag stands. Most texts have none, which their bytes tell.
fn next_sign(text: &str) -> Option<usize> {
    /// First byte of the fullwidth signs.
    const FULLWIDTH: u8 = 0xEF;
    let first = memchr::memchr3(b'@', b'#', FULLWIDTH, text.as_bytes())?;
    text[first..].find(['@', '#', '＠', '＃']).map(|offset| first + offset)
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::View;

    fn view(text: &str) -> View<'_> {
        View::new(text, &[], None, &Lexicons::load(None).expect("the embedded lexicons load"))
    }

    #[test]
    fn a_sentence_without_end_is_cut() {
        let words = "word ".repeat(3_000);
        let listed = "word, ".repeat(1_000);
        for (text, most) in [(&words, 1_002), (&listed, 502)] {
            let view = view(text);
            let sentence = view.sentence(text.len() / 2);
            let tokens = view.tokens.iter().filter(|token| sentence.contains(&token.start)).count();
            assert!((2..=most).contains(&tokens), "{tokens} tokens");
        }
    }

    #[test]
    fn every_word_is_in_the_sentence_that_begins_with_it_or_before_it() {
        for text in ["word ".repeat(3_000), "12 in 14 of ".repeat(1_000)] {
            let view = view(&text);
            for token in &view.tokens {
                let sentence = view.sentence(token.start);
                assert!(sentence.start <= token.start && token.end <= sentence.end, "{token:?} {sentence:?}");
            }
        }
    }

    #[test]
    fn sentences_end_at_full_stops_and_breaks() {
        let text = "Gen. Smith said 3. Then 4\nand 5";
        let view = view(text);
        assert_eq!(&text[view.sentence(17)], "Gen. Smith said 3");
        assert_eq!(&text[view.sentence(25)].trim(), &"Then 4");
    }
}
