//! The identity of a dump: its size and SHA-256.

use std::fmt::Write as _;
use std::io::Read;

use sha2::{Digest, Sha256};

use crate::IngestError;
use crate::container::Place;

/// Size and hash of a dump.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256.
    pub digest: [u8; 32],
}

impl Fingerprint {
    /// The SHA-256 in lower-case hex.
    #[must_use]
    pub fn sha256(&self) -> String {
        self.digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
            // Writing to a string does not fail.
            let _ = write!(hex, "{byte:02x}");
            hex
        })
    }

    /// The dump's id: the first 16 hex digits of the hash.
    #[must_use]
    pub fn dump_id(&self) -> String {
        let mut id = self.sha256();
        id.truncate(16);
        id
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
    Ok(Fingerprint { bytes, digest: hash.finalize().into() })
}
