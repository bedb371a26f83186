//! The ordinals that authors put on the posts of a thread: `3/`, `/3`, `3/12`, `(3/12)`, `3)`, …
//!
//! This is grammar only: it says what *could* be an ordinal at the beginning or at the end of a
//! line and how strongly the form speaks for it. Whether it is one (`9/11` is not, `9/11` between
//! `8/11` and `10/11` is) needs the neighbours: `ingest` weighs whole sequences, `normalize` takes
//! single posts and therefore only accepts [`Strength::Strong`] forms.

use std::ops::Range;

/// A possible ordinal of a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ordinal {
    /// The number of the post; `None` for `🧵`, `/end` and `/fin`.
    pub number: Option<u32>,
    /// What follows the slash.
    pub total: Total,
    /// Which end of the post it stands at.
    pub side: Side,
    /// The shape; authors keep to one shape within a thread.
    pub shape: Shape,
    /// How strongly the form alone speaks for an ordinal.
    pub strength: Strength,
    /// Bytes to take out of the line, adjoining white space included.
    pub span: Range<usize>,
}

/// The total that an ordinal declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Total {
    /// None: `3/`.
    None,
    /// Left open: `3/n`, `3/x`, `3/...`.
    Open,
    /// Given: the 12 of `3/12`.
    Known(u32),
}

/// Which end of a post an ordinal stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the text.
    Leading,
    /// After the text (or before its closing link).
    Trailing,
}

/// The shape of an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `3/`, `3/12`, `3/n`
    NumberSlash,
    /// `/3`
    SlashNumber,
    /// `(3/12)`, `[3/12]`
    BracketedSlash,
    /// `(3)`, `[3]`
    Bracketed,
    /// `3)`
    Parenthesis,
    /// `3.`
    Dot,
    /// `3`, before a capital
    Bare,
    /// `🧵`
    ThreadEmoji,
    /// `/end`, `/fin`
    End,
}

/// How strongly a form alone speaks for an ordinal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strength {
    /// Ordinary text looks like this too: needs a sequence around it.
    Weak,
    /// Seldom anything else.
    Medium,
    /// Practically never anything else.
    Strong,
}

const THREAD_EMOJI: char = '🧵';

/// The possible ordinal at the beginning of `line`. Pictures in front of one with a slash are text: `🚨1/NOW`.
#[must_use]
pub fn leading(line: &str) -> Option<Ordinal> {
    let start = line.len() - line.trim_start().len();
    leading_from(line, start).or_else(|| {
        let behind = line[start..].trim_start_matches(is_picture);
        let slashed = |found: &Ordinal| matches!(found.shape, Shape::NumberSlash | Shape::BracketedSlash);
        leading_from(line, line.len() - behind.len()).filter(|found| behind.len() < line.len() - start && slashed(found))
    })
}

/// An emoji or the like, but no letter, sign of speech or flag's half.
fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f300}'..='\u{1faff}')
}

/// The possible ordinal that begins at a byte of `line`.
fn leading_from(line: &str, start: usize) -> Option<Ordinal> {
    let mut cursor = Cursor { text: line, at: start };
    let emoji_before = cursor.eat_decoration();
    let found = cursor.leading_form();
    let mut ordinal = match found {
        Some(ordinal) => ordinal,
        None if emoji_before => thread_emoji(Side::Leading),
        None => return None,
    };
    if !emoji_before && ordinal.shape != Shape::Dot {
        cursor.eat_decoration();
    }
    cursor.eat_space();
    ordinal.span = start..cursor.at;
    Some(ordinal)
}

/// The possible ordinal at the end of `line`, or right before the links that close it.
#[must_use]
pub fn trailing(line: &str) -> Option<Ordinal> {
    let mut end = line.trim_end().len();
    let mut before_link = false;
    loop {
        let head = &line[..end];
        if let Some(mut ordinal) = trailing_form(head) {
            if before_link {
                // Only a form that cannot be prose may stand inside a line.
                if ordinal.strength < Strength::Strong {
                    return None;
                }
                ordinal.span.end = end;
            } else {
                ordinal.span.end = line.len();
            }
            return Some(ordinal);
        }
        let word_start = head.rfind(char::is_whitespace).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        if word_start == 0 || !looks_like_link(&head[word_start..]) {
            return None;
        }
        before_link = true;
        end = head[..word_start].trim_end().len();
    }
}

/// Whether a word is a link as far as closing a post goes: a scheme, or a host with a path.
#[must_use]
pub fn looks_like_link(word: &str) -> bool {
    let word = word.trim_start_matches(['(', '[', '"']);
    if word.starts_with("https://") || word.starts_with("http://") {
        return true;
    }
    let Some(slash) = word.find('/') else { return false };
    let host = &word[..slash];
    host.contains('.')
        && host.chars().all(|c| c.is_ascii_alphanumeric() || c == '.' || c == '-')
        && host.rsplit('.').next().is_some_and(|tld| tld.len() >= 2 && tld.chars().all(|c| c.is_ascii_alphabetic()))
}

fn thread_emoji(side: Side) -> Ordinal {
    Ordinal { number: None, total: Total::None, side, shape: Shape::ThreadEmoji, strength: Strength::Medium, span: 0..0 }
}

fn ordinal(number: u32, total: Total, side: Side, shape: Shape, strength: Strength) -> Option<Ordinal> {
    if number == 0 || matches!(total, Total::Known(total) if total < number || total < 2) {
        return None;
    }
    Some(Ordinal { number: Some(number), total, side, shape, strength, span: 0..0 })
}

/// Decorations that authors glue to ordinals: the thread emoji, arrows, variation selectors.
fn is_decoration(c: char) -> bool {
    matches!(c, THREAD_EMOJI | '👇' | '⬇' | '⤵' | '↓' | '\u{FE0F}')
}

/// `3/n`, `3/x`, `3/?`: a total that is left open.
fn is_open_total(c: char) -> bool {
    matches!(c, 'n' | 'N' | 'x' | 'X' | 'k' | '?' | '∞')
}

struct Cursor<'a> {
    text: &'a str,
    at: usize,
}

impl Cursor<'_> {
    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn eat(&mut self, wanted: char) -> bool {
        let found = self.peek() == Some(wanted);
        if found {
            self.at += wanted.len_utf8();
        }
        found
    }

    fn eat_space(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Eats decorations with the white space between them; true if the thread emoji was among them.
    /// Eats nothing otherwise: an arrow alone is text.
    fn eat_decoration(&mut self) -> bool {
        let mut end = self.at;
        let mut emoji = false;
        for (offset, c) in self.rest().char_indices() {
            if is_decoration(c) {
                emoji |= c == THREAD_EMOJI;
                end = self.at + offset + c.len_utf8();
            } else if !c.is_whitespace() {
                break;
            }
        }
        if emoji {
            self.at = end;
            self.eat_space();
        }
        emoji
    }

    /// One to three digits with no further digit behind.
    fn number(&mut self) -> Option<u32> {
        let digits = self.rest().bytes().take_while(u8::is_ascii_digit).count();
        if digits == 0 || digits > 3 {
            return None;
        }
        let value = self.rest()[..digits].parse().ok()?;
        self.at += digits;
        Some(value)
    }

    /// Eats `…`, `..` or `...`.
    fn eat_ellipsis(&mut self) -> bool {
        let dots = self.rest().bytes().take_while(|&byte| byte == b'.').count();
        self.at += if dots > 1 { dots } else { 0 };
        dots > 1 || self.eat('…')
    }

    fn total(&mut self) -> Total {
        let before = self.at;
        if let Some(total) = self.number() {
            return Total::Known(total);
        }
        if self.eat_ellipsis() {
            return Total::Open;
        }
        let mut chars = self.rest().chars();
        let first = chars.next();
        let bounded = chars.next().is_none_or(|c| !c.is_alphanumeric());
        match first {
            Some(c) if is_open_total(c) && bounded => {
                self.at += c.len_utf8();
                Total::Open
            }
            _ => {
                self.at = before;
                Total::None
            }
        }
    }

    fn leading_form(&mut self) -> Option<Ordinal> {
        for (open, close) in [('(', ')'), ('[', ']')] {
            if self.eat(open) {
                let number = self.number()?;
                if self.eat('/') {
                    let total = self.total();
                    return self
                        .eat(close)
                        .then(|| ordinal(number, total, Side::Leading, Shape::BracketedSlash, Strength::Strong))?;
                }
                return self.eat(close).then(|| ordinal(number, Total::None, Side::Leading, Shape::Bracketed, Strength::Weak))?;
            }
        }
        if self.eat('/') {
            let number = self.number()?;
            let bounded = self.peek().is_none_or(char::is_whitespace);
            return bounded.then(|| ordinal(number, Total::None, Side::Leading, Shape::SlashNumber, Strength::Medium))?;
        }
        let number = self.number()?;
        match self.peek()? {
            ')' => {
                self.at += 1;
                ordinal(number, Total::None, Side::Leading, Shape::Parenthesis, Strength::Weak)
            }
            '.' => {
                self.at += 1;
                // `8.Georgia` is one, `8.5` is not.
                let bounded = self.peek().is_none_or(|c| c.is_whitespace() || c.is_alphabetic());
                bounded.then(|| ordinal(number, Total::None, Side::Leading, Shape::Dot, Strength::Weak))?
            }
            '/' => {
                self.at += 1;
                self.after_slash(number)
            }
            ' ' if number < 100 && self.rest()[1..].starts_with(char::is_uppercase) => {
                ordinal(number, Total::None, Side::Leading, Shape::Bare, Strength::Weak)
            }
            _ => None,
        }
    }

    /// What follows `3/` at the beginning of a line.
    fn after_slash(&mut self, number: u32) -> Option<Ordinal> {
        let total = self.total();
        let next = self.peek();
        match total {
            Total::Open => ordinal(number, total, Side::Leading, Shape::NumberSlash, Strength::Strong),
            Total::None => {
                // `3/#Tag`, `3/Text`, `3/🧵`; but `3/m` of a unit or `1/a` of an address is text.
                let glued_lower = next.is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || c == '/');
                let strength = if next.is_some_and(char::is_alphabetic) { Strength::Medium } else { Strength::Strong };
                if glued_lower { None } else { ordinal(number, total, Side::Leading, Shape::NumberSlash, strength) }
            }
            Total::Known(_) => {
                self.eat('/');
                if let Some(c) = self.peek()
                    && !c.is_whitespace()
                    && !matches!(c, ':' | ')' | '.' | ',' | '-' | '–' | '—' | '#' | '@' | '"' | '“')
                    && !is_decoration(c)
                {
                    return None;
                }
                let followed_by_of = self.rest().trim_start().starts_with("of ");
                let had_colon = self.eat(':') || self.eat(')') || self.eat('.');
                let strength = if had_colon { Strength::Medium } else { Strength::Weak };
                if followed_by_of { None } else { ordinal(number, total, Side::Leading, Shape::NumberSlash, strength) }
            }
        }
    }
}

/// The ordinal that ends exactly where `head` ends; its span runs to there.
fn trailing_form(head: &str) -> Option<Ordinal> {
    let mut body = head.trim_end_matches(is_decoration);
    let decorated = head[body.len()..].contains(THREAD_EMOJI);
    if !decorated {
        body = head;
    }
    let body = body.trim_end();
    let mut found = numbered_end(body).or_else(|| closing_word(body));
    if found.is_none() && decorated {
        let mut ordinal = thread_emoji(Side::Trailing);
        // The first emoji of the closing run: arrows before it are text.
        let run = head.trim_end_matches(is_decoration).len();
        let emoji = head[run..].find(THREAD_EMOJI).map_or(run, |at| run + at);
        ordinal.span = head[..emoji].trim_end().len()..head.len();
        found = Some(ordinal);
    }
    let mut ordinal = found?;
    let mut start = head[..ordinal.span.start].trim_end();
    // `A🧵 1/`: glued to a word it belongs to that.
    if let Some(before) = start.strip_suffix(THREAD_EMOJI).filter(|before| !before.ends_with(char::is_alphanumeric)) {
        start = before.trim_end();
    }
    ordinal.span.start = start.len();
    Some(ordinal)
}

/// `/end`, `/fin`, `END/`, also behind a number: `12/end`, `12/12 fin`.
fn closing_word(body: &str) -> Option<Ordinal> {
    const WORDS: [&str; 3] = ["end", "fin", "ends"];
    let lower_is = |text: &str, word: &str| text.eq_ignore_ascii_case(word);
    let token_start = body.rfind(char::is_whitespace).map_or(0, |at| at + body[at..].chars().next().map_or(1, char::len_utf8));
    let token = &body[token_start..];
    let slash_at = token.rfind('/')?;
    let (left, right) = (&token[..slash_at], &token[slash_at + 1..]);
    let closing = |text: &str| WORDS.iter().any(|word| lower_is(text, word));
    let number = if left.is_empty() && closing(right) || right.is_empty() && closing(left) {
        None
    } else if closing(right) && left.len() <= 3 && left.bytes().all(|b| b.is_ascii_digit()) {
        Some(left.parse().ok()?)
    } else {
        return None;
    };
    Some(Ordinal {
        number,
        total: Total::None,
        side: Side::Trailing,
        shape: if number.is_some() { Shape::NumberSlash } else { Shape::End },
        strength: Strength::Strong,
        span: token_start..body.len(),
    })
}

/// A numeric ordinal at the end of `body`.
fn numbered_end(body: &str) -> Option<Ordinal> {
    let token_start = body.rfind(char::is_whitespace).map_or(0, |at| at + body[at..].chars().next().map_or(1, char::len_utf8));
    let token = &body[token_start..];
    if let Some(mut found) = whole_token(token) {
        found.span = token_start..body.len();
        return Some(found);
    }
    // `defensible/3`, `over.(3/12)`, `over.3/12`: glued to the last word.
    let glued = glued_start(token)?;
    let before = token[..glued].chars().next_back()?;
    if before.is_ascii_digit() || before == '/' || token[..glued].contains("://") || looks_like_link(token) {
        return None;
    }
    let mut found = whole_token(&token[glued..])?;
    found.strength = if before.is_alphabetic() { Strength::Weak } else { found.strength.min(Strength::Medium) };
    found.span = token_start + glued..body.len();
    Some(found)
}

/// Where an ordinal would begin that is glued to the end of `token`: its bracket, its slash, or the
/// digits before the slash.
fn glued_start(token: &str) -> Option<usize> {
    let mark = token.rfind(['/', '(', '['])?;
    if let Some(open) = token[..mark].rfind(['(', '[']).filter(|&open| token[open..].ends_with([')', ']'])) {
        return Some(open);
    }
    if !token[mark..].starts_with('/') {
        return Some(mark);
    }
    let head = token[..mark].trim_end_matches(|c: char| c.is_ascii_digit());
    if head.len() == mark {
        return Some(mark);
    }
    // The `.2/8` of `v1.2/8` and the `-2/8` of a range are parts of a figure; so is `$2/8`.
    let mut back = head.chars().rev();
    let (glue, word) = (back.next()?, back.next());
    let figure = word.is_some_and(|c| c.is_ascii_digit()) || matches!(glue, '-' | '–' | '+' | '#' | '@' | '/' | '=' | '_');
    (!figure && !is_currency(glue)).then_some(head.len())
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '₴' | '₽' | '¥')
}

/// `token` as a trailing ordinal, if all of it is one.
fn whole_token(token: &str) -> Option<Ordinal> {
    let side = Side::Trailing;
    let mut cursor = Cursor { text: token, at: 0 };
    let found = if cursor.eat('/') {
        let number = cursor.number()?;
        cursor.eat('.');
        ordinal(number, Total::None, side, Shape::SlashNumber, Strength::Strong)
    } else if let Some(close) = [('(', ')'), ('[', ']')].iter().find_map(|&(open, close)| cursor.eat(open).then_some(close)) {
        // `[🧵3/x]`
        cursor.eat_decoration();
        let number = cursor.number()?;
        let slash = cursor.eat('/');
        let total = if slash { cursor.total() } else { Total::None };
        if !cursor.eat(close) {
            return None;
        }
        cursor.eat('.');
        let (shape, strength) =
            if slash { (Shape::BracketedSlash, Strength::Strong) } else { (Shape::Bracketed, Strength::Weak) };
        ordinal(number, total, side, shape, strength)
    } else {
        let number = cursor.number()?;
        if !cursor.eat('/') {
            return None;
        }
        let total = cursor.total();
        let strength = if matches!(total, Total::Known(_)) { Strength::Weak } else { Strength::Strong };
        // `3/12…` of a post whose link was cut away.
        cursor.eat_ellipsis();
        ordinal(number, total, side, Shape::NumberSlash, strength)
    };
    if cursor.rest().is_empty() { found } else { None }
}

#[cfg(test)]
mod tests;
