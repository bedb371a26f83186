//! What the targets share.

use unspool_ingest::{Item, Source, open_bytes};
use unspool_model::Format;

/// Reads `bytes` as a dump of `format`: every byte is in a post, a reject or furniture.
///
/// # Panics
/// When a byte is lost or counted twice.
pub fn accounted(format: Format, bytes: &[u8]) {
    let source = Source { format: Some(format), ..Source::default() };
    // A table without a header that names a text is no dump of that format.
    let Ok((_, items)) = open_bytes(bytes, &source) else { return };
    let counted: u64 = items.map(|item| item.as_ref().map_or(0, Item::bytes)).sum();
    assert_eq!(counted, bytes.len() as u64);
}
