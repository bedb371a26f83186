//! The lines of a dump, decoded, each with its bytes.
//!
//! Reads UTF-8 with or without a byte order mark and UTF-16 of both orders (by its mark, or by the
//! zero bytes that Latin text leaves in it). What is not valid is decoded to U+FFFD; what is no text
//! at all is for the caller to reject ([`Line::is_text`]).

use std::io::{self, Read};

use memchr::memchr;
use unspool_model::{Extent, Reject, RejectReason};

const CHUNK: usize = 1 << 16;
const SNIFF: usize = 512;

/// How the bytes of a dump encode text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf16Le,
    Utf16Be,
}

/// One line of a dump.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    /// Bytes of the line, its line break included.
    pub extent: Extent,
    /// End of the line without its line break.
    pub content_end: u64,
    /// Number of the line, from 1.
    pub number: u64,
    /// The text without its line break; only a prefix where `too_long`.
    pub text: String,
    /// The line is longer than the limit.
    pub too_long: bool,
}

impl Line {
    /// Whether the line is text: not more than a quarter of it is replaced or control characters.
    pub fn is_text(&self) -> bool {
        let (mut all, mut bad) = (0_usize, 0_usize);
        for c in self.text.chars() {
            all += 1;
            bad += usize::from(c == char::REPLACEMENT_CHARACTER || c.is_control() && !matches!(c, '\t' | '\r' | '\u{c}'));
        }
        bad * 4 <= all
    }

    /// The line as a reject.
    pub fn reject(&self, reason: RejectReason, detail: impl Into<String>) -> Reject {
        Reject::new(self.extent, self.number, reason, detail, self.text.as_bytes())
    }

    /// The reject for a line that no format can use: too long, or not text.
    pub fn unreadable(&self, limit: usize) -> Option<Reject> {
        if self.too_long {
            let detail = format!("{} bytes without a line break; the limit is {limit}", self.extent.len());
            return Some(self.reject(RejectReason::TooLong, detail));
        }
        (!self.is_text()).then(|| self.reject(RejectReason::NotText, "more than a quarter of the characters are no text"))
    }
}

/// Reads lines one at a time; holds one line and one chunk.
pub(crate) struct Lines<R> {
    input: R,
    encoding: Encoding,
    buffer: Vec<u8>,
    /// Start of what is not yet handed out, in `buffer`.
    from: usize,
    /// Where the search for a line break goes on, in `buffer`.
    searched: usize,
    done: bool,
    offset: u64,
    number: u64,
    limit: usize,
    mark: u64,
}

impl<R: Read> Lines<R> {
    /// Lines of `input`; a line of more than `limit` bytes is handed out as `too_long`.
    pub fn new(input: R, limit: usize) -> io::Result<Self> {
        let mut lines = Self {
            input,
            encoding: Encoding::Utf8,
            buffer: Vec::with_capacity(CHUNK * 2),
            from: 0,
            searched: 0,
            done: false,
            offset: 0,
            number: 0,
            limit,
            mark: 0,
        };
        while lines.buffer.len() < SNIFF && !lines.done {
            lines.fill()?;
        }
        let (encoding, mark) = sniff(&lines.buffer);
        lines.encoding = encoding;
        lines.mark = mark as u64;
        lines.from = mark;
        lines.searched = mark;
        lines.offset = lines.mark;
        Ok(lines)
    }

    /// Size of the byte order mark, which is furniture.
    pub const fn mark_bytes(&self) -> u64 {
        self.mark
    }

    /// The limit that lines are held to.
    pub const fn limit(&self) -> usize {
        self.limit
    }

    fn fill(&mut self) -> io::Result<()> {
        let old = self.buffer.len();
        self.buffer.resize(old + CHUNK, 0);
        let read = loop {
            match self.input.read(&mut self.buffer[old..]) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                other => break other,
            }
        };
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                self.buffer.truncate(old);
                return Err(error);
            }
        };
        self.buffer.truncate(old + read);
        self.done = read == 0;
        Ok(())
    }

    /// The next line; `None` at the end of the dump.
    pub fn next_line(&mut self) -> io::Result<Option<Line>> {
        // The head of a line that is over the limit, and how many bytes of it have been dropped.
        let mut head: Option<Vec<u8>> = None;
        let mut dropped = 0_u64;
        loop {
            if let Some(end) = self.find_break() {
                let raw = &self.buffer[self.from..end];
                let line = self.line(head.as_deref().unwrap_or(raw), raw.len() as u64 + dropped, head.is_some(), raw);
                self.from = end;
                self.searched = end;
                return Ok(Some(line));
            }
            if self.done {
                let raw = &self.buffer[self.from..];
                if raw.is_empty() && dropped == 0 {
                    return Ok(None);
                }
                let line = self.line(head.as_deref().unwrap_or(raw), raw.len() as u64 + dropped, head.is_some(), raw);
                self.from = self.buffer.len();
                self.searched = self.from;
                return Ok(Some(line));
            }
            if self.buffer.len() - self.from > self.limit {
                let keep = self.from..self.buffer.len().min(self.from + Reject::EXCERPT_CHARS * 4);
                head.get_or_insert_with(|| self.buffer[keep].to_vec());
                // An even number of bytes goes, so that UTF-16 units stay whole.
                let drop = (self.buffer.len() - self.from) & !1;
                dropped += drop as u64;
                self.from += drop;
                self.searched = self.from;
            }
            self.buffer.drain(..self.from);
            self.searched -= self.from;
            self.from = 0;
            self.fill()?;
        }
    }

    /// End of the current line (after its line break) in the buffer.
    fn find_break(&mut self) -> Option<usize> {
        match self.encoding {
            Encoding::Utf8 => {
                let found = memchr(b'\n', &self.buffer[self.searched..]).map(|at| self.searched + at + 1);
                if found.is_none() {
                    self.searched = self.buffer.len();
                }
                found
            }
            Encoding::Utf16Le | Encoding::Utf16Be => {
                let wanted: [u8; 2] = if self.encoding == Encoding::Utf16Le { [b'\n', 0] } else { [0, b'\n'] };
                let mut at = self.searched;
                while at + 2 <= self.buffer.len() {
                    if self.buffer[at..at + 2] == wanted {
                        return Some(at + 2);
                    }
                    at += 2;
                }
                self.searched = at;
                None
            }
        }
    }

    fn line(&self, shown: &[u8], bytes: u64, too_long: bool, tail: &[u8]) -> Line {
        let breaks = self.break_len(tail);
        let content = if too_long { shown } else { &shown[..shown.len() - breaks] };
        let text = decode(content, self.encoding);
        let start = self.offset;
        Line {
            extent: Extent { start, end: start + bytes },
            content_end: start + bytes - breaks as u64,
            number: self.number + 1,
            text,
            too_long,
        }
    }

    /// Length of the line break at the end of `raw`.
    fn break_len(&self, raw: &[u8]) -> usize {
        let endings: [&[u8]; 2] = match self.encoding {
            Encoding::Utf8 => [b"\r\n", b"\n"],
            Encoding::Utf16Le => [b"\r\0\n\0", b"\n\0"],
            Encoding::Utf16Be => [b"\0\r\0\n", b"\0\n"],
        };
        endings.iter().find(|ending| raw.ends_with(ending)).map_or(0, |ending| ending.len())
    }
}

impl<R: Read> Iterator for Lines<R> {
    type Item = io::Result<Line>;

    fn next(&mut self) -> Option<Self::Item> {
        let line = self.next_line().transpose()?;
        if let Ok(line) = &line {
            self.offset = line.extent.end;
            self.number = line.number;
        }
        Some(line)
    }
}

/// The encoding of a dump that begins with `head`, and the length of its byte order mark.
fn sniff(head: &[u8]) -> (Encoding, usize) {
    if head.starts_with(b"\xEF\xBB\xBF") {
        return (Encoding::Utf8, 3);
    }
    if head.starts_with(b"\xFF\xFE") {
        return (Encoding::Utf16Le, 2);
    }
    if head.starts_with(b"\xFE\xFF") {
        return (Encoding::Utf16Be, 2);
    }
    let head = &head[..head.len().min(SNIFF)];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&byte| byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    // Latin text in UTF-16 has a zero in nearly every unit, always on the same side.
    if odd * 10 >= head.len() * 4 && even * 20 <= head.len() && odd > 0 {
        (Encoding::Utf16Le, 0)
    } else if even * 10 >= head.len() * 4 && odd * 20 <= head.len() && even > 0 {
        (Encoding::Utf16Be, 0)
    } else {
        (Encoding::Utf8, 0)
    }
}

fn decode(bytes: &[u8], encoding: Encoding) -> String {
    let unit = |pair: &[u8]| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes([pair[0], pair[1]]),
        _ => u16::from_le_bytes([pair[0], pair[1]]),
    };
    match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le | Encoding::Utf16Be => {
            let pairs = bytes.chunks_exact(2);
            let odd = !pairs.remainder().is_empty();
            let mut text: String =
                char::decode_utf16(pairs.map(unit)).map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect();
            if odd {
                text.push(char::REPLACEMENT_CHARACTER);
            }
            text
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;

    fn texts(bytes: &[u8]) -> Vec<(u64, u64, String)> {
        let lines = Lines::new(bytes, 1000).expect("memory can be read");
        lines.map(|line| line.expect("memory can be read")).map(|line| (line.extent.start, line.extent.end, line.text)).collect()
    }

    #[test]
    fn line_breaks_belong_to_their_line() {
        assert_eq!(texts(b"a\r\nb\n\nc"), [(0, 3, "a".into()), (3, 5, "b".into()), (5, 6, String::new()), (6, 7, "c".into())]);
    }

    #[test]
    fn utf_16_is_read_with_and_without_a_mark() {
        let encoded: Vec<u8> = "ab\ncd".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(texts(&encoded), [(0, 6, "ab".into()), (6, 10, "cd".into())]);
        let marked: Vec<u8> = [0xFE, 0xFF].into_iter().chain("й\nя".encode_utf16().flat_map(u16::to_be_bytes)).collect();
        assert_eq!(texts(&marked), [(2, 6, "й".into()), (6, 8, "я".into())]);
    }

    #[test]
    fn a_line_over_the_limit_is_one_line_with_all_its_bytes() {
        let mut input = vec![b'x'; 300_000];
        input.extend(b"\nnext");
        let lines: Vec<_> = Lines::new(input.as_slice(), 1000).expect("memory").map(|line| line.expect("memory")).collect();
        assert_eq!(lines.len(), 2);
        assert!(lines[0].too_long);
        assert_eq!((lines[0].extent.start, lines[0].extent.end), (0, 300_001));
        assert_eq!(lines[1].text, "next");
    }
}
