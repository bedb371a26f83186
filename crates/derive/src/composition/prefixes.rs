//! What stands before a composed mention with a hyphen: `pro-Kremlin`, `ex-minister`, `non-Libyan`.

use unspool_lexicon::is_word;

/// Where `ex-` begins that a text ends in, else its end.
pub(super) fn former(head: &str) -> usize {
    head.strip_suffix("ex-").or_else(|| head.strip_suffix("Ex-")).map_or(head.len(), str::len)
}

/// `pro-`, `anti-` in front of a name belong to a composed mention.
pub(super) fn prefix_start(text: &str, start: usize) -> usize {
    for prefix in ["pro-", "Pro-", "anti-", "Anti-"] {
        if let Some(before) = text[..start].strip_suffix(prefix)
            && !before.ends_with(is_word)
        {
            return before.len();
        }
    }
    start
}

/// `non-Libyan fighters`: whether the name at a byte says whose somebody is not.
pub(super) fn is_denied(text: &str, start: usize) -> bool {
    ["non-", "Non-"].iter().any(|prefix| text[..start].ends_with(prefix))
}
