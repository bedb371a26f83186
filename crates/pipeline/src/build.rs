//! Runs a plan: batches travel through normalize, derive and the tables in parallel, and are linked
//! and written in order.
//!
//! Three threads and a pool: a reader fills a bounded queue; the builder takes a round of batches from
//! it, has the pool process them, links their posts one after the other, gathers them (`linked`), and has the pool
//! encode them; a writer appends the encoded chunks. Every queue is bounded, so memory is.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use camino::Utf8PathBuf;
use rayon::prelude::*;
use unspool_datasets::{Chunk, DatasetError, DatasetWriter, FileEntry, GraphNode, Inputs, Manifest, Publication};
use unspool_derive::Contexts;
use unspool_ingest::Fingerprint;
use unspool_lexicon::Lexicons;
use unspool_model::{Citation, Dump, Reject};
use unspool_normalize::{Linked, Linker};

use crate::citations::Citations;
use crate::error::PipelineError;
use crate::linked::{self, Gathered, LinkedBatch};
use crate::plan::Plan;
use crate::reading::{BATCH_BYTES, BATCH_RECORDS, IngestCounts, Message, OpenedDump, read_all};
use crate::unit::{self, Batch, Processed};

/// Batches of a round for each worker: enough that a slow batch does not leave the others idle.
const BATCHES_A_WORKER: usize = 4;

/// Steps of a round for each of its batches, where dumps are so small that they make no whole batch.
const STEPS_A_BATCH: usize = 64;

/// How to run a build.
#[derive(Clone, Copy, Debug, Default)]
pub struct Options {
    /// Worker threads; 0 for as many as the machine has cores.
    pub workers: usize,
}

/// Hears how a build goes. Calls come from the thread that builds.
pub trait Progress {
    /// The build will read so many bytes.
    fn start(&self, bytes: u64) {
        let _ = bytes;
    }
    /// So many bytes of dumps have become so many posts.
    fn advance(&self, bytes: u64, posts: u64) {
        let _ = (bytes, posts);
    }
    /// Something that the user should know.
    fn note(&self, message: &str) {
        let _ = message;
    }
}

impl Progress for () {}

/// What a build did.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Where the dataset is.
    pub directory: Utf8PathBuf,
    /// Its manifest.
    pub manifest: Manifest,
}

/// Builds the dataset of `plan`.
///
/// # Errors
/// When a dump cannot be read, the dataset cannot be written, or the counts of a dump do not add up.
/// An older dataset stays whole then.
pub fn build(
    plan: &Plan,
    lexicons: &Lexicons,
    options: Options,
    progress: &dyn Progress,
    version: &str,
) -> Result<Summary, PipelineError> {
    if plan.dumps.is_empty() {
        return Err(PipelineError::Nothing(format!("the pipeline {} names no dumps", plan.name)));
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.workers)
        .build()
        .map_err(|error| PipelineError::Threads(error.to_string()))?;
    let waiting = || progress.note(&format!("another build writes {}; waiting for it", plan.out));
    let publication = Publication::begin(&plan.out, &waiting)?;
    let writer = publication.writer()?;
    progress.start(plan.dumps.iter().filter_map(|dump| fs_err::metadata(&dump.place.path).ok()).map(|data| data.len()).sum());
    for note in &plan.notes {
        progress.note(note);
    }
    let round = pool.current_num_threads() * BATCHES_A_WORKER;

    let (rows, builder) = std::thread::scope(|scope| {
        let (to_builder, from_reader) = sync_channel(round);
        let (to_writer, from_builder) = sync_channel(round);
        scope.spawn(move || read_all(&plan.dumps, &to_builder));
        let append = scope.spawn(move || write_all(writer, &from_builder));
        let mut builder = Builder::new(&pool, lexicons, progress, to_writer)?;
        let built = builder.run(&from_reader, round);
        // The reader and the writer end when their queues are closed.
        drop(from_reader);
        let builder = builder.close();
        let written = append.join().unwrap_or_else(|_| Err(DatasetError::Io(std::io::Error::other("the writer stopped"))));
        // A full disk ends the writer first; its error is the cause, the builder's only its echo.
        match (written, built) {
            (Err(error), _) => Err(error.into()),
            (Ok(_), Err(error)) => Err(error),
            (Ok(rows), Ok(())) => Ok((rows, builder)),
        }
    })?;

    let mut warnings = builder.warnings;
    if !plan.notes.is_empty() {
        warnings.insert("passed-over".to_owned(), plan.notes.len() as u64);
    }
    let inputs = Inputs {
        pipeline: plan.name.clone(),
        pipeline_sha256: FileEntry::of_text("pipeline", &plan.text).sha256,
        dumps: builder.dumps.iter().map(|(index, file)| entry(&plan.dumps[*index].shown, file)).collect(),
        lexicons: lexicons.files.iter().map(|file| FileEntry::of_text(file.name, &file.text)).collect(),
        warnings,
    };
    publication.write_graph(&builder.nodes, &builder.edges)?;
    let directory = publication.target().to_owned();
    let manifest = publication.publish(&rows, inputs, version)?;
    Ok(Summary { directory, manifest })
}

/// What the manifest says of a dump.
fn entry(shown: &str, file: &Fingerprint) -> FileEntry {
    FileEntry { path: shown.to_owned(), bytes: file.bytes, sha256: file.sha256() }
}

/// Appends chunks until the queue is closed.
fn write_all(mut writer: DatasetWriter, chunks: &Receiver<Vec<Chunk>>) -> Result<BTreeMap<&'static str, u64>, DatasetError> {
    for group in chunks {
        for chunk in group {
            writer.append(chunk)?;
        }
    }
    writer.finish()
}

fn stopped() -> PipelineError {
    PipelineError::Dataset(DatasetError::Io(std::io::Error::other("the writer stopped")))
}

/// What is left when the queues are closed.
struct Built {
    /// Dumps that were read, by index in the plan.
    dumps: Vec<(usize, Fingerprint)>,
    warnings: BTreeMap<String, u64>,
    nodes: Vec<GraphNode>,
    edges: Vec<Citation>,
}

struct Builder<'b> {
    pool: &'b rayon::ThreadPool,
    lexicons: &'b Lexicons,
    progress: &'b dyn Progress,
    linker: Linker,
    contexts: Contexts,
    citations: Citations,
    to_writer: SyncSender<Vec<Chunk>>,
    gathered: Gathered,
    /// Posts and rejects of the running dump.
    posts: u64,
    rejects: u64,
    built: Built,
}

/// A batch of the running round.
struct Task {
    dump: Arc<OpenedDump>,
    batch: Batch,
    rejects: Vec<Reject>,
    bytes: u64,
}

/// What a round does one after the other, where `B` is a batch or what it was made to.
enum Step<B> {
    Batch(B),
    /// A dump's end comes behind its last batch.
    End {
        dump: Arc<OpenedDump>,
        counts: IngestCounts,
    },
}

/// A batch after the pool has processed it.
struct Done {
    dump: Arc<OpenedDump>,
    rejects: Vec<Reject>,
    bytes: u64,
    processed: Processed,
}

/// The steps of the next round.
#[derive(Default)]
struct Round {
    steps: Vec<Step<Task>>,
    records: usize,
    bytes: u64,
}

impl Round {
    /// Whether the steps are work for a round of so many whole batches. Small dumps are many steps and little work.
    fn is_full(&self, batches: usize) -> bool {
        self.records >= batches * BATCH_RECORDS
            || self.bytes >= batches as u64 * BATCH_BYTES
            || self.steps.len() >= batches * STEPS_A_BATCH
    }
}

impl<'b> Builder<'b> {
    fn new(
        pool: &'b rayon::ThreadPool,
        lexicons: &'b Lexicons,
        progress: &'b dyn Progress,
        to_writer: SyncSender<Vec<Chunk>>,
    ) -> Result<Self, PipelineError> {
        Ok(Self {
            pool,
            lexicons,
            progress,
            linker: Linker::default(),
            contexts: Contexts::default(),
            citations: Citations::begin()?,
            to_writer,
            gathered: Gathered::default(),
            posts: 0,
            rejects: 0,
            built: Built { dumps: Vec::new(), warnings: BTreeMap::new(), nodes: Vec::new(), edges: Vec::new() },
        })
    }

    fn close(self) -> Built {
        self.built
    }

    /// Takes all messages, in rounds of so many batches.
    fn run(&mut self, messages: &Receiver<Message>, batches: usize) -> Result<(), PipelineError> {
        let mut round = Round::default();
        for message in messages {
            match message {
                Message::Batch { dump, batch, rejects, bytes } => {
                    round.records += batch.records.len();
                    round.bytes += bytes;
                    round.steps.push(Step::Batch(Task { dump, batch, rejects, bytes }));
                }
                Message::End { dump, counts } => round.steps.push(Step::End { dump, counts }),
                Message::Identical { shown, first } => {
                    self.progress.note(&format!("{shown} has the same bytes as {first}; it is read once"));
                    *self.built.warnings.entry("identical-dump".to_owned()).or_default() += 1;
                }
                Message::Failed(error) => return Err(error),
            }
            if round.is_full(batches) {
                self.round(std::mem::take(&mut round).steps)?;
            }
        }
        self.round(round.steps)?;
        self.gathered.close();
        self.encode()?;
        self.cite()
    }

    /// The step over the whole build: what Telegram links lead to, and who cites whom.
    fn cite(&mut self) -> Result<(), PipelineError> {
        let citations = std::mem::replace(&mut self.citations, Citations::begin()?);
        let linker = &self.linker;
        let (to_writer, channels) = (&self.to_writer, &self.lexicons.channels);
        let send = |chunks: Vec<Chunk>| to_writer.send(chunks).map_err(|_| stopped());
        let network = citations.resolve(channels, &|post_id| Ok(linker.has(post_id)?), &send)?;
        self.built.nodes = network.nodes;
        self.built.edges = network.edges;
        Ok(())
    }

    /// Processes and links the batches of a round, and encodes and hands on what is full.
    fn round(&mut self, steps: Vec<Step<Task>>) -> Result<(), PipelineError> {
        let lexicons = self.lexicons;
        let process = |step: Step<Task>| match step {
            Step::Batch(Task { dump, batch, rejects, bytes }) => {
                let processed = unit::process(batch, &dump.context, lexicons);
                Step::Batch(Done { dump, rejects, bytes, processed })
            }
            Step::End { dump, counts } => Step::End { dump, counts },
        };
        let steps: Vec<Step<Done>> = self.pool.install(|| steps.into_par_iter().map(process).collect());
        for step in steps {
            match step {
                Step::Batch(done) => {
                    let linked = self.link(done)?;
                    self.gathered.add(linked);
                }
                Step::End { dump, counts } => self.end_dump(&dump, counts)?,
            }
        }
        self.encode()
    }

    /// Encodes and hands on what is full.
    fn encode(&mut self) -> Result<(), PipelineError> {
        let full = self.gathered.take_full();
        let encoded: Vec<Vec<Chunk>> = self.pool.install(|| full.into_par_iter().map(LinkedBatch::encode).collect());
        encoded.into_iter().try_for_each(|chunks| self.send(chunks))
    }

    fn send(&self, chunks: Vec<Chunk>) -> Result<(), PipelineError> {
        // The writer's own error is told by `build`.
        self.to_writer.send(chunks).map_err(|_| stopped())
    }

    fn link(&mut self, done: Done) -> Result<LinkedBatch, PipelineError> {
        let Done { dump, mut rejects, bytes, processed } = done;
        rejects.extend(processed.rejects);
        let mut posts = Vec::with_capacity(processed.drafts.len());
        for (draft, mut features) in processed.drafts {
            if draft.unreadable_time {
                *self.built.warnings.entry("unreadable-time".to_owned()).or_default() += 1;
            }
            match self.linker.link(draft, &dump.context)? {
                Linked::Post(post) => {
                    self.contexts.complete(&post, &mut features, self.lexicons);
                    self.citations.add(&post, std::mem::take(&mut features.telegram_sources))?;
                    posts.push((post, features));
                }
                Linked::Reject(reject) => rejects.push(reject),
            }
        }
        rejects.sort_by_key(|reject| reject.byte_start);
        self.posts += posts.len() as u64;
        self.rejects += rejects.len() as u64;
        self.progress.advance(bytes, posts.len() as u64);
        let threads = self.linker.closed_threads(&dump.context, false, usize::MAX)?;
        let rejects = rejects.into_iter().map(|reject| (dump.context.dump_id.clone(), reject)).collect();
        Ok(LinkedBatch { posts, rejects, threads, dumps: Vec::new(), bytes })
    }

    /// Closes the threads of a dump, checks its counts and writes its row.
    fn end_dump(&mut self, dump: &OpenedDump, counts: IngestCounts) -> Result<(), PipelineError> {
        let (posts, rejects) = (std::mem::take(&mut self.posts), std::mem::take(&mut self.rejects));
        let wrong = |message: String| PipelineError::Accounting { path: dump.shown.clone().into(), message };
        if counts.bytes != dump.fingerprint.bytes {
            return Err(wrong(format!(
                "{} of {} bytes are accounted for (did the file change while it was read?)",
                counts.bytes, dump.fingerprint.bytes
            )));
        }
        let records = counts.records + counts.rejects;
        if records != posts + rejects {
            return Err(wrong(format!("{records} records became {posts} posts and {rejects} rejects")));
        }
        self.contexts = Contexts::default();
        // A dump with replies closes all of its threads here: piece by piece, so that their tables are never whole in memory.
        loop {
            let piece = self.linker.closed_threads(&dump.context, true, linked::ROWS)?;
            if piece.is_empty() {
                break;
            }
            self.gathered.add(LinkedBatch { threads: piece, ..LinkedBatch::default() });
            self.encode()?;
        }
        let row = Dump {
            dump_id: dump.context.dump_id.to_string(),
            path: dump.shown.clone(),
            sha256: dump.fingerprint.sha256(),
            format: dump.format,
            bytes: dump.fingerprint.bytes,
            records,
            posts,
            rejects,
            furniture_bytes: counts.furniture_bytes,
        };
        self.gathered.add(LinkedBatch { dumps: vec![row], ..LinkedBatch::default() });
        self.built.dumps.push((dump.index, dump.fingerprint));
        Ok(())
    }
}
