//! The marks of a possessive: `Berg's`, `Berg’s`, and those of a plural, which have no letter: `the rebels' `.

/// Marks of one owner.
const OF_ONE: [&str; 2] = ["'s", "’s"];
/// Marks of one owner or several; the longer first.
const OF_ANY: [&str; 4] = ["'s", "’s", "'", "’"];

/// The text behind the mark of one owner that it begins with.
pub(crate) fn behind_one(text: &str) -> Option<&str> {
    OF_ONE.iter().find_map(|mark| text.strip_prefix(mark))
}

/// The text behind the mark of one owner or several that it begins with.
pub(crate) fn behind_any(text: &str) -> Option<&str> {
    OF_ANY.iter().find_map(|mark| text.strip_prefix(mark))
}

/// What one owner has, where a text begins with the mark and a space.
pub(crate) fn owned(text: &str) -> Option<&str> {
    behind_one(text)?.strip_prefix(' ')
}

/// The text in front of the mark of one owner that it ends in.
pub(crate) fn before_one(text: &str) -> Option<&str> {
    OF_ONE.iter().find_map(|mark| text.strip_suffix(mark))
}

/// The text in front of the mark of one owner or several that it ends in.
pub(crate) fn before_any(text: &str) -> Option<&str> {
    OF_ANY.iter().find_map(|mark| text.strip_suffix(mark))
}

/// Whether what stands behind a text is owned by one: it ends in the mark and a space.
pub(crate) fn owns_next(text: &str) -> bool {
    text.strip_suffix(' ').and_then(before_one).is_some()
}

/// Whether all that stands between two names is a mark and a space.
pub(crate) fn joins(gap: &str) -> bool {
    behind_any(gap) == Some(" ")
}
