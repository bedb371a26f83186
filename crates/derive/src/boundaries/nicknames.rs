//! What somebody is called between quotation marks.

use crate::view::View;

/// Most bytes of a nickname.
const LONGEST_NICKNAME: usize = 30;

/// Most tokens of what somebody is called between quotation marks, with the marks.
const MOST_CALLED: usize = 5;

/// The token behind what somebody is called between quotation marks, where it begins at a token: `«Магура»` of `Ола «Магура» Зель`.
pub(crate) fn behind_nickname(view: &View<'_>, at: usize) -> Option<usize> {
    let start = view.tokens.get(at.checked_sub(1)?)?.end;
    let ends =
        |&close: &usize| view.token(close).is_some_and(|(token, _)| view.text.get(start..token.end + 1).is_some_and(is_nickname));
    (at + 2..at + MOST_CALLED).find(ends).map(|close| close + 1)
}

/// Where that begins in front of a token.
pub(crate) fn before_nickname(view: &View<'_>, at: usize) -> Option<usize> {
    (at.saturating_sub(MOST_CALLED)..at).rev().find(|&open| behind_nickname(view, open) == Some(at))
}

/// Whether what stands between two names is a word or two in quotation marks.
pub(super) fn is_nickname(gap: &str) -> bool {
    let quoted = gap.strip_prefix(' ').and_then(|gap| gap.strip_suffix(' ')).filter(|quoted| quoted.len() <= LONGEST_NICKNAME);
    let inner = [('"', '"'), ('“', '”'), ('«', '»'), ('\'', '\''), ('‘', '’')]
        .iter()
        .find_map(|&(open, close)| quoted.and_then(|quoted| quoted.strip_prefix(open)?.strip_suffix(close)));
    inner.is_some_and(|inner| !inner.is_empty() && inner.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')))
}
