//! Hashtags and handles of a text, in order, for the list columns of `posts`.

/// Hashtags without `#`, as written. A tag of digits alone is none, as on X.
pub(crate) fn hashtags(text: &str) -> Vec<String> {
    names(text, ['#', '＃'], |c| c.is_alphanumeric() || c == '_' || is_mark(c))
        .into_iter()
        .filter(|tag| tag.chars().any(char::is_alphabetic))
        .map(str::to_owned)
        .collect()
}

/// Handles without `@`, lower case.
pub(crate) fn handles(text: &str) -> Vec<String> {
    names(text, ['@', '＠'], |c| c.is_ascii_alphanumeric() || c == '_').into_iter().map(str::to_ascii_lowercase).collect()
}

/// Combining marks belong to the letter before them (Devanagari, Thai, decomposed accents).
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e4e}')
}

fn names(text: &str, signs: [char; 2], inner: impl Fn(char) -> bool) -> Vec<&str> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(signs) {
        let sign = at + offset;
        let width = text[sign..].chars().next().map_or(1, char::len_utf8);
        let start = sign + width;
        let end = text[start..].find(|c: char| !inner(c)).map_or(text.len(), |length| start + length);
        at = end.max(start);
        // `a@b` is an address, `&#38;` an entity, `/#part` and `/@name` are parts of links.
        let before = text[..sign].chars().next_back();
        let free = before.is_none_or(|c| !c.is_alphanumeric() && !matches!(c, '_' | '&' | '/' | '@' | '#' | '.' | '-'));
        let behind = text[end..].chars().next();
        if free && end > start && !matches!(behind, Some('@' | '#')) {
            found.push(&text[start..end]);
        }
    }
    found
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
}
