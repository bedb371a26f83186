//! What every line of a page is: text, or furniture that says something of the author and the thread.

use super::furniture::{self, Fact, Role};
use super::header::{self, Header};
use crate::Item;
use crate::lines::Line;

/// What is carried from one page of a dump to the next.
#[derive(Default)]
pub(super) struct Context {
    pub threads: u32,
    pub previews: bool,
    pub author_name: Option<String>,
    pub author_handle: Option<String>,
}

/// What a line is.
pub(super) enum LineRole<'a> {
    Text {
        text: &'a str,
        media: bool,
        count: Option<u32>,
    },
    Blank,
    Caption,
    Furniture,
    Rule,
    /// `Read 12 tweets`: the thread above has so many posts.
    Count(u32),
    Header(Header),
    Reject(Item),
}

/// Tells text from furniture, and collects what furniture says about the author.
pub(super) fn roles<'a>(lines: &'a [Line], limit: usize, context: &mut Context) -> Vec<LineRole<'a>> {
    let mut roles: Vec<LineRole<'a>> = Vec::with_capacity(lines.len());
    let mut buttons = Vec::new();
    let mut loose_headers = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let role = if let Some(reject) = line.unreadable(limit) {
            LineRole::Reject(Item::Reject(reject))
        } else if line.text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}').is_empty() {
            LineRole::Blank
        } else if let Some((role, fact)) = furniture::classify(&line.text) {
            if role == Role::Button {
                buttons.push((index, fact));
                text_role(&line.text)
            } else {
                learn(fact, context);
                match role {
                    Role::Rule => LineRole::Rule,
                    Role::Count(count) => LineRole::Count(count),
                    Role::Line | Role::Button => LineRole::Furniture,
                }
            }
        } else if let Some(found) = header::parse(&line.text) {
            if !found.certain {
                loose_headers.push(index);
            }
            LineRole::Header(found)
        } else {
            text_role(&line.text)
        };
        roles.push(role);
    }
    settle_loose_headers(&mut roles, &loose_headers, lines);
    settle_names(&mut roles);
    forget_portraits(&mut roles);
    for (index, fact) in buttons {
        if beside_furniture(&roles, index) {
            roles[index] = LineRole::Furniture;
            learn(fact, context);
        }
    }
    for role in &roles {
        if let LineRole::Header(found) = role {
            context.author_name = context.author_name.take().or_else(|| found.name.clone());
            context.author_handle = context.author_handle.take().or_else(|| found.handle.clone());
        }
    }
    roles
}

/// What an author says of themselves, between the line with their picture and the one with the number of posts, is furniture.
fn forget_portraits(roles: &mut [LineRole<'_>]) {
    /// Lines of such a text.
    const LONGEST: usize = 4;
    let mut portrait: Option<Vec<usize>> = None;
    for index in 0..roles.len() {
        match &roles[index] {
            LineRole::Header(header) if header.count.is_some() => {
                for line in portrait.take().unwrap_or_default() {
                    roles[line] = LineRole::Furniture;
                }
            }
            LineRole::Header(header) if header.certain && header.name.is_some() => portrait = Some(Vec::new()),
            LineRole::Text { .. } => {
                portrait = portrait.filter(|lines| lines.len() < LONGEST).map(|mut lines| {
                    lines.push(index);
                    lines
                });
            }
            LineRole::Blank | LineRole::Furniture => {}
            _ => portrait = None,
        }
    }
}

fn text_role(line: &str) -> LineRole<'_> {
    let (line, count) = furniture::without_count(line).map_or((line, None), |(rest, count)| (rest, Some(count)));
    let (text, media) = furniture::without_captions(line);
    match count {
        Some(count) if text.trim().is_empty() => LineRole::Count(count),
        None if media && text.trim().is_empty() => LineRole::Caption,
        _ => LineRole::Text { text, media, count },
    }
}

fn learn(fact: Option<Fact>, context: &mut Context) {
    match fact {
        Some(Fact::Handle(handle)) => context.author_handle = context.author_handle.take().or(Some(handle)),
        Some(Fact::Name(name)) => context.author_name = context.author_name.take().or(Some(name)),
        None => {}
    }
}

/// A date or a handle alone on a line is a header beside other furniture or at the top of a page,
/// and text elsewhere.
fn settle_loose_headers<'a>(roles: &mut [LineRole<'a>], loose: &[usize], lines: &'a [Line]) {
    for &index in loose {
        let top = roles[..index]
            .iter()
            .all(|role| matches!(role, LineRole::Blank | LineRole::Header(_) | LineRole::Furniture | LineRole::Count(_)));
        let name_above = name_line_above(roles, index);
        if !top && !beside_furniture(roles, index) && !name_above {
            roles[index] = text_role(&lines[index].text);
        }
    }
}

/// A handle under a line that is the first of the page: the line above is the author's name.
fn name_line_above(roles: &mut [LineRole<'_>], index: usize) -> bool {
    let LineRole::Header(found) = &roles[index] else { return false };
    if found.handle.is_none() {
        return false;
    }
    let above: Vec<usize> = (0..index).filter(|&at| !matches!(roles[at], LineRole::Blank)).collect();
    let [only] = above[..] else { return false };
    let LineRole::Text { text, .. } = roles[only] else { return false };
    let name = name_of(text);
    let is_name = name.is_some();
    if is_name {
        roles[only] = LineRole::Header(Header { name, certain: true, ..Header::default() });
    }
    is_name
}

/// The first lines of a page, above the date and the number of its posts, are the name of its author where they can be one.
fn settle_names(roles: &mut [LineRole<'_>]) {
    /// Most lines that say the name.
    const MOST: usize = 3;
    let Some(first) = roles.iter().position(|role| matches!(role, LineRole::Header(_))) else { return };
    let counted = roles[first..]
        .iter()
        .filter(|role| !matches!(role, LineRole::Blank))
        .take(2)
        .any(|role| matches!(role, LineRole::Header(header) if header.count.is_some()));
    let name = |role: &LineRole<'_>| if let LineRole::Text { text, .. } = role { name_of(text) } else { None };
    let above: Vec<usize> = (0..first).filter(|&at| matches!(roles[at], LineRole::Text { .. })).collect();
    if !counted || above.len() > MOST || !above.iter().all(|&at| name(&roles[at]).is_some()) {
        return;
    }
    for at in above {
        roles[at] = LineRole::Header(Header { name: name(&roles[at]), certain: true, ..Header::default() });
    }
}

/// A line that may be the name of an author.
fn name_of(line: &str) -> Option<String> {
    let name = line.trim();
    let short = name.chars().count() <= 50 && name.split_whitespace().count() <= 6 && !name.ends_with(['.', '!', '?', ':']);
    short.then(|| name.to_owned())
}

fn beside_furniture(roles: &[LineRole<'_>], index: usize) -> bool {
    let furniture = |role: &LineRole<'_>| match role {
        LineRole::Furniture | LineRole::Rule | LineRole::Count(_) => Some(true),
        LineRole::Header(header) => Some(header.certain || header.handle.is_some()),
        LineRole::Blank => None,
        _ => Some(false),
    };
    let ends_with_count = |role: &LineRole<'_>| matches!(role, LineRole::Text { count: Some(_), .. });
    let before = roles[..index].iter().rev().find_map(|role| if ends_with_count(role) { Some(true) } else { furniture(role) });
    let after = roles[index + 1..].iter().find_map(furniture);
    before == Some(true) || after == Some(true)
}
