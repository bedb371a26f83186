//! `thread-html`: the HTML of an unrolled thread page, with ids, times and links from the markup.
//!
//! A post is an element with `data-tweet` (its id); `data-screenname` names the author. The page's header may give the
//! day. What is no post is furniture.

use std::sync::Arc;

use unspool_model::{Record, RejectReason, ThreadFacts};

use crate::html::{self, Piece};
use crate::markup::{Element, Reading};

/// What the head of such a page holds.
pub(crate) const MARKS: [&str; 2] = ["data-tweet=", "data-tweet-id="];

/// The posts of a page.
pub(crate) fn read(html: &str) -> Vec<Element> {
    let pieces = html::pieces(html);
    let facts = Arc::new(ThreadFacts { number: 1, ..ThreadFacts::default() });
    let name = pieces.iter().find_map(|piece| {
        let name = piece.attribute("data-authorname").or_else(|| piece.attribute("data-name"))?;
        (!name.is_empty()).then(|| name.to_owned())
    });
    let mut found: Vec<Element> = Vec::new();
    let mut at = 0;
    while at < pieces.len() {
        let opening = &pieces[at];
        let id = opening.attribute("data-tweet").or_else(|| opening.attribute("data-tweet-id"));
        let (Some(id), Piece::Open { span, .. }) =
            (id.filter(|id| id.len() > 4 && id.bytes().all(|byte| byte.is_ascii_digit())), opening)
        else {
            at += 1;
            continue;
        };
        let (body, end) = html::inside(&pieces, at, html.len());
        let text = html::shown(&without_permalink(&pieces[body.clone()])).trim().to_owned();
        let reading = if text.is_empty() {
            Reading::Reject(RejectReason::NoText, format!("the post {id} has no text"))
        } else {
            let time = pieces[body.clone()]
                .iter()
                .find_map(|piece| piece.attribute("datetime").or_else(|| piece.attribute("data-time")));
            Reading::Record(Box::new(Record {
                text,
                thread: Some(facts.clone()),
                native_id: Some(id.to_owned()),
                author_handle: opening.attribute("data-screenname").map(str::to_owned),
                author_name: name.clone(),
                created_at: time.map(str::to_owned),
                ..Record::default()
            }))
        };
        found.push(Element { span: span.start..end, reading });
        at = body.end.max(at + 1);
    }
    found
}

/// The pieces of a post without the raised link to the post itself.
fn without_permalink(pieces: &[Piece]) -> Vec<Piece> {
    let mut kept = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        if matches!(&pieces[at], Piece::Open { name, .. } if name == "sup") || pieces[at].opens_class("tw-permalink") {
            at = html::inside(pieces, at, 0).0.end + 1;
        } else {
            kept.push(pieces[at].clone());
            at += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::read;
    use crate::markup::Reading;

    #[test]
    fn posts_have_ids_and_whole_links() {
        let page = "<p>Header</p><div id=\"tweet_1\" data-screenname=\"desk\" data-tweet=\"1619441531911565313\">One<br/>two \
            <a href=\"https://t.me/rybar/12\">t.me/ry…</a><sup class=\"tw-permalink\"><a href=\"https://x.com/a\">…</a></sup></div>";
        let found = read(page);
        let Reading::Record(record) = &found[0].reading else { panic!("a record") };
        assert_eq!(record.text, "One\ntwo https://t.me/rybar/12");
        assert_eq!(record.native_id.as_deref(), Some("1619441531911565313"));
        assert_eq!(&page[found[0].span.clone()][..4], "<div");
    }
}
