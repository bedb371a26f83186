//! Reads the dumps of a plan, one after the other, and cuts their items into batches.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::mpsc::SyncSender;

use unspool_ingest::{Fingerprint, Item, fingerprint, open};
use unspool_model::{Extent, Format, Reject, RejectReason};
use unspool_normalize::DumpContext;

use crate::error::PipelineError;
use crate::plan::PlannedDump;
use crate::unit::Batch;

/// Most records of a batch.
pub(crate) const BATCH_RECORDS: usize = 1_024;
/// Most bytes of a dump that a batch covers, so that long records make short batches.
pub(crate) const BATCH_BYTES: u64 = 2 << 20;

/// What the reader hands on, in order.
pub(crate) enum Message {
    /// Records of a dump.
    Batch {
        /// The dump.
        dump: Arc<OpenedDump>,
        /// Its records.
        batch: Batch,
        /// What in the same stretch is no record.
        rejects: Vec<Reject>,
        /// Bytes of the dump that the stretch covers.
        bytes: u64,
    },
    /// The dump is read to its end.
    End {
        /// The dump.
        dump: Arc<OpenedDump>,
        /// Its counts, by ingest.
        counts: IngestCounts,
    },
    /// A dump was passed over because another one has the same bytes.
    Identical {
        /// Its path.
        shown: String,
        /// The path of the other.
        first: String,
    },
    /// Reading stops.
    Failed(PipelineError),
}

/// A dump that is being read.
pub(crate) struct OpenedDump {
    /// Its index in the plan.
    pub index: usize,
    pub shown: String,
    pub fingerprint: Fingerprint,
    pub format: Format,
    pub context: DumpContext,
}

/// What ingest counted in a dump.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct IngestCounts {
    pub records: u64,
    pub rejects: u64,
    pub bytes: u64,
    pub furniture_bytes: u64,
}

/// Reads every dump and sends its messages; ends when the receiver is gone.
pub(crate) fn read_all(dumps: &[PlannedDump], to: &SyncSender<Message>) {
    let mut seen = HashMap::new();
    for index in 0..dumps.len() {
        match read_dump(dumps, index, &mut seen, to) {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                // The receiver stops at the first failure; nobody is left to tell if it is gone.
                let _ = to.send(Message::Failed(error));
                return;
            }
        }
    }
}

/// Reads one of the dumps; `seen` has the digests of those before it. False when the receiver is gone.
fn read_dump(
    dumps: &[PlannedDump],
    index: usize,
    seen: &mut HashMap<[u8; 32], usize>,
    to: &SyncSender<Message>,
) -> Result<bool, PipelineError> {
    let PlannedDump { place, shown, given } = &dumps[index];
    let fingerprint = fingerprint(place, given.source.max_unpacked)?;
    let first = *seen.entry(fingerprint.digest).or_insert(index);
    if first != index {
        return Ok(to.send(Message::Identical { shown: shown.clone(), first: dumps[first].shown.clone() }).is_ok());
    }
    let (format, items) = open(place, &given.source)?;
    let context = DumpContext {
        dump_id: fingerprint.dump_id().into(),
        // A platform's own format says where its posts were published.
        platform: format.platform().unwrap_or(given.platform),
        author_handle: given.author.clone(),
        author_name: given.author_name.clone(),
        replies: format.has_replies(),
    };
    let dump = Arc::new(OpenedDump { index, shown: shown.clone(), fingerprint, format, context });
    let mut counts = IngestCounts::default();
    let mut stretch = Stretch::new(1);
    if dump.fingerprint.bytes == 0 {
        counts.rejects = 1;
        stretch.rejects.push(Reject::new(Extent::default(), 1, RejectReason::Empty, "the dump has no bytes", b""));
    }
    for item in items {
        let item = item?;
        let bytes = item.bytes();
        counts.bytes += bytes;
        stretch.bytes += bytes;
        match item {
            Item::Record(record) => {
                counts.records += 1;
                stretch.batch.records.push(*record);
            }
            Item::Reject(reject) => {
                counts.rejects += 1;
                stretch.rejects.push(reject);
            }
            Item::Furniture(bytes) => counts.furniture_bytes += bytes,
        }
        if stretch.batch.records.len() + stretch.rejects.len() >= BATCH_RECORDS || stretch.bytes >= BATCH_BYTES {
            let next = Stretch::new(counts.records + 1);
            if !std::mem::replace(&mut stretch, next).send(&dump, to) {
                return Ok(false);
            }
        }
    }
    Ok(stretch.send(&dump, to) && to.send(Message::End { dump, counts }).is_ok())
}

struct Stretch {
    batch: Batch,
    rejects: Vec<Reject>,
    bytes: u64,
}

impl Stretch {
    const fn new(first_number: u64) -> Self {
        Self { batch: Batch { records: Vec::new(), first_number }, rejects: Vec::new(), bytes: 0 }
    }

    fn send(self, dump: &Arc<OpenedDump>, to: &SyncSender<Message>) -> bool {
        to.send(Message::Batch { dump: dump.clone(), batch: self.batch, rejects: self.rejects, bytes: self.bytes }).is_ok()
    }
}
