//! HTML as pieces with their bytes, and the text that it shows.
//!
//! Tokens come from html5gum, which never fails and does not recurse; elements are found by counting tags of one
//! name, so that unclosed ones do no harm.

use std::collections::BTreeMap;
use std::ops::Range;

use html5gum::emitters::default::DefaultEmitter;
use html5gum::{Span, Token, Tokenizer};

/// A tag or a stretch of text.
#[derive(Clone, Debug)]
pub(crate) enum Piece {
    Open { name: String, attributes: BTreeMap<String, String>, span: Range<usize> },
    Close { name: String, span: Range<usize> },
    Text(String),
}

impl Piece {
    /// Whether it opens an element that has the class.
    pub fn opens_class(&self, class: &str) -> bool {
        self.attribute("class").is_some_and(|classes| classes.split_ascii_whitespace().any(|one| one == class))
    }

    pub fn attribute(&self, key: &str) -> Option<&str> {
        match self {
            Self::Open { attributes, .. } => attributes.get(key).map(String::as_str),
            _ => None,
        }
    }
}

/// The pieces of a document, in order.
pub(crate) fn pieces(html: &str) -> Vec<Piece> {
    let lossy = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let range = |span: Span<usize>| span.start.min(html.len())..span.end.min(html.len());
    let mut emitter = DefaultEmitter::<usize>::new_with_span();
    // Scripts and styles are no tags and no text of their own.
    emitter.naively_switch_states(true);
    let mut pieces = Vec::new();
    for token in Tokenizer::new_with_emitter(html, emitter).flatten() {
        match token {
            Token::StartTag(tag) => {
                let attributes = tag.attributes.iter().map(|(key, value)| (lossy(key), lossy(&value.value))).collect();
                let (name, span) = (lossy(&tag.name), range(tag.span));
                pieces.push(Piece::Open { name, attributes, span });
            }
            Token::EndTag(tag) => pieces.push(Piece::Close { name: lossy(&tag.name), span: range(tag.span) }),
            Token::String(text) => pieces.push(Piece::Text(lossy(&text.value))),
            Token::Comment(_) | Token::Doctype(_) | Token::Error(_) => {}
        }
    }
    pieces
}

/// The pieces inside the element that opens at `at`, and the byte behind it. An element that is not closed ends
/// with the document.
pub(crate) fn inside(pieces: &[Piece], at: usize, length: usize) -> (Range<usize>, usize) {
    let Some(Piece::Open { name, .. }) = pieces.get(at) else { return (at..at, length) };
    let mut depth = 0_usize;
    for (index, piece) in pieces.iter().enumerate().skip(at) {
        match piece {
            Piece::Open { name: other, .. } if other == name => depth += 1,
            Piece::Close { name: other, span } if other == name => {
                depth -= 1;
                if depth == 0 {
                    return (at + 1..index, span.end);
                }
            }
            _ => {}
        }
    }
    (at + 1..pieces.len(), length)
}

/// The text that a fragment shows, with the targets of its links.
pub(crate) fn text(html: &str) -> String {
    shown(&pieces(html))
}

/// Elements that stand on lines of their own.
const BLOCKS: [&str; 12] = ["p", "div", "li", "ul", "ol", "blockquote", "h1", "h2", "h3", "tr", "section", "article"];
/// Elements whose content is not shown.
const HIDDEN: [&str; 4] = ["script", "style", "head", "template"];

/// The text that pieces show: line breaks as the browser has them, and of each link its target where the words do
/// not show it.
pub(crate) fn shown(pieces: &[Piece]) -> String {
    let mut out = String::new();
    let mut links: Vec<(usize, String)> = Vec::new();
    let mut hidden = 0_usize;
    for piece in pieces {
        match piece {
            Piece::Open { name, .. } if HIDDEN.contains(&name.as_str()) => hidden += 1,
            Piece::Close { name, .. } if HIDDEN.contains(&name.as_str()) => hidden = hidden.saturating_sub(1),
            _ if hidden > 0 => {}
            Piece::Open { name, .. } if name == "br" => out.push('\n'),
            Piece::Open { name, .. } | Piece::Close { name, .. } if BLOCKS.contains(&name.as_str()) => {
                if !out.is_empty() && !out.ends_with('\n') {
                    out.push('\n');
                }
                if name == "p" && matches!(piece, Piece::Close { .. }) {
                    out.push('\n');
                }
            }
            Piece::Open { name, .. } if name == "a" => {
                links.push((out.len(), piece.attribute("href").unwrap_or_default().to_owned()));
            }
            Piece::Close { name, .. } if name == "a" => {
                if let Some((from, target)) = links.pop() {
                    close_link(&mut out, from, &target);
                }
            }
            Piece::Text(text) => push_text(&mut out, text),
            Piece::Open { .. } | Piece::Close { .. } => {}
        }
    }
    out
}

/// Adds text with white space as a browser shows it: one space for any run.
fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, ' ' | '\n' | '\r' | '\t') {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

/// The target of a link wins over words that only shorten it; other words keep it behind them. Names of accounts and
/// tags are themselves.
fn close_link(out: &mut String, from: usize, target: &str) {
    let words = out.get(from..).unwrap_or_default().trim().to_owned();
    let web = target.starts_with("http") || target.starts_with("tg://");
    if !web || words.starts_with(['@', '#']) {
        return;
    }
    let bare = |text: &str| -> String {
        let text = text.trim_start_matches("https://").trim_start_matches("http://").trim_start_matches("www.");
        text.trim_end_matches(['…', '.', '/']).to_lowercase()
    };
    let short = bare(&words);
    if words.is_empty() || !short.is_empty() && !short.contains(' ') && bare(target).starts_with(&short) {
        out.truncate(from);
        out.push_str(target);
    } else {
        out.extend([" (", target, ")"]);
    }
}

#[cfg(test)]
mod tests {
    use super::{inside, pieces, text};

    #[test]
    fn text_is_what_a_browser_shows_with_targets() {
        for (html, wanted) in [
            ("<p>One</p><p>Two<br>three &amp; four</p>", "One\n\nTwo\nthree & four\n\n"),
            ("see <a href=\"https://t.me/rybar/12\">t.me/ry…</a> now", "see https://t.me/rybar/12 now"),
            ("<a href=\"https://example.org/x\">the report</a>", "the report (https://example.org/x)"),
            ("<a href=\"https://a.example/@desk\" class=\"u-url mention\">@<span>desk</span></a> hi", "@desk hi"),
            ("a<script>let x = '<p>';</script>b", "ab"),
            ("<div>unclosed <b>bold", "unclosed bold"),
            ("<span class=\"invisible\">https://</span>x", "https://x"),
        ] {
            assert_eq!(text(html), wanted, "{html}");
        }
    }

    #[test]
    fn elements_end_at_their_own_tag() {
        let html = "<div id=a><div>x</div>y</div>z";
        let found = pieces(html);
        assert_eq!(inside(&found, 0, html.len()).1, html.len() - 1);
        assert_eq!(inside(&pieces("<div>open"), 0, 9).1, 9);
        assert!(text(&"<div>".repeat(100_000)).is_empty());
    }
}
