//! Hashtags and handles of a text, in order, for the list columns of `posts`: what counts is what counts on X.
//!
//! The rules are those that twitter-text publishes; `make conformance` runs its cases.

/// Hashtags without `#`, as written. A tag of digits alone is none.
pub(crate) fn hashtags(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['#', '＃']) {
        let sign = at + offset;
        let start = sign + text[sign..].chars().next().map_or(1, char::len_utf8);
        let end = text[start..].find(|c: char| !is_tag(c)).map_or(text.len(), |length| start + length);
        at = end.max(start);
        let tag = &text[start..end];
        let before = text[..sign].chars().next_back();
        // `&#38;` is an entity; `a#b` and `/#part` go on with something else.
        let free = before.is_none_or(|c| !is_tag(c) && !matches!(c, '&' | '#' | '＃') && (c != '/' || !in_link(text, sign)));
        let behind = &text[end..];
        let cut = behind.starts_with(['#', '＃']) || behind.starts_with("://");
        // A digit in a box: `#` with a variation selector or a keycap.
        let keycap = tag.starts_with(['\u{fe0f}', '\u{20e3}']);
        if free && !cut && !keycap && tag.chars().any(|c| c.is_alphabetic() || is_mark(c) && !c.is_numeric()) {
            found.push(tag.to_owned());
        }
    }
    found
}

/// Handles without `@`, lower case.
pub(crate) fn handles(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(['@', '＠']) {
        let sign = at + offset;
        let start = sign + text[sign..].chars().next().map_or(1, char::len_utf8);
        let end =
            text[start..].find(|c: char| !c.is_ascii_alphanumeric() && c != '_').map_or(text.len(), |length| start + length);
        at = end.max(start);
        let behind = &text[end..];
        let cut = behind.starts_with(['@', '＠']) || behind.starts_with("://") || behind.starts_with(is_latin_accent);
        if end > start && !cut && (may_stand_behind(text, sign) || behind_retweet(&text[..sign])) {
            found.push(text[start..end].to_ascii_lowercase());
        }
    }
    found
}

/// Whether a handle may begin at `sign`: not inside an address, a link, or a word of ASCII letters.
fn may_stand_behind(text: &str, sign: usize) -> bool {
    text[..sign].chars().next_back().is_none_or(|c| {
        !c.is_ascii_alphanumeric()
            && !matches!(c, '_' | '!' | '#' | '$' | '%' | '&' | '*' | '@' | '＠')
            && (c != '/' || !in_link(text, sign))
    })
}

/// `RT@name`, `rt:@name`.
fn behind_retweet(before: &str) -> bool {
    let mark = before.strip_suffix(':').unwrap_or(before);
    let Some(word) = mark.len().checked_sub(2).and_then(|at| mark.get(at..)) else { return false };
    word.eq_ignore_ascii_case("rt")
        && mark[..mark.len() - 2]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '_' | '+' | '~' | '.' | '-'))
}

/// Whether the slash before a sign is part of an address: `example.org/@name`, `/#part`.
fn in_link(text: &str, sign: usize) -> bool {
    let word = text[..sign].rsplit(char::is_whitespace).next().unwrap_or_default();
    word.contains('.') || word.contains("://") || word == "/"
}

/// Characters of a tag: letters, marks, digits, and joiners that scripts write inside words.
fn is_tag(c: char) -> bool {
    c.is_alphanumeric()
        || is_mark(c)
        || matches!(
            c,
            '_' | '\u{200c}'
                | '\u{200d}'
                | '\u{a67e}'
                | '\u{5be}'
                | '\u{5f3}'
                | '\u{5f4}'
                | '\u{ff5e}'
                | '\u{301c}'
                | '\u{309b}'
                | '\u{309c}'
                | '\u{30a0}'
                | '\u{30fb}'
                | '\u{3003}'
                | '\u{f0b}'
                | '\u{f0c}'
                | '\u{b7}'
        )
}

/// Combining marks, which belong to the letter before them: those of European, Hebrew and Arabic letters, and in the
/// blocks of Indian and Southeast Asian scripts everything but punctuation.
fn is_mark(c: char) -> bool {
    let punctuation = matches!(
        c,
        '\u{964}' | '\u{965}' | '\u{970}' | '\u{df4}' | '\u{e2f}' | '\u{e3f}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}'
            | '\u{f01}'..='\u{f17}' | '\u{f3a}'..='\u{f3d}' | '\u{f85}' | '\u{fbe}'..='\u{fd4}'
            | '\u{104a}'..='\u{104f}' | '\u{17d4}'..='\u{17db}'
    );
    matches!(
        c,
        '\u{300}'..='\u{36f}' | '\u{483}'..='\u{489}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}'
            | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' | '\u{670}'
            | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' | '\u{900}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20dc}' | '\u{3099}' | '\u{309a}'
    ) && !punctuation
}

/// Latin letters with accents, behind which what looks like a handle is a longer word.
fn is_latin_accent(c: char) -> bool {
    matches!(
        c,
        '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{253}' | '\u{254}' | '\u{256}' | '\u{257}'
            | '\u{259}' | '\u{25b}' | '\u{263}' | '\u{268}' | '\u{26f}' | '\u{272}' | '\u{289}' | '\u{28b}' | '\u{2bb}'
            | '\u{300}'..='\u{36f}' | '\u{1e00}'..='\u{1eff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{handles, hashtags};

    #[test]
    fn tags_and_handles() {
        let text = "#Ukraine, #Львів2024 #2024 a#b @Some_One's (@x) mail@example.com https://e.com/#part /@me";
        assert_eq!(hashtags(text), ["Ukraine", "Львів2024"]);
        assert_eq!(handles(text), ["some_one", "x"]);
    }

    #[test]
    fn what_other_scripts_and_habits_write() {
        assert_eq!(hashtags("#il·lusió .#tag #http://x ##no"), ["il·lusió", "tag"]);
        assert_eq!(handles("RT@one rt:@two の@three @aliceì @http://x f!@no"), ["one", "two", "three"]);
    }
}
