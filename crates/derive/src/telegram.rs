//! Telegram sources: what a link to Telegram points to, as far as the text shows it.

use unspool_lexicon::{Channels, is_word};
use unspool_model::count::CharIndex;
use unspool_model::{Origin, Platform, Resolution, TelegramForm, TelegramSource};

use crate::Subject;
use crate::links::{self, FoundLink};
use crate::view::View;

/// Hosts of Telegram links.
const HOSTS: [&str; 3] = ["t.me", "telegram.me", "telegram.dog"];

/// First path segments that lead to no channel.
const OTHER: [&str; 20] = [
    "addstickers",
    "addemoji",
    "addtheme",
    "addlist",
    "addlanguage",
    "setlanguage",
    "share",
    "msg",
    "proxy",
    "socks",
    "bg",
    "login",
    "confirmphone",
    "iv",
    "invoice",
    "giftcode",
    "contact",
    "m",
    "nft",
    "a",
];

/// What a link says before it is resolved.
#[derive(Debug, PartialEq, Eq)]
struct Target {
    form: TelegramForm,
    channel: Option<String>,
    channel_truncated: bool,
    message_id: Option<u64>,
    message_prefix: Option<String>,
}

impl Target {
    const fn of(form: TelegramForm) -> Self {
        Self { form, channel: None, channel_truncated: false, message_id: None, message_prefix: None }
    }

    fn origin(origin: &Origin) -> Self {
        let channel = origin.channel.as_deref().map(str::to_lowercase);
        Self { channel, message_id: origin.message_id, ..Self::of(TelegramForm::Handle) }
    }
}

/// The rows of `telegram_sources`. The origin of a forward is no part of the text: its span is empty and stands first.
pub(crate) fn rows(view: &View<'_>, links: &[FoundLink], subject: &Subject<'_>, channels: &Channels) -> Vec<TelegramSource> {
    let mut found: Vec<(std::ops::Range<usize>, Target)> =
        links.iter().filter_map(|link| target(view.text, link).map(|target| (link.span.clone(), target))).collect();
    if subject.platform == Platform::Telegram {
        found.extend(handles(view, links));
        found.extend(subject.origin.map(|origin| (0..0, Target::origin(origin))));
        found.sort_by_key(|(span, _)| (span.start, span.end));
    }
    // Only the origin of a forward ends where the text begins.
    let title = |at: u32| if at == 0 { subject.origin.and_then(|origin| origin.title.clone()) } else { None };
    let mut index = CharIndex::new(view.text);
    found
        .into_iter()
        .map(|(span, target)| {
            let at = view.locate(&mut index, span);
            let (resolution, resolved, candidates) = resolve(&target, channels);
            let known = resolved.as_deref().and_then(|handle| channels.exact(handle));
            TelegramSource {
                start_char: at.start_char,
                end_char: at.end_char,
                surface: at.surface.to_owned(),
                form: target.form,
                channel: target.channel,
                channel_truncated: target.channel_truncated,
                message_id: target.message_id,
                message_prefix: target.message_prefix,
                channel_title: known.and_then(|channel| channel.title.clone()).or_else(|| title(at.end_char)),
                owner_actor_id: known.and_then(|channel| channel.owner.clone()),
                resolved_channel: resolved,
                resolution,
                candidates,
                target_post_id: None,
            }
        })
        .collect()
}

/// Whole names are exact; cut ones go by the channels that begin so.
fn resolve(target: &Target, channels: &Channels) -> (Resolution, Option<String>, Vec<String>) {
    let Some(channel) = &target.channel else { return (Resolution::Unresolved, None, Vec::new()) };
    if !target.channel_truncated {
        return (Resolution::Exact, Some(channel.clone()), Vec::new());
    }
    let candidates: Vec<String> = channels.with_prefix(channel).iter().map(|channel| channel.handle.clone()).collect();
    match candidates.as_slice() {
        [] => (Resolution::Unresolved, None, candidates),
        [one] => (Resolution::Prefix, Some(one.clone()), candidates),
        _ => (Resolution::Ambiguous, None, candidates),
    }
}

fn target(text: &str, link: &FoundLink) -> Option<Target> {
    let shown = &text[link.shown.clone()];
    if let Some(rest) = shown.get(5..).filter(|_| shown[..5.min(shown.len())].eq_ignore_ascii_case("tg://")) {
        return Some(app_link(rest, link.truncated));
    }
    let domain = links::domain(text, link);
    let after_host = &text[link.host.end..link.shown.end];
    if let Some(name) = domain.strip_suffix(".t.me") {
        // name.t.me/123
        let path = format!("/{name}{after_host}");
        return Some(web_link(&path, link.truncated));
    }
    HOSTS.contains(&domain.as_str()).then(|| web_link(after_host, link.truncated))
}

/// `/name`, `/name/55`, `/s/name/55`, `/c/1234/55`, `/+hash`, ... A cut falls into the last segment.
fn web_link(after_host: &str, truncated: bool) -> Target {
    let (path, query) = after_host.split_once(['?', '#']).map_or((after_host, None), |(path, query)| (path, Some(query)));
    let truncated = truncated && query.is_none();
    let mut segments: Vec<&str> = path.trim_start_matches('/').split('/').collect();
    if segments.len() > 1 && segments[0] == "s" {
        segments.remove(0);
    }
    let first = segments[0];
    let cut_here = |index: usize| truncated && index + 1 == segments.len();
    if first.is_empty() {
        return Target::of(TelegramForm::Other);
    }
    if let Some(code) = first.strip_prefix('+') {
        let phone = !code.is_empty() && code.bytes().all(|byte| byte.is_ascii_digit());
        return Target::of(if phone { TelegramForm::Other } else { TelegramForm::Invite });
    }
    match first {
        "joinchat" => return Target::of(TelegramForm::Invite),
        "c" if segments.len() > 1 => return private(&segments[1..], truncated),
        "boost" if segments.len() > 1 && is_handle(segments[1]) => {
            return Target {
                channel: Some(segments[1].to_ascii_lowercase()),
                channel_truncated: cut_here(1),
                ..Target::of(TelegramForm::Other)
            };
        }
        _ if OTHER.contains(&first) && !cut_here(0) => return Target::of(TelegramForm::Other),
        _ => {}
    }
    if !is_handle(first) {
        return Target::of(TelegramForm::Other);
    }
    let mut target =
        Target { channel: Some(first.to_ascii_lowercase()), channel_truncated: cut_here(0), ..Target::of(TelegramForm::Channel) };
    // `/name/s/12` is a story, `/name/app` a mini app; a message is a number, in a topic the second one.
    match segments.get(1).copied() {
        None => {}
        Some("") if !cut_here(1) => {}
        Some("s") => target.form = TelegramForm::Other,
        Some(_) => number(&segments[1..], truncated, &mut target),
    }
    target
}

/// The message number at the end of `segments`, whole or cut.
fn number(segments: &[&str], truncated: bool, target: &mut Target) {
    let last = segments.iter().rev().find(|segment| !segment.is_empty()).copied().unwrap_or_default();
    let digits = last.bytes().all(|byte| byte.is_ascii_digit());
    if !digits {
        target.form = TelegramForm::Other;
        return;
    }
    target.form = TelegramForm::Message;
    if truncated {
        target.message_prefix = (!last.is_empty()).then(|| last.to_owned());
    } else {
        target.message_id = last.parse().ok();
    }
}

fn private(segments: &[&str], truncated: bool) -> Target {
    let mut target = Target::of(TelegramForm::Private);
    if segments.len() > 1 {
        number(&segments[1..], truncated, &mut target);
        target.form = TelegramForm::Private;
    }
    target
}

/// `tg://resolve?domain=name&post=55`, `tg://join?invite=…`, `tg://privatepost?…`.
fn app_link(rest: &str, truncated: bool) -> Target {
    let (verb, query) = rest.split_once('?').unwrap_or((rest, ""));
    let last = query.split('&').next_back().unwrap_or_default();
    let value = |key: &str| {
        query.split('&').find_map(|pair| {
            pair.split_once('=').filter(|(name, _)| *name == key).map(|(_, value)| (value, pair == last && truncated))
        })
    };
    match verb.trim_end_matches('/') {
        "join" => Target::of(TelegramForm::Invite),
        "privatepost" => {
            let mut target = Target::of(TelegramForm::Private);
            target.message_id = value("post").filter(|(_, cut)| !cut).and_then(|(post, _)| post.parse().ok());
            target
        }
        "resolve" => {
            let Some((name, cut)) = value("domain").filter(|(name, _)| is_handle(name)) else {
                return Target::of(TelegramForm::Other);
            };
            let mut target =
                Target { channel: Some(name.to_ascii_lowercase()), channel_truncated: cut, ..Target::of(TelegramForm::Channel) };
            if let Some((post, cut)) = value("post") {
                number(&[post], cut, &mut target);
            }
            target
        }
        _ => Target::of(TelegramForm::Other),
    }
}

fn is_handle(segment: &str) -> bool {
    !segment.is_empty() && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}

/// `@name` in a Telegram post: four letters or more, outside links and addresses.
fn handles(view: &View<'_>, links: &[FoundLink]) -> Vec<(std::ops::Range<usize>, Target)> {
    let mut found = Vec::new();
    for (start, _) in view.text.match_indices('@') {
        let end = view.text[start + 1..]
            .find(|c: char| !c.is_ascii_alphanumeric() && c != '_')
            .map_or(view.text.len(), |length| start + 1 + length);
        let name = &view.text[start + 1..end];
        let free = !view.text[..start].ends_with(is_word) && !links.iter().any(|link| link.span.contains(&start));
        if free && (4..=32).contains(&name.len()) && name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let target = Target { channel: Some(name.to_ascii_lowercase()), ..Target::of(TelegramForm::Handle) };
            found.push((start..end, target));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use unspool_model::TelegramForm;

    use super::{Target, target};
    use crate::links::find;

    fn read(text: &str) -> Target {
        target(text, &find(text)[0]).expect("a Telegram link")
    }

    fn shown(text: &str) -> String {
        let t = read(text);
        let channel = t.channel.as_deref().unwrap_or("-");
        let cut = if t.channel_truncated { "…" } else { "" };
        let message = t
            .message_id
            .map(|id| id.to_string())
            .or(t.message_prefix.map(|digits| format!("{digits}…")))
            .unwrap_or_else(|| "-".into());
        format!("{} {channel}{cut} {message}", t.form)
    }

    #[test]
    fn every_form() {
        let cases = [
            ("t.me/ASGasparyan/55…", "message asgasparyan 55…"),
            ("t.me/warhistoryalco…", "channel warhistoryalco… -"),
            ("https://t.me/rybar", "channel rybar -"),
            ("https://t.me/rybar/1234", "message rybar 1234"),
            ("https://t.me/s/rybar/1234?single", "message rybar 1234"),
            ("t.me/rybar/77/1234", "message rybar 1234"),
            ("telegram.me/rybar/1234?comment=9", "message rybar 1234"),
            ("https://t.me/c/1234567890/55", "private - 55"),
            ("https://t.me/+AbCdEf123", "invite - -"),
            ("https://t.me/joinchat/AbCdEf", "invite - -"),
            ("https://t.me/addlist/AbC", "other - -"),
            ("https://rybar.t.me/12", "message rybar 12"),
            ("tg://resolve?domain=rybar&post=12", "message rybar 12"),
            ("https://t.me/boost/rybar", "other rybar -"),
            ("https://t.me/rybar/…", "message rybar -"),
        ];
        for (text, wanted) in cases {
            assert_eq!(shown(text), wanted, "{text}");
        }
        assert_eq!(read("t.me/rybar").form, TelegramForm::Channel);
    }
}
