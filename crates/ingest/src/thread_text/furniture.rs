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
    /// Ends the thread that it stands under and says how many posts that has.
    Count(u32),
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
    role: TemplateRole,
    text: &'static str,
    fact: &'static str,
}

static TEMPLATES: LazyLock<Vec<Template>> = LazyLock::new(|| {
    include_str!("furniture.tsv").lines().filter(|line| !line.starts_with('#')).skip(1).filter_map(template).collect()
});

#[derive(Clone, Copy, PartialEq, Eq)]
enum TemplateRole {
    Rule,
    Line,
    Count,
    Button,
}

/// A row of the table: the role, the template, the fact.
fn template(row: &'static str) -> Option<Template> {
    let mut fields = row.split('\t');
    let role = match fields.next()? {
        "rule" | "end" => TemplateRole::Rule,
        "count" => TemplateRole::Count,
        "button" => TemplateRole::Button,
        _ => TemplateRole::Line,
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
        let fact = Some(captured).filter(|text| !text.is_empty()).and_then(|text| match template.fact {
            "handle" => text.split_whitespace().next().map(|handle| Fact::Handle(handle.to_owned())),
            "name" => Some(Fact::Name(text.trim().to_owned())),
            _ => None,
        });
        let role = match template.role {
            TemplateRole::Rule => Role::Rule,
            TemplateRole::Line => Role::Line,
            TemplateRole::Count => Role::Count(captured.parse().ok()?),
            TemplateRole::Button => Role::Button,
        };
        Some((role, fact))
    })
}

/// Takes `Read 12 tweets` off the end of a line of text, as extractors glue it there: the rest, and
/// the count.
pub(super) fn without_count(line: &str) -> Option<(&str, u32)> {
    TEMPLATES.iter().filter(|template| template.role == TemplateRole::Count).find_map(|template| {
        let (before, _) = template.text.split_once('#')?;
        let start = line.rfind(before)?;
        let count = matches(template.text, line[start..].trim_end())?.parse().ok()?;
        let text = line[..start].trim_end();
        // `You should read 12 tweets` is prose, and has no capital.
        let glued = text.ends_with(|c: char| !c.is_alphanumeric() || c.is_lowercase() || c.is_numeric());
        (!text.is_empty() && glued).then_some((text, count))
    })
}

/// Whether `line` fits `template`, and what its `*` or `#` stands for (nothing, if it has none).
fn matches<'l>(template: &str, line: &'l str) -> Option<&'l str> {
    if let Some((before, after)) = template.split_once('*') {
        return line.strip_prefix(before)?.strip_suffix(after);
    }
    if let Some((before, after)) = template.split_once('#') {
        let middle = line.strip_prefix(before)?.strip_suffix(after)?;
        let number = !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_digit());
        return number.then_some(middle);
    }
    (line == template).then_some("")
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
            Some(c) if c.is_whitespace() => any && rest.trim().is_empty() || closes_text(rest),
            Some(c) if c.is_lowercase() || c.is_ascii_digit() => !word.starts_with(['#', '@']) && !mixed_case(word),
            // `3/Image`: glued to an ordinal.
            Some('/') => word.len() > 1 && word[..word.len() - 1].bytes().all(|byte| byte.is_ascii_digit()),
            Some(c) => {
                !c.is_alphanumeric() && !matches!(c, '-' | '_' | '#' | '@' | '&')
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

/// Whether a caption that a space parts from `text` is none of its words: `it grew by 3%. Image`, `they fled home Image`, but not
/// `watch this Video` and `the Satellite Image`.
fn closes_text(text: &str) -> bool {
    const LEADS_ON: [&str; 16] =
        ["a", "an", "the", "this", "that", "of", "in", "on", "by", "from", "our", "his", "her", "my", "their", "its"];
    let word = text.trim_end().rsplit(char::is_whitespace).next().unwrap_or_default();
    let sentence = word.ends_with(|c: char| !c.is_alphanumeric() && !matches!(c, ',' | ':' | '(' | '-' | '#' | '@' | '&'));
    // `1/24 Image`
    let ordinal = word.contains('/') && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'/');
    sentence
        || ordinal
        || word.starts_with(char::is_lowercase) && word.chars().all(char::is_alphabetic) && !LEADS_ON.contains(&word)
}

/// `YouTube`, `iPhone`: a capital after a small letter.
fn mixed_case(word: &str) -> bool {
    word.chars().zip(word.chars().skip(1)).any(|(a, b)| a.is_lowercase() && b.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::{Fact, Role, classify, without_captions, without_count};

    #[test]
    fn furniture_lines_are_known_by_their_wording() {
        assert_eq!(classify("• • •"), Some((Role::Rule, None)));
        assert_eq!(classify("Read 12 tweets"), Some((Role::Count(12), None)));
        assert_eq!(classify("More from @some_one"), Some((Role::Rule, Some(Fact::Handle("some_one".into())))));
        assert_eq!(classify("Keep Current with A. N. Analyst"), Some((Role::Rule, Some(Fact::Name("A. N. Analyst".into())))));
        assert_eq!(classify("Add to \"My Authors\""), Some((Role::Line, None)));
        assert_eq!(classify("Read twelve tweets by officials"), None);
        assert_eq!(classify("More from the front"), None);
    }

    #[test]
    fn a_count_comes_off_the_end_of_a_line() {
        assert_eq!(without_count("a new version. Read 5 tweets"), Some(("a new version.", 5)));
        assert_eq!(without_count("a new versionRead 15 posts "), Some(("a new version", 15)));
        assert_eq!(without_count("You should read 5 tweets"), None);
        assert_eq!(without_count("Read 5 tweets by officials"), None);
    }

    #[test]
    fn captions_come_off_alone_and_glued() {
        assert_eq!(without_captions("a defensible line.Image"), ("a defensible line.", true));
        assert_eq!(without_captions("ImageImage"), ("", true));
        assert_eq!(without_captions("the villageVideo"), ("the village", true));
        assert_eq!(without_captions("watch this Video"), ("watch this Video", false));
        assert_eq!(without_captions("it grew by 3%. Image"), ("it grew by 3%.", true));
        assert_eq!(without_captions("they fled home ImageImage"), ("they fled home", true));
        assert_eq!(without_captions("the Satellite Image"), ("the Satellite Image", false));
        assert_eq!(without_captions("#SelfImage"), ("#SelfImage", false));
        assert_eq!(without_captions("the end 3/Image"), ("the end 3/", true));
        assert_eq!(without_captions("1/24 Image"), ("1/24", true));
        assert_eq!(without_captions("either/Image"), ("either/Image", false));
        assert_eq!(without_captions("Image"), ("", true));
    }
}
