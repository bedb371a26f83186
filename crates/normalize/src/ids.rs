//! Ids: lower-case ASCII text with a prefix, so that no data frame takes them for numbers.

use std::fmt::Write as _;

use unspool_model::Platform;

/// Id of a post: platform and native id where both are known, else the dump and a number.
///
/// An id of an unknown platform is no id of the world, only of its dump, so it does not make one.
pub(crate) fn post(platform: Platform, author: Option<&str>, native: Option<&str>, dump: &str, number: u64) -> String {
    native.and_then(|native| known(platform, author, native)).unwrap_or_else(|| format!("{dump}-{number:04}"))
}

/// Id of a post that another one refers to.
pub(crate) fn reference(platform: Platform, author: Option<&str>, native: &str) -> Option<String> {
    let native = native.trim();
    if native.is_empty() || matches!(native, "0" | "nan" | "NaN" | "None" | "null") {
        return None;
    }
    known(platform, author, native).or_else(|| Some(format!("unknown:{}", ascii(native))))
}

/// Id of a thread that the platform or the mapping names.
pub(crate) fn thread(platform: Platform, native: &str, dump: &str) -> String {
    match platform {
        Platform::Unknown => format!("{dump}-{}", ascii(native)),
        platform => format!("{platform}:{}", ascii(native)),
    }
}

fn known(platform: Platform, author: Option<&str>, native: &str) -> Option<String> {
    let digits = native.bytes().all(|byte| byte.is_ascii_digit());
    match platform {
        Platform::Unknown => None,
        // A message number is only unique within its channel.
        Platform::Telegram if digits => author.map(|channel| format!("telegram:{}/{native}", ascii(channel))),
        platform => Some(format!("{platform}:{}", ascii(native))),
    }
}

/// Address of a post, where the platform has one form for it.
pub(crate) fn url(platform: Platform, author: Option<&str>, native: Option<&str>) -> Option<String> {
    let native = native.filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))?;
    match platform {
        // The path works with any name in place of the author's.
        Platform::X => Some(format!("https://x.com/{}/status/{native}", author.unwrap_or("i"))),
        Platform::Telegram => Some(format!("https://t.me/{}/{native}", author?)),
        _ => None,
    }
}

/// A handle as the tables write it: lower case, without `@`.
pub(crate) fn handle(raw: &str) -> Option<String> {
    let handle = raw.trim().trim_start_matches('@').to_lowercase();
    non_empty(handle)
}

/// Text, or null for an empty one.
pub(crate) fn non_empty(text: String) -> Option<String> {
    let trimmed = text.trim();
    if trimmed.is_empty() {
        None
    } else if trimmed.len() == text.len() {
        Some(text)
    } else {
        Some(trimmed.to_owned())
    }
}

/// `text` in lower-case ASCII; other characters become `%` and the hex digits of their bytes.
fn ascii(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.trim().bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':') {
            out.push(char::from(byte.to_ascii_lowercase()));
        } else {
            // Writing to a string does not fail.
            let _ = write!(out, "%{byte:02x}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use unspool_model::Platform;

    use super::{handle, post, thread};

    #[test]
    fn ids_carry_their_platform() {
        assert_eq!(post(Platform::X, Some("a"), Some("1619441531911565313"), "d", 7), "x:1619441531911565313");
        assert_eq!(post(Platform::Telegram, Some("rybar"), Some("123"), "d", 7), "telegram:rybar/123");
        assert_eq!(post(Platform::Telegram, Some("й 1"), Some("5"), "d", 7), "telegram:%d0%b9%201/5");
        assert_eq!(post(Platform::Telegram, None, Some("123"), "d", 7), "d-0007");
        assert_eq!(post(Platform::Unknown, None, Some("123"), "d", 7), "d-0007");
        assert_eq!(thread(Platform::Unknown, "Ä 1", "d"), "d-%c3%84%201");
    }

    #[test]
    fn handles_have_no_at() {
        assert_eq!(handle(" @Some_One "), Some("some_one".into()));
        assert_eq!(handle("@"), None);
    }
}
