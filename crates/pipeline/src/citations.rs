//! What Telegram links lead to, once the whole build is known: cut names, messages that are posts of the build, and the
//! network of who cites which channel.
//!
//! Rows of `telegram_sources` wait in a temporary file, in order; in memory stay the channels of the build and counts a
//! cited channel and a citing author. The result does not depend on the order of the dumps.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, BufWriter, Seek as _, Write};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use unspool_datasets::{Chunk, ChunkBuilder, GraphNode};
use unspool_lexicon::Channels;
use unspool_model::{Citation, CitedSource, Platform, Post, Resolution, TelegramForm, TelegramSource};

use crate::error::PipelineError;

/// Rows of a chunk.
const CHUNK_ROWS: usize = 4_096;
/// Fewest characters of a cut name that may be looked for: fewer fit too many names by chance.
const SHORTEST_CUT: usize = 3;

/// A row with what is needed of its post.
#[derive(Serialize, Deserialize)]
struct Waiting {
    post_id: String,
    citing: String,
    created_at: Option<DateTime<Utc>>,
    row: TelegramSource,
}

/// The citations of a build that is running.
pub(crate) struct Citations {
    spool: BufWriter<std::fs::File>,
    /// Channels whose posts are in the build, and channels that are cited with their whole name; with the title where
    /// the build has it.
    channels: BTreeMap<String, Option<String>>,
}

/// Who cites whom.
pub(crate) struct Network {
    pub nodes: Vec<GraphNode>,
    pub edges: Vec<Citation>,
}

impl Citations {
    pub fn begin() -> Result<Self, PipelineError> {
        Ok(Self { spool: BufWriter::new(tempfile::tempfile()?), channels: BTreeMap::new() })
    }

    /// Takes the rows of a post.
    pub fn add(&mut self, post: &Post, rows: Vec<TelegramSource>) -> Result<(), PipelineError> {
        let channel = if post.platform == Platform::Telegram { owner(&post.post_id) } else { None };
        if let Some(channel) = channel {
            let title = self.channels.entry(channel.to_owned()).or_default();
            if title.is_none() {
                title.clone_from(&post.author_name);
            }
        }
        let citing = match (channel, &post.author_handle) {
            (Some(channel), _) => format!("telegram:{channel}"),
            (None, Some(handle)) => format!("{}:{handle}", post.platform),
            (None, None) => format!("dump:{}", post.dump_id),
        };
        for row in rows {
            // The origin of a forward has an empty span, and nothing else has.
            let forward = row.end_char == 0;
            if let (Some(channel), false) = (&row.channel, row.channel_truncated)
                && (forward || matches!(row.form, TelegramForm::Message | TelegramForm::Channel))
            {
                let title = self.channels.entry(channel.clone()).or_default();
                if forward && title.is_none() {
                    title.clone_from(&row.channel_title);
                }
            }
            let waiting = Waiting { post_id: post.post_id.clone(), citing: citing.clone(), created_at: post.created_at, row };
            serde_json::to_writer(&mut self.spool, &waiting).map_err(std::io::Error::from)?;
            self.spool.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Resolves every row and hands the tables on: `telegram_sources`, `sources`, `edges`. `has` says whether the build
    /// has a post.
    pub fn resolve(
        self,
        lexicon: &Channels,
        has: &dyn Fn(&str) -> Result<bool, PipelineError>,
        send: &dyn Fn(Vec<Chunk>) -> Result<(), PipelineError>,
    ) -> Result<Network, PipelineError> {
        let mut file = self.spool.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        file.rewind()?;
        let channels = Known { lexicon, build: &self.channels };
        let mut tally = Tally::default();
        let mut rows = ChunkBuilder::new::<TelegramSource>(CHUNK_ROWS);
        let mut pending = 0;
        for line in BufReader::new(file).lines() {
            let mut waiting: Waiting = serde_json::from_str(&line?).map_err(std::io::Error::from)?;
            channels.resolve(&mut waiting.row);
            waiting.row.target_post_id = match target(&waiting.row) {
                Some(id) if has(&id)? => Some(id),
                _ => None,
            };
            tally.add(&waiting);
            rows.push(Some(&waiting.post_id), &waiting.row);
            pending += 1;
            if pending == CHUNK_ROWS {
                send(vec![std::mem::replace(&mut rows, ChunkBuilder::new::<TelegramSource>(CHUNK_ROWS)).finish()])?;
                pending = 0;
            }
        }
        send(vec![rows.finish()])?;
        tally.finish(&channels, send)
    }
}

/// The channel of a post by its id, `telegram:<channel>/<number>`.
fn owner(post_id: &str) -> Option<&str> {
    post_id.strip_prefix("telegram:")?.rsplit_once('/').map(|(channel, _)| channel)
}

/// The id that the post has which a row points to.
fn target(row: &TelegramSource) -> Option<String> {
    if row.form == TelegramForm::Private {
        // t.me/c/<number of the channel>/<message>: exports name private chats by that number.
        let path = row.surface.split_once("/c/")?.1;
        let chat: String = path.chars().take_while(char::is_ascii_digit).collect();
        return Some(format!("telegram:{chat}/{}", row.message_id?));
    }
    let channel = row.resolved_channel.as_ref()?;
    Some(format!("telegram:{channel}/{}", row.message_id?))
}

/// The channels that a cut name can stand for.
struct Known<'k> {
    lexicon: &'k Channels,
    build: &'k BTreeMap<String, Option<String>>,
}

impl Known<'_> {
    fn title(&self, channel: &str) -> Option<String> {
        let listed = self.lexicon.exact(channel).and_then(|known| known.title.clone());
        listed.or_else(|| self.build.get(channel).cloned().flatten())
    }

    /// Completes what the lexicon alone has said of a row.
    fn resolve(&self, row: &mut TelegramSource) {
        if row.channel_truncated
            && let Some(cut) = row.channel.clone().filter(|cut| cut.len() >= SHORTEST_CUT)
        {
            let mut fitting: BTreeSet<String> = row.candidates.drain(..).collect();
            let range = self.build.range(cut.clone()..).take_while(|(channel, _)| channel.starts_with(&cut));
            fitting.extend(range.map(|(channel, _)| channel.clone()));
            row.candidates = fitting.into_iter().collect();
            (row.resolution, row.resolved_channel) = match row.candidates.as_slice() {
                [] => (Resolution::Unresolved, None),
                [one] => (Resolution::Prefix, Some(one.clone())),
                _ => (Resolution::Ambiguous, None),
            };
        }
        let known = row.resolved_channel.as_deref();
        row.channel_title = known.and_then(|channel| self.title(channel)).or_else(|| row.channel_title.take());
        row.owner_actor_id = known.and_then(|channel| self.lexicon.exact(channel)?.owner.clone());
    }
}

/// First and last time.
#[derive(Clone, Copy, Default)]
struct Times {
    first: Option<DateTime<Utc>>,
    last: Option<DateTime<Utc>>,
}

impl Times {
    fn add(&mut self, at: Option<DateTime<Utc>>) {
        let Some(at) = at else { return };
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
        self.last = Some(self.last.map_or(at, |last| last.max(at)));
    }
}

#[derive(Default)]
struct Cited {
    posts: u64,
    last_post: String,
    citing: BTreeSet<String>,
    times: Times,
    exact: u64,
    prefix: u64,
    ambiguous: u64,
    /// Cited messages, and whether they are posts of the build.
    messages: BTreeMap<u64, bool>,
}

/// Counts a cited channel and a pair of author and channel.
#[derive(Default)]
struct Tally {
    sources: BTreeMap<String, Cited>,
    edges: BTreeMap<(String, String), (u64, Times)>,
}

impl Tally {
    fn add(&mut self, waiting: &Waiting) {
        let row = &waiting.row;
        if row.resolution == Resolution::Ambiguous {
            for candidate in &row.candidates {
                self.source(candidate, waiting).ambiguous += 1;
            }
        }
        let Some(channel) = &row.resolved_channel else { return };
        let source = self.source(channel, waiting);
        match row.resolution {
            Resolution::Prefix => source.prefix += 1,
            _ => source.exact += 1,
        }
        if let Some(message) = row.message_id {
            source.messages.insert(message, row.target_post_id.is_some());
        }
        let (weight, times) = self.edges.entry((waiting.citing.clone(), format!("telegram:{channel}"))).or_default();
        *weight += 1;
        times.add(waiting.created_at);
    }

    /// The counts of a channel, with the post counted. Rows of a post follow one another.
    fn source(&mut self, channel: &str, waiting: &Waiting) -> &mut Cited {
        let source = self.sources.entry(channel.to_owned()).or_default();
        if source.last_post != waiting.post_id {
            source.posts += 1;
            source.last_post.clone_from(&waiting.post_id);
        }
        source.citing.insert(waiting.citing.clone());
        source.times.add(waiting.created_at);
        source
    }

    fn finish(
        self,
        channels: &Known<'_>,
        send: &dyn Fn(Vec<Chunk>) -> Result<(), PipelineError>,
    ) -> Result<Network, PipelineError> {
        let mut nodes: BTreeMap<String, GraphNode> = BTreeMap::new();
        let mut rows = ChunkBuilder::new::<CitedSource>(self.sources.len());
        for (channel, cited) in self.sources {
            let title = channels.title(&channel);
            rows.push(
                None,
                &CitedSource {
                    title: title.clone(),
                    owner_actor_id: channels.lexicon.exact(&channel).and_then(|known| known.owner.clone()),
                    citing_posts: cited.posts,
                    citing_authors: cited.citing.len() as u64,
                    first_cited: cited.times.first,
                    last_cited: cited.times.last,
                    exact: cited.exact,
                    prefix: cited.prefix,
                    ambiguous: cited.ambiguous,
                    messages_cited: cited.messages.len() as u64,
                    messages_present: cited.messages.values().filter(|present| **present).count() as u64,
                    channel,
                },
            );
        }
        let mut edge_rows = ChunkBuilder::new::<Citation>(self.edges.len());
        let mut edges = Vec::with_capacity(self.edges.len());
        for ((citing, cited), (weight, times)) in self.edges {
            for id in [&citing, &cited] {
                nodes.entry(id.clone()).or_insert_with(|| {
                    let (platform, name) = id.split_once(':').unwrap_or(("unknown", id));
                    let title = if platform == "telegram" { channels.title(name) } else { None };
                    GraphNode { id: id.clone(), label: title.unwrap_or_else(|| name.to_owned()), platform: platform.to_owned() }
                });
            }
            let edge = Citation { citing, cited, weight, first_cited: times.first, last_cited: times.last };
            edge_rows.push(None, &edge);
            edges.push(edge);
        }
        send(vec![rows.finish(), edge_rows.finish()])?;
        Ok(Network { nodes: nodes.into_values().collect(), edges })
    }
}
