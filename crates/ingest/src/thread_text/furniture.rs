//! Page furniture: what stands around the posts of an unrolled page. The wording is data
//! (`furniture.tsv`); captions and headers have a grammar of their own.

use std::sync::LazyLock;

/// What a furniture line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Ends the main thread; what follows are previews.
    Rule,
    /// Furniture anywhere.
    Line,
    /// Furniture only beside other furniture.
    Button,
}

/// A fact that a furniture line carries about the author of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Fact {
    Handle(String),
    Name(String),
}

struct Template {
    role: Role,
    text: &'static str,
    fact: &'static str,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    include_str!("furniture.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(template).collect()
});

/// A row of the table: the role, the template, the fact.
fn template(row: &'static str) -> Option<Template> {
    let mut fields = row.split('\t');
    let role = match fields.next()? {
        "rule" | "end" => Role::Rule,
        "button" => Role::Button,
        _ => Role::Line,
    };
    Some(Template { role, text: fields.next()?, fact: fields.next().unwrap_or_default() })
}

/// What furniture a whole line is, if it is any.
pub(super) fn classify(line: &str) -> Option<(Role, Option<Fact>)> {
    let line = line.trim();
    let first = line.chars().next()?;
    TEMPLATES.iter().find_map(|template| {
        if !template.text.starts_with(first) {
            return None;
        }
        let captured = matches(template.text, line)?;
        let fact = captured.filter(|text| !text.is_empty()).and_then(|text| match template.fact {
            "handle" => text.split_whitespace().next().map(|handle| Fact::Handle(handle.to_owned())),
            "name" => Some(Fact::Name(text.trim().to_owned())),
            _ => None,
        });
        Some((template.role, fact))
    })
}

/// Whether `line` fits `template`; the inner option is what its `*` stands for.
fn matches<'l>(template: &str, line: &'l str) -> Option<Option<&'l str>> {
    if let Some((before, after)) = template.split_once('*') {
        let middle = line.strip_prefix(before)?.strip_suffix(after)?;
        return Some(Some(middle));
    }
    if let Some((before, after)) = template.split_once('#') {
        let middle = line.strip_prefix(before)?.strip_suffix(after)?;
        let number = !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_digit());
        return number.then_some(None);
    }
    (line == template).then_some(None)
}

const CAPTIONS: [&str; 3] = ["Image", "Video", "GIF"];

/// Takes media captions off the end of a line: `defensible line.Image` has one glued to its last
/// word, a line `Image` is nothing else. Gives the rest, and whether there was a caption.
pub(super) fn without_captions(line: &str) -> (&str, bool) {
    let mut text = line.trim_end();
    let mut any = false;
    while let Some(rest) = CAPTIONS.iter().find_map(|caption| text.strip_suffix(caption)) {
        let glued = rest.chars().next_back();
        let word = rest.rsplit(char::is_whitespace).next().unwrap_or_default();
        // `#SelfImage` is a hashtag and `MyVideo` could be a name; a caption is glued to an
        // ordinary word or to its full stop, or stands alone on its line.
        let caption = match glued {
            None => true,
            Some(c) if c.is_whitespace() => any && rest.trim().is_empty(),
            Some(c) if c.is_lowercase() || c.is_ascii_digit() => !word.starts_with(['#', '@']) && !mixed_case(word),
            Some(c) => {
                !c.is_alphanumeric() && !matches!(c, '-' | '_' | '/' | '#' | '@' | '&')
                    || CAPTIONS.iter().any(|other| word.ends_with(other))
            }
        };
        if !caption {
            break;
        }
        any = true;
        text = rest.trim_end();
    }
    if any { (text, true) } else { (line, false) }
}

/// `YouTube`, `iPhone`: a capital after a small letter.
fn mixed_case(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Fact, Role, classify, without_captions};

    #[test]
    fn furniture_lines_are_known_by_their_wording() {
        assert_eq!(classify("• • •"), Some((Role::Rule, None)));
        assert_eq!(classify("Read 12 tweets"), Some((Role::Line, None)));
        assert_eq!(classify("More from @some_one"), Some((Role::Rule, Some(Fact::Handle("some_one".into())))));
        assert_eq!(classify("Keep Current with A. N. Analyst"), Some((Role::Rule, Some(Fact::Name("A. N. Analyst".into())))));
        assert_eq!(classify("Add to \"My Authors\""), Some((Role::Line, None)));
        assert_eq!(classify("Read twelve tweets by officials"), None);
        assert_eq!(classify("More from the front"), None);
    }

    #[test]
    fn captions_come_off_alone_and_glued() {
        assert_eq!(without_captions("a defensible line.Image"), ("a defensible line.", true));
        assert_eq!(without_captions("ImageImage"), ("", true));
        assert_eq!(without_captions("the villageVideo"), ("the village", true));
        assert_eq!(without_captions("watch this Video"), ("watch this Video", false));
        assert_eq!(without_captions("#SelfImage"), ("#SelfImage", false));
        assert_eq!(without_captions("Image"), ("", true));
    }
}
