//! The identity of a dump: its size and SHA-256.

use std::fmt::Write as _;
use std::io::Read;

use sha2::{Digest, Sha256};

use crate::IngestError;
use crate::container::Place;

/// Size and hash of a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hex.
    pub sha256: String,
}

impl Fingerprint {
    /// The dump's id: the first 16 hex digits of the hash.
    #[must_use]
    pub fn dump_id(&self) -> String {
        self.sha256.chars().take(16).collect()
    }
}

/// Reads a dump once to hash its unpacked bytes, at most `limit` of them (0 for the default limit).
///
/// # Errors
/// When the file cannot be read.
pub fn fingerprint(place: &Place, limit: u64) -> Result<Fingerprint, IngestError> {
    let mut file = place.open(limit)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hash.update(&buffer[..read]);
        bytes += read as u64;
    }
    let sha256 = hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        // Writing to a string does not fail.
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Ok(Fingerprint { bytes, sha256 })
}
