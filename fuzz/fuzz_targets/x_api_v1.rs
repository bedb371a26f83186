//! Any bytes as a dump of this format.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| unspool_fuzz::accounted(unspool_model::Format::XApiV1, bytes));
