//! `bluesky-json`: author feeds, thread views and search results of Bluesky's API, records of a repository, and events
//! of its stream.
//!
//! A post is a view (`uri`, `author`, `record`), an element of a feed that holds one in `post`, a record of a repository
//! (`uri`, `value`), or a commit of the stream. Links are facets with spans in bytes; a target that the text does not
//! show whole stands behind its words.

use serde_json::{Map, Value};
use unspool_model::{Extent, Record, RejectReason};

use crate::Item;
use crate::json_list::Owner;
use crate::json_record::{JsonRecord, at, conversation, count, text};

/// Keys of the lists that hold posts.
pub(crate) const LISTS: &[&str] = &["feed", "posts", "records"];
/// Key of the objects that are the posts of a thread view.
pub(crate) const THREAD_POSTS: &str = "post";

/// A post as a record, or why it is none.
pub(crate) fn item(bytes: &[u8], extent: Extent, line: u64, _owner: &Owner) -> Item {
    let json = match JsonRecord::parse(bytes, extent, line) {
        Ok(json) => json,
        Err(item) => return *item,
    };
    let outer = &json.object;
    let view = outer.get("post").and_then(Value::as_object).unwrap_or(outer);
    let Some(post) = [&["record"][..], &["value"], &["commit", "record"]].iter().find_map(|path| at(view, path)?.as_object())
    else {
        let kind = text(outer, &["kind"]).or_else(|| text(outer, &["$type"]));
        return json
            .reject(RejectReason::NoText, kind.map_or_else(|| "no record of a post".to_owned(), |kind| format!("a `{kind}`")));
    };
    let kind = text(post, &["$type"]);
    if let Some(kind) = kind.filter(|kind| kind != "app.bsky.feed.post") {
        return json.reject(RejectReason::Service, format!("a record of the kind {kind}"));
    }
    let words = with_facets(&text(post, &["text"]).unwrap_or_default(), post);
    if words.trim().is_empty() {
        return json.no_text();
    }
    let did = text(view, &["author", "did"]).or_else(|| text(view, &["did"]));
    let key = text(view, &["commit", "rkey"]);
    let uri = text(view, &["uri"]).or_else(|| Some(format!("at://{}/app.bsky.feed.post/{}", did.as_deref()?, key.as_deref()?)));
    // A feed shows posts of others that its author repeats.
    let by = text(outer, &["reason", "by", "handle"]);
    let repeated = by.is_some();
    let handle = text(view, &["author", "handle"]);
    Item::record(Record {
        extent,
        line,
        text: words,
        url: uri.as_deref().and_then(|uri| address(uri, handle.as_deref())),
        native_id: if repeated { text(outer, &["reason", "uri"]) } else { uri.clone() },
        author_name: text(outer, &["reason", "by", "displayName"]).or_else(|| text(view, &["author", "displayName"])),
        author_handle: by.or(handle).or_else(|| did.clone()),
        created_at: text(outer, &["reason", "indexedAt"]).or_else(|| text(post, &["createdAt"])),
        lang: at(post, &["langs"]).and_then(|langs| langs.get(0)?.as_str()).map(str::to_owned),
        reply_to: text(post, &["reply", "parent", "uri"]),
        repost_of: if repeated { uri } else { None },
        quote_of: text(post, &["embed", "record", "uri"]).or_else(|| text(post, &["embed", "record", "record", "uri"])),
        thread: conversation(text(post, &["reply", "root", "uri"]).filter(|_| !repeated)),
        likes: count(view, &["likeCount"]),
        reposts: count(view, &["repostCount"]),
        replies: count(view, &["replyCount"]),
        ..Record::default()
    })
}

/// The address of a post in the web application.
fn address(uri: &str, handle: Option<&str>) -> Option<String> {
    let (did, rest) = uri.strip_prefix("at://")?.split_once('/')?;
    let key = rest.strip_prefix("app.bsky.feed.post/")?;
    Some(format!("https://bsky.app/profile/{}/post/{key}", handle.unwrap_or(did)))
}

/// The text with the targets of its links, from the last one on, so that spans before it stay where they are.
fn with_facets(words: &str, post: &Map<String, Value>) -> String {
    let mut links: Vec<(usize, usize, &str)> = at(post, &["facets"])
        .and_then(Value::as_array)
        .into_iter()
        .flatten()
        .filter_map(|facet| {
            let byte = |key: &str| facet.get("index")?.get(key)?.as_u64().and_then(|at| usize::try_from(at).ok());
            let features = facet.get("features")?.as_array()?;
            let target = features.iter().find_map(|feature| feature.get("uri")?.as_str())?;
            Some((byte("byteStart")?, byte("byteEnd")?, target))
        })
        .collect();
    links.sort_unstable();
    let mut out = words.to_owned();
    for (start, end, target) in links.into_iter().rev() {
        let Some(shown) = out.get(start..end) else { continue };
        let bare = target.trim_start_matches("https://").trim_start_matches("http://").trim_end_matches('/');
        if shown.contains(bare) {
            continue;
        }
        // A link that is cut short gives way to its target; words keep it behind them.
        if shown.ends_with("...") || shown.ends_with('…') {
            out.replace_range(start..end, target);
        } else {
            out.insert_str(end, &format!(" ({target})"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{address, with_facets};

    #[test]
    fn links_have_their_targets() {
        let post =
            json!({"facets": [{"index": {"byteStart": 5, "byteEnd": 12}, "features": [{"uri": "https://t.me/rybar/12"}]}]});
        let post = post.as_object().expect("an object");
        assert_eq!(with_facets("Look t.me... now", post), "Look https://t.me/rybar/12 now");
        assert_eq!(with_facets("Ä 😀there is", post), "Ä 😀there is");
        assert_eq!(
            address("at://did:plc:x/app.bsky.feed.post/3k", Some("desk.example")).as_deref(),
            Some("https://bsky.app/profile/desk.example/post/3k")
        );
    }
}
