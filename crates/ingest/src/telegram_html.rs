//! `telegram-html`: the `messages*.html` that Telegram Desktop exports.
//!
//! A message is a `div` of the class `message`; what follows the same author on the same minute leaves the name out
//! (`joined`). The title of the date has the time, in newer exports with its zone.

use std::sync::Arc;

use unspool_model::{Origin, Record, RejectReason, ThreadFacts, ThreadKind};

use crate::html::{self, Piece};
use crate::markup::{Element, Reading};

/// What the head of an export holds.
pub(crate) const MARKS: [&str; 2] = ["class=\"history\"", "class=\"page_wrap\""];

/// The messages of a page.
pub(crate) fn read(html: &str) -> Vec<Element> {
    let pieces = html::pieces(html);
    let chat = chat_name(&pieces);
    let facts = Arc::new(ThreadFacts {
        native_id: Some(chat.clone().unwrap_or_else(|| "chat".to_owned())),
        kind: Some(ThreadKind::Channel),
        ..ThreadFacts::default()
    });
    let mut author = None;
    let mut found = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let Piece::Open { span, .. } = &pieces[at] else {
            at += 1;
            continue;
        };
        if !pieces[at].opens_class("message") {
            at += 1;
            continue;
        }
        let (body, end) = html::inside(&pieces, at, html.len());
        let reading = message(&pieces[at], &pieces[body.clone()], &facts, chat.as_deref(), &mut author);
        found.push(Element { span: span.start..end, reading });
        at = body.end.max(at + 1);
    }
    found
}

/// The name in the page's header.
fn chat_name(pieces: &[Piece]) -> Option<String> {
    let header = pieces.iter().position(|piece| piece.opens_class("page_header"))?;
    let name = pieces[header..].iter().position(|piece| piece.opens_class("text"))? + header;
    let (body, _) = html::inside(pieces, name, 0);
    let name = html::shown(&pieces[body]).trim().to_owned();
    (!name.is_empty()).then_some(name)
}

fn message(
    opening: &Piece,
    body: &[Piece],
    facts: &Arc<ThreadFacts>,
    chat: Option<&str>,
    author: &mut Option<String>,
) -> Reading {
    let part = |class: &str| -> Option<Vec<Piece>> {
        let at = body.iter().position(|piece| piece.opens_class(class))?;
        let (range, _) = html::inside(body, at, 0);
        Some(body[range].to_vec())
    };
    let words = |class: &str| part(class).map(|pieces| html::shown(&pieces).trim().to_owned()).filter(|text| !text.is_empty());
    if opening.opens_class("service") {
        return Reading::Reject(RejectReason::Service, words("body").unwrap_or_else(|| "a service message".to_owned()));
    }
    // The name of a forward's origin stands inside the forward, behind the author's own.
    if !opening.opens_class("joined")
        && let Some(name) = words("from_name")
    {
        *author = Some(name);
    }
    let Some(text) = words("text") else {
        let media = words("media_wrap").map(|media| format!("no text beside {}", media.replace('\n', " ")));
        return Reading::Reject(RejectReason::NoText, media.unwrap_or_else(|| "no text".to_owned()));
    };
    let date = body.iter().find(|piece| piece.opens_class("date")).and_then(|piece| piece.attribute("title"));
    let reply = part("reply_to").and_then(|pieces| {
        let target = pieces.iter().find_map(|piece| piece.attribute("href"))?;
        Some(target.rsplit("go_to_message").next()?.to_owned()).filter(|id| id.bytes().all(|byte| byte.is_ascii_digit()))
    });
    Reading::Record(Box::new(Record {
        text,
        thread: Some(facts.clone()),
        native_id: opening.attribute("id").map(|id| id.trim_start_matches("message").to_owned()),
        author_name: author.clone().or_else(|| chat.map(str::to_owned)),
        created_at: date.map(time),
        reply_to: reply,
        origin: origin(body),
        ..Record::default()
    }))
}

/// The channel or person that a message was forwarded from: a name alone, with the time behind it.
fn origin(message: &[Piece]) -> Option<Origin> {
    let at = message.iter().position(|piece| piece.opens_class("forwarded") && piece.opens_class("body"))?;
    let forwarded = &message[html::inside(message, at, 0).0];
    let at = forwarded.iter().position(|piece| piece.opens_class("from_name"))?;
    let name = &forwarded[html::inside(forwarded, at, 0).0];
    let end = name.iter().position(|piece| piece.opens_class("date")).unwrap_or(name.len());
    let title = html::shown(&name[..end]).trim().to_owned();
    (!title.is_empty()).then_some(Origin { title: Some(title), ..Origin::default() })
}

/// `01.03.2022 12:00:00 UTC+03:00` in the order that times are read in.
fn time(title: &str) -> String {
    let mut words = title.split_ascii_whitespace();
    let (day, clock, zone) = (words.next().unwrap_or_default(), words.next().unwrap_or_default(), words.next());
    let date: Vec<&str> = day.split('.').rev().collect();
    let zone = zone.map(|zone| zone.trim_start_matches("UTC")).unwrap_or_default();
    format!("{} {clock}{zone}", date.join("-"))
}

#[cfg(test)]
mod tests {
    use super::{read, time};
    use crate::markup::Reading;

    #[test]
    fn times_are_turned_around() {
        assert_eq!(time("01.03.2022 12:00:00 UTC+03:00"), "2022-03-01 12:00:00+03:00");
        assert_eq!(time("01.03.2022 12:00:00"), "2022-03-01 12:00:00");
    }

    #[test]
    fn joined_messages_keep_the_author() {
        let page = "<div class=\"message default clearfix\" id=\"message7\"><div class=\"body\"><div class=\"from_name\">Desk</div>\
            <div class=\"text\">One</div></div></div><div class=\"message default clearfix joined\" id=\"message8\"><div class=\"body\">\
            <div class=\"text\">Two</div></div></div>";
        let found: Vec<_> = read(page)
            .into_iter()
            .map(|element| match element.reading {
                Reading::Record(record) => (record.native_id, record.author_name, record.text),
                Reading::Reject(..) => (None, None, String::new()),
            })
            .collect();
        let desk = || Some("Desk".to_owned());
        assert_eq!(found, [(Some("7".into()), desk(), "One".into()), (Some("8".into()), desk(), "Two".into())]);
    }
}
