//! The length of a text as X counts it.

use unspool_model::ordinal::looks_like_link;

/// The limit of an ordinary post on X.
pub(super) const POST_LIMIT: u32 = 280;

/// Every link counts as much, whatever its length (t.co).
const LINK: u32 = 23;

/// Weighted length after twitter-text's configuration v3: links 23, code points of the listed ranges
/// 1, all others 2. The handles in front of a reply count nothing.
pub(super) fn weighted_length(line: &str) -> u32 {
    let mut total = 0;
    for (index, word) in without_handles(line).split(' ').enumerate() {
        total += u32::from(index > 0);
        total += if looks_like_link(word) { LINK } else { word.chars().map(weight).sum() };
    }
    total
}

/// A line without the handles that it begins with.
pub(super) fn without_handles(mut line: &str) -> &str {
    let is_handle = |word: &str| word.len() > 1 && word[1..].bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    while let Some((_, rest)) = line.split_once(' ').filter(|(word, _)| word.starts_with('@') && is_handle(word)) {
        line = rest;
    }
    line
}

fn weight(c: char) -> u32 {
    match u32::from(c) {
        0..=4351 | 8192..=8205 | 8208..=8223 | 8242..=8247 => 1,
        // Variation selectors and joiners ride on the emoji before them.
        0xFE0F | 0x1F3FB..=0x1F3FF => 0,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::weighted_length;

    #[test]
    fn links_count_23_and_wide_characters_2() {
        assert_eq!(weighted_length("see example.com/a/very/long/path/that/goes/on/and/on…"), 4 + 23);
        assert_eq!(weighted_length("日本 é"), 6);
        assert_eq!(weighted_length("@some_one @else see @them"), 9);
    }
}
