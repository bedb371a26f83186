//! The unit of work: a batch of records in, a batch of tables out. No I/O, no shared state.

use unspool_datasets::{Chunk, ChunkBuilder};
use unspool_derive::{Subject, claims, derive};
use unspool_lexicon::Lexicons;
use unspool_model::{ActorMention, Claim, DateMention, Features, Link, PlaceMention, Post, Quantity, Record, Reject, Topic};
use unspool_normalize::{Draft, DumpContext, draft};

/// Records of one dump that travel together.
#[derive(Clone, Debug)]
pub struct Batch {
    /// The records.
    pub records: Vec<Record>,
    /// Number of the first record in its dump, from 1.
    pub first_number: u64,
}

/// A batch after normalize and derive, before posts are linked to one another.
#[derive(Debug, Default)]
pub struct Processed {
    /// Posts that are still to be linked, with their features, in order.
    pub drafts: Vec<(Draft, Features)>,
    /// Records that are no posts.
    pub rejects: Vec<Reject>,
}

/// Normalizes and derives a batch.
#[must_use]
pub fn process(batch: Batch, context: &DumpContext, lexicons: &Lexicons) -> Processed {
    let mut processed = Processed::default();
    for (number, record) in (batch.first_number..).zip(batch.records) {
        match draft(record, number, context) {
            Ok(draft) => {
                let subject = Subject {
                    text: &draft.post.text,
                    platform: draft.post.platform,
                    created_at: draft.post.created_at,
                    started_on: draft.thread.as_ref().and_then(|thread| thread.started_on),
                    origin: draft.origin.as_ref(),
                    lang: draft.post.lang.as_deref(),
                };
                let features = derive(&subject, lexicons);
                processed.drafts.push((draft, features));
            }
            Err(reject) => processed.rejects.push(*reject),
        }
    }
    processed
}

/// The tables of linked posts, encoded: `posts` and every feature table but `telegram_sources`, whose rows wait for the
/// whole build (`citations`).
#[must_use]
pub fn encode(posts: &[(Post, Features)]) -> Vec<Chunk> {
    let mut rows = ChunkBuilder::new::<Post>(posts.len());
    let mut topics = ChunkBuilder::new::<Topic>(posts.len());
    let mut actors = ChunkBuilder::new::<ActorMention>(posts.len() * 2);
    let mut places = ChunkBuilder::new::<PlaceMention>(posts.len());
    let mut quantities = ChunkBuilder::new::<Quantity>(posts.len());
    let mut contested = ChunkBuilder::new::<Claim>(posts.len());
    let mut dates = ChunkBuilder::new::<DateMention>(posts.len());
    let mut links = ChunkBuilder::new::<Link>(posts.len());
    for (post, features) in posts {
        let id = Some(post.post_id.as_str());
        rows.push(None, post);
        features.topics.iter().for_each(|row| topics.push(id, row));
        features.actors.iter().for_each(|row| actors.push(id, row));
        features.places.iter().for_each(|row| places.push(id, row));
        features.quantities.iter().for_each(|row| quantities.push(id, row));
        for row in &claims(&post.thread_id, &features.quantities) {
            contested.push(id, row);
        }
        features.dates.iter().for_each(|row| dates.push(id, row));
        features.links.iter().for_each(|row| links.push(id, row));
    }
    [rows, topics, actors, places, quantities, contested, dates, links].into_iter().map(ChunkBuilder::finish).collect()
}
