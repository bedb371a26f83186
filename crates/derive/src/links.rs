//! Links: URLs with and without a scheme, whole or cut short.

use std::ops::Range;

use unspool_lexicon::is_word;
use unspool_model::Link;
use unspool_model::count::CharIndex;

use crate::view::View;

/// A link in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FoundLink {
    /// Bytes of the whole link, with what marks it as cut.
    pub span: Range<usize>,
    /// Bytes without that mark.
    pub shown: Range<usize>,
    /// Bytes of the host.
    pub host: Range<usize>,
    pub truncated: bool,
    pub has_scheme: bool,
}

/// Marks of a link that a page has cut short.
const CUTS: [&str; 2] = ["…", "..."];

/// Every link in `text`, in order.
pub(crate) fn find(text: &str) -> Vec<FoundLink> {
    let mut links = Vec::new();
    let mut at = 0;
    for chunk in text.split(char::is_whitespace) {
        let start = at;
        at += chunk.len() + text[at + chunk.len()..].chars().next().map_or(0, char::len_utf8);
        if chunk.contains('.') || chunk.contains("://") {
            in_chunk(text, start..start + chunk.len(), &mut links);
        }
    }
    links
}

/// The links of a stretch without white space.
fn in_chunk(text: &str, chunk: Range<usize>, links: &mut Vec<FoundLink>) {
    let mut from = chunk.start;
    while from < chunk.end {
        let scheme = scheme(text, from..chunk.end);
        let bare_end = scheme.as_ref().map_or(chunk.end, |found| found.start);
        if let Some(link) = bare(text, from..bare_end, chunk.end) {
            from = link.span.end;
            links.push(link);
            continue;
        }
        let Some(scheme) = scheme else { return };
        match link(text, scheme.clone(), chunk.end, true) {
            Some(found) => {
                from = found.span.end;
                links.push(found);
            }
            None => from = scheme.end,
        }
    }
}

/// The next `http://`, `https://` or `tg://` that does not continue a word.
fn scheme(text: &str, within: Range<usize>) -> Option<Range<usize>> {
    let mut from = within.start;
    while let Some(offset) = text[from..within.end].find("://") {
        let colon = from + offset;
        let head = &text[within.start..colon];
        for name in ["https", "http", "tg"] {
            let start = colon.checked_sub(name.len());
            if let Some(start) = start.filter(|&start| text.is_char_boundary(start) && start >= within.start)
                && head.to_ascii_lowercase().ends_with(name)
                && !text[..start].ends_with(|c: char| c.is_ascii_alphanumeric())
            {
                return Some(start..colon + 3);
            }
        }
        from = colon + 3;
    }
    None
}

/// A link without a scheme at the beginning of a stretch (behind opening punctuation).
fn bare(text: &str, within: Range<usize>, chunk_end: usize) -> Option<FoundLink> {
    let stretch = &text[within.clone()];
    let skipped = stretch.find(|c: char| c.is_ascii_alphanumeric())?;
    let start = within.start + skipped;
    if text[..start].ends_with(['@', '＠', '$', '#', '/', '.', '-', '_']) || text[..start].ends_with(is_word) {
        return None;
    }
    let found = link(text, start..start, chunk_end, false)?;
    (found.span.end <= within.end || within.end == chunk_end).then_some(found)
}

/// The link whose scheme (empty if none) is `scheme`.
fn link(text: &str, scheme: Range<usize>, end: usize, has_scheme: bool) -> Option<FoundLink> {
    let telegram_scheme = text[scheme.clone()].eq_ignore_ascii_case("tg://");
    let host_end = scheme.end + text[scheme.end..end].find(|c: char| !is_host(c)).unwrap_or(end - scheme.end);
    let mut host = scheme.end..host_end;
    while text[host.clone()].ends_with(['.', '-']) {
        host.end -= 1;
    }
    let mut shown_end = host.end;
    let port = text[host.end..end].strip_prefix(':').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if port > 0 {
        shown_end = host.end + 1 + port;
    }
    let rest = &text[shown_end..end];
    let has_path = rest.starts_with(['/', '?', '#']);
    let cut_host = CUTS.iter().any(|cut| rest.starts_with(cut));
    if !telegram_scheme && !is_domain(&text[host.clone()], has_scheme, has_path || cut_host) {
        return None;
    }
    if has_path {
        shown_end += path_length(rest);
    }
    let cut = CUTS.iter().find(|cut| text[shown_end..end].starts_with(**cut)).map_or(0, |cut| cut.len());
    // `example.com...` ends a sentence; `example.com/a...` and `example.com…` are cut links.
    let truncated = cut > 0 && (has_path || text[shown_end..].starts_with('…'));
    let span_end = if truncated { shown_end + cut } else { shown_end };
    Some(FoundLink { span: scheme.start..span_end, shown: scheme.start..shown_end, host, truncated, has_scheme })
}

fn is_host(c: char) -> bool {
    c.is_alphanumeric() && !c.is_ascii_uppercase() || c.is_ascii_uppercase() || matches!(c, '.' | '-' | '_')
}

/// Whether a host is one: its top-level domain exists, its labels are sound. Without a scheme it must
/// be ASCII, and a country's domain alone (`end.It`, `this.is`) needs a path, as for twitter-text.
fn is_domain(host: &str, has_scheme: bool, has_path: bool) -> bool {
    let lower = host.to_ascii_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let sound =
        labels.len() >= 2 && labels.iter().all(|label| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-'));
    if !sound {
        return false;
    }
    let Some(top) = labels.last() else { return false };
    let known = psl::suffix(lower.as_bytes()).is_some_and(|suffix| suffix.is_known());
    if !known {
        return false;
    }
    if has_scheme {
        return true;
    }
    let ascii = host.is_ascii() && !host.contains('_');
    // `Kyiv.The`, `U.S`: a name glued to the next sentence has a capital where a domain has none.
    let capital_top = host.rsplit('.').next().is_some_and(|top| top.starts_with(|c: char| c.is_ascii_uppercase()));
    let country_alone = labels.len() == 2 && top.len() == 2 && !matches!(*top, "co" | "tv") && !has_path;
    let numeric = labels[labels.len() - 2].bytes().all(|byte| byte.is_ascii_digit()) && !has_path;
    ascii && !capital_top && !country_alone && !numeric
}

/// Length of the path, query and fragment that `rest` begins with: up to what cannot be in one,
/// without closing punctuation, and with brackets only where they are balanced.
fn path_length(rest: &str) -> usize {
    let stop = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '"' | '<' | '>' | '{' | '}' | '|' | '\\' | '^' | '`' | '«' | '»' | '“' | '”' | '…' | '\u{202a}'..='\u{202e}'
            )
    };
    let mut end = rest.find(stop).unwrap_or(rest.len());
    if let Some(dots) = rest[..end].find("...") {
        end = dots;
    }
    loop {
        let path = &rest[..end];
        let Some(last) = path.chars().next_back() else { return end };
        let unbalanced = |open: char, close: char| last == close && path.matches(close).count() > path.matches(open).count();
        let closing = matches!(last, '.' | ',' | ':' | ';' | '!' | '?' | '\'' | '’' | '*')
            || unbalanced('(', ')')
            || unbalanced('[', ']')
            || matches!(last, '(' | '[');
        if !closing || end <= last.len_utf8() {
            return end;
        }
        end -= last.len_utf8();
    }
}

/// The rows of `links`.
pub(crate) fn rows(view: &View<'_>, links: &[FoundLink]) -> Vec<Link> {
    let mut index = CharIndex::new(view.text);
    links
        .iter()
        .map(|link| {
            let at = view.locate(&mut index, link.span.clone());
            let shown = &view.text[link.shown.clone()];
            let url = (!link.truncated).then(|| if link.has_scheme { shown.to_owned() } else { format!("https://{shown}") });
            Link {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface,
                url,
                domain: domain(view.text, link),
                truncated: link.truncated,
            }
        })
        .collect()
}

/// Host in small letters, without `www.`; `tg` links are Telegram's.
pub(crate) fn domain(text: &str, link: &FoundLink) -> String {
    if text[link.span.clone()].get(..5).is_some_and(|head| head.eq_ignore_ascii_case("tg://")) {
        return "t.me".to_owned();
    }
    let host = text[link.host.clone()].to_lowercase();
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::find;

    fn surfaces(text: &str) -> Vec<&str> {
        find(text).into_iter().map(|link| &text[link.span]).collect()
    }

    #[test]
    fn links_with_and_without_scheme() {
        assert_eq!(
            surfaces("see https://example.com/a_(b)?c=d#e. And example.org/x, too"),
            ["https://example.com/a_(b)?c=d#e", "example.org/x"]
        );
        assert_eq!(surfaces("(www.example.com) t.me/name/55"), ["www.example.com", "t.me/name/55"]);
    }

    #[test]
    fn cut_links_keep_their_mark() {
        assert_eq!(
            surfaces("t.me/warhist… t.me/name/55… https://example.com/a..."),
            ["t.me/warhist…", "t.me/name/55…", "https://example.com/a..."]
        );
    }

    #[test]
    fn what_only_looks_like_a_link_is_text() {
        for text in [
            "Gen.Smith spoke",
            "the end.It was",
            "3.5 million",
            "a@example.com",
            "U.S. troops",
            "e.g. this",
            "v2.0",
            "Kyiv.The",
            "...",
        ] {
            assert_eq!(surfaces(text), Vec::<&str>::new(), "{text}");
        }
    }
}
