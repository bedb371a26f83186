//! Any bytes: every one of them is in a post, a reject or furniture.
#![no_main]

use libfuzzer_sys::fuzz_target;
use unspool_ingest::{Item, thread_page};

fuzz_target!(|bytes: &[u8]| {
    let items = thread_page(bytes).expect("memory can be read");
    assert_eq!(items.iter().map(Item::bytes).sum::<u64>(), bytes.len() as u64);
});
