//! Links: URLs with and without a scheme, whole or cut short.

use std::ops::Range;

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
    while let Some(offset) = text[from..chunk.end].find(|c: char| c.is_ascii_alphanumeric() || is_accented(c)) {
        let start = from + offset;
        let run_end = start + text[start..chunk.end].find(|c: char| !is_plain_host(c)).unwrap_or(chunk.end - start);
        let scheme = if text[run_end..chunk.end].starts_with("://") { scheme(text, start..run_end) } else { None };
        let found = match &scheme {
            Some(scheme) => link(text, scheme.clone(), chunk.end, true).filter(|_| may_stand_behind(text, scheme.start, true)),
            None => link(text, start..start, chunk.end, false).filter(|_| may_stand_behind(text, start, false)),
        };
        from = match found {
            Some(found) => {
                let end = found.span.end;
                links.push(found);
                end
            }
            // What stands behind a scheme is no link of its own.
            None if text[run_end..chunk.end].starts_with("://") => {
                let host = run_end + 3;
                host + text[host..chunk.end].find(|c: char| !is_plain_host(c)).unwrap_or(chunk.end - host)
            }
            None => run_end,
        };
    }
}

/// The `http`, `https` or `tg` that a run of letters ends with, with the `://` behind it.
fn scheme(text: &str, run: Range<usize>) -> Option<Range<usize>> {
    ["https", "http", "tg"].iter().find_map(|name| {
        let start = run.end.checked_sub(name.len()).filter(|&start| start >= run.start && text.is_char_boundary(start))?;
        text[start..run.end].eq_ignore_ascii_case(name).then_some(start..run.end + 3)
    })
}

/// Whether a link may begin at `at`: not inside a word, behind a sign of handles, tags and stocks, or (without a
/// scheme) inside a path.
fn may_stand_behind(text: &str, at: usize, has_scheme: bool) -> bool {
    text[..at].chars().next_back().is_none_or(|c| {
        !c.is_ascii_alphanumeric()
            && !matches!(c, '@' | '＠' | '$' | '#' | '＃')
            && (has_scheme || !matches!(c, '/' | '.' | '-' | '_') && !is_accented(c))
    })
}

/// The link whose scheme (empty if none) is `scheme`.
fn link(text: &str, scheme: Range<usize>, end: usize, has_scheme: bool) -> Option<FoundLink> {
    let telegram_scheme = text[scheme.clone()].eq_ignore_ascii_case("tg://");
    let host = if telegram_scheme {
        let length = text[scheme.end..end].find(|c: char| !is_plain_host(c)).unwrap_or(end - scheme.end);
        scheme.end..scheme.end + length
    } else {
        host(text, scheme.end..end, has_scheme)?
    };
    let mut shown_end = host.end;
    let port = text[host.end..end].strip_prefix(':').map_or(0, |rest| rest.bytes().take_while(u8::is_ascii_digit).count());
    if port > 0 {
        shown_end = host.end + 1 + port;
    }
    let rest = &text[shown_end..end];
    let has_path = rest.starts_with(['/', '?', '#']);
    if has_path {
        shown_end += path_length(rest);
    }
    if has_path && text[host.clone()].eq_ignore_ascii_case("t.co") {
        shown_end = short_link_end(text, host.end, shown_end)?;
    }
    let cut = CUTS.iter().find(|cut| text[shown_end..end].starts_with(**cut)).map_or(0, |cut| cut.len());
    // `example.com...` ends a sentence, and so do more than three dots; `example.com/a...` and `example.com…` are cut links.
    let dots = text[shown_end..end].starts_with("....");
    let truncated = cut > 0 && !dots && (has_path || text[shown_end..].starts_with('…'));
    let span_end = if truncated { shown_end + cut } else { shown_end };
    Some(FoundLink { span: scheme.start..span_end, shown: scheme.start..shown_end, host, truncated, has_scheme })
}

/// The end of a link of X's shortener: a slash, and at most forty letters and digits.
fn short_link_end(text: &str, host_end: usize, shown_end: usize) -> Option<usize> {
    let path = text[host_end..shown_end].strip_prefix('/')?;
    let length = path.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if path[length..].starts_with('?') {
        return Some(shown_end);
    }
    (length <= 40).then_some(host_end + 1 + length)
}

/// The longest stretch from the beginning of `within` that is a domain, where no letter, digit, `@`, `+` or `-` follows.
fn host(text: &str, within: Range<usize>, has_scheme: bool) -> Option<Range<usize>> {
    let inner = |c: char| if has_scheme { is_any_host(c) } else { is_plain_host(c) };
    let mut run = text[within.clone()].find(|c: char| !inner(c)).unwrap_or(within.len());
    // A name in ASCII may have a top-level domain in another script.
    if !has_scheme && text[within.start..within.start + run].ends_with('.') {
        let behind = &text[within.start + run..within.end];
        run += behind.find(|c: char| !c.is_alphabetic() || c.is_ascii()).unwrap_or(behind.len());
    }
    let stretch = &text[within.start..within.start + run];
    let mut ends: Vec<usize> = stretch.char_indices().skip(1).map(|(at, _)| at).collect();
    ends.push(run);
    ends.into_iter().rev().take(LONGEST_HOST).find_map(|end| {
        let next = text[within.start + end..within.end].chars().next();
        let closed = next.is_none_or(|c| !c.is_ascii_alphanumeric() && !matches!(c, '@' | '+' | '-'));
        (closed && is_domain(&stretch[..end], has_scheme)).then(|| within.start..within.start + end)
    })
}

/// Ends of a host that are tried: names of domains have at most 253 characters.
const LONGEST_HOST: usize = 253;

/// Characters of a label of a domain.
const LONGEST_LABEL: usize = 63;

/// Latin letters with accents, which names of domains have too.
fn is_accented(c: char) -> bool {
    matches!(c, '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// Characters of a host without a scheme.
fn is_plain_host(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || is_accented(c)
}

/// Characters of a host behind a scheme: everything but punctuation and white space.
fn is_any_host(c: char) -> bool {
    if c.is_ascii() {
        return is_plain_host(c);
    }
    !c.is_whitespace()
        && !c.is_control()
        && !matches!(c, '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{ff00}'..='\u{ff0f}' | '«' | '»')
}

/// Whether a host is one: its top-level domain exists, its labels are sound; only labels before the last two may have
/// a `_`, inside.
fn is_domain(host: &str, has_scheme: bool) -> bool {
    let lower = host.to_lowercase();
    let labels: Vec<&str> = lower.split('.').collect();
    let last = labels.len().saturating_sub(2);
    let sound = labels.len() >= 2
        && labels.iter().enumerate().all(|(index, label)| {
            !label.is_empty()
                && !label.starts_with(['-', '_'])
                && !label.ends_with(['-', '_'])
                && (index < last || !label.contains('_'))
                && (label.is_ascii() || !label.starts_with("xn--"))
                && label.chars().count() <= LONGEST_LABEL
        });
    if !sound || !psl::suffix(lower.as_bytes()).is_some_and(|suffix| suffix.is_known()) {
        return false;
    }
    if has_scheme {
        return true;
    }
    // `Kyiv.The`, `U.S`: a name glued to the next sentence has a capital where a domain has none.
    let capital_top = host.rsplit('.').next().is_some_and(|top| top.starts_with(|c: char| c.is_uppercase()));
    let numeric = labels[last].bytes().all(|byte| byte.is_ascii_digit());
    !host.contains('_') && !capital_top && !numeric
}

/// Length of the path, query and fragment that `rest` begins with: ASCII, Cyrillic and accented Latin letters, without
/// closing punctuation, and with brackets only where they are balanced.
fn path_length(rest: &str) -> usize {
    let stop = |c: char| match c {
        '"' | '<' | '>' | '{' | '}' | '\\' | '^' | '`' => true,
        c if c.is_ascii() => c.is_ascii_whitespace() || c.is_ascii_control(),
        c => !(is_accented(c) || matches!(c, '\u{400}'..='\u{4ff}' | '–')),
    };
    let mut end = rest.find(stop).unwrap_or(rest.len());
    if let Some(dots) = rest[..end].find("...") {
        end = dots;
    }
    loop {
        let path = &rest[..end];
        let Some(last) = path.chars().next_back() else { return end };
        let balanced = |open: char, close: char| last == close && path.matches(close).count() <= path.matches(open).count();
        let ends = last.is_alphanumeric()
            || matches!(last, '+' | '-' | '=' | '_' | '#' | '/' | '&' | '%' | '~' | '|' | '$' | '@')
            || balanced('(', ')')
            || balanced('[', ']');
        if ends || end <= last.len_utf8() {
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
                surface: at.surface.to_owned(),
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
