//! Lengths of text in the units that the tables and the platforms use.

/// Number of Unicode code points, the unit of `start_char`, `end_char` and `chars`.
#[must_use]
pub fn code_points(text: &str) -> u32 {
    // A text of more than 2^32 code points cannot pass ingest's record limit.
    u32::try_from(text.chars().count()).unwrap_or(u32::MAX)
}

/// Turns byte offsets of one text into code points. Offsets must be asked for in rising order for
/// the walk to stay linear; a lower one starts again from the beginning.
#[derive(Debug)]
pub struct CharIndex<'a> {
    text: &'a str,
    /// Every byte is a character.
    ascii: bool,
    byte: usize,
    chars: u32,
}

impl<'a> CharIndex<'a> {
    /// An index at the start of `text`.
    #[must_use]
    pub const fn new(text: &'a str) -> Self {
        Self { text, ascii: text.is_ascii(), byte: 0, chars: 0 }
    }

    /// Code points before byte offset `byte`; an offset inside a character counts that character.
    #[inline]
    pub fn at(&mut self, byte: usize) -> u32 {
        if self.ascii {
            return u32::try_from(byte.min(self.text.len())).unwrap_or(u32::MAX);
        }
        if byte < self.byte {
            (self.byte, self.chars) = (0, 0);
        }
        let between = &self.text.as_bytes()[self.byte..byte.min(self.text.len())];
        // Continuation bytes are 10xxxxxx; every other byte begins a character.
        let begun = between.iter().filter(|&&b| b & 0xC0 != 0x80).count();
        self.chars += u32::try_from(begun).unwrap_or(u32::MAX);
        self.byte = byte;
        self.chars
    }
}
