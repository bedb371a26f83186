//! Case folding that keeps byte offsets, and plain spellings.

/// `text` in lower case, byte for byte as long: a character whose small form has another length
/// (`İ`) stays. Offsets into the result are offsets into `text`.
#[must_use]
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        folded.push(small(c));
    }
    folded
}

/// A character in lower case; as it is where the small form has another length.
#[inline]
pub(crate) fn small(c: char) -> char {
    match c {
        '\0'..='\u{7f}' => c.to_ascii_lowercase(),
        // The letters of Russian and Ukrainian, without a search in the tables of Unicode.
        'а'..='џ' => c,
        'А'..='Я' => shifted(c, 'а' as u32 - 'А' as u32),
        'Ѐ'..='Џ' => shifted(c, 'ѐ' as u32 - 'Ѐ' as u32),
        _ => {
            let mut lower = c.to_lowercase();
            match (lower.next(), lower.next()) {
                (Some(small), None) if small.len_utf8() == c.len_utf8() => small,
                _ => c,
            }
        }
    }
}

/// A name with each of the signs that posts have for its apostrophe: phones write a curly one, and Ukrainian has a letter.
pub(crate) fn apostrophes(name: &str) -> Vec<String> {
    const SIGNS: [char; 3] = ['\'', '’', 'ʼ'];
    if !name.contains(SIGNS) {
        return vec![name.to_owned()];
    }
    SIGNS.iter().map(|&sign| name.replace(SIGNS, sign.encode_utf8(&mut [0; 4]))).collect()
}

fn shifted(c: char, by: u32) -> char {
    char::from_u32(c as u32 + by).unwrap_or(c)
}

/// A name in the small letters of English, whatever letters it is written with: `Şanlıurfa` is `sanliurfa`, `Мая` is `maia`.
#[must_use]
pub fn plain(name: &str) -> String {
    fold(&deunicode::deunicode(name).replace(['\'', '`'], ""))
}

/// Whether a character is part of a word: letters, digits, underscore, combining marks.
#[must_use]
#[inline]
pub fn is_word(c: char) -> bool {
    if let Ok(byte) = u8::try_from(c)
        && byte.is_ascii()
    {
        return ASCII_WORD[usize::from(byte)];
    }
    is_cyrillic_letter(c)
        || c.is_alphanumeric()
        || matches!(c, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{64b}'..='\u{65f}')
}

/// Without a search in the tables of Unicode.
#[inline]
const fn is_cyrillic_letter(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{481}' | '\u{48a}'..='\u{52f}')
}

/// Whether a byte is an ASCII letter, digit or underscore: a table, since every byte of every text is asked.
const ASCII_WORD: [bool; 256] = {
    let mut table = [false; 256];
    let mut byte = 0_u8;
    while byte.is_ascii() {
        table[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    table
};

/// The character at byte `at`; most are ASCII, and need no decoding.
#[must_use]
#[inline]
pub fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at) {
        Some(&byte) if byte.is_ascii() => Some(char::from(byte)),
        Some(_) => text[at..].chars().next(),
        None => None,
    }
}

/// Where the word ends that goes on at byte `at`.
#[must_use]
#[inline]
pub(crate) fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while bytes.get(at).is_some_and(|&byte| ASCII_WORD[usize::from(byte)]) {
        at += 1;
    }
    if bytes.get(at).is_none_or(u8::is_ascii) { at } else { wide_word_end(text, at) }
}

/// The same from a character on that is not ASCII: apart, so that the usual way stays short.
#[inline(never)]
fn wide_word_end(text: &str, at: usize) -> usize {
    text[at..].find(|c| !is_word(c)).map_or(text.len(), |length| at + length)
}

/// Whether no word runs across byte offset `at` of `text`.
#[inline]
pub(crate) fn is_boundary(text: &str, at: usize) -> bool {
    let before = text[..at].chars().next_back();
    let after = text[at..].chars().next();
    !(before.is_some_and(is_word) && after.is_some_and(is_word))
}

#[cfg(test)]
mod tests {
    use super::{fold, is_boundary, is_cyrillic_letter};

    #[test]
    fn folding_keeps_offsets() {
        for text in ["Straße İstanbul", "ПУТИН ǅ", "ẞ", "K"] {
            assert_eq!(fold(text).len(), text.len(), "{text}");
        }
        assert_eq!(fold("Україна"), "україна");
        for c in '\u{80}'..='\u{52f}' {
            let plain: Vec<char> = c.to_lowercase().collect();
            let small = if plain.len() == 1 && plain[0].len_utf8() == c.len_utf8() { plain[0] } else { c };
            assert_eq!(fold(&c.to_string()), small.to_string());
            assert!(!is_cyrillic_letter(c) || c.is_alphanumeric());
        }
    }

    #[test]
    fn boundaries_are_unicode() {
        assert!(is_boundary("aé-b", 3));
        assert!(!is_boundary("éa", 2));
    }
}
