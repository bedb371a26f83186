//! Where the bytes of a dump are: a file, a file packed with gzip or Zstandard, or a member of a zip archive.
//!
//! Every one of them is a dump of its own, whose bytes are the unpacked ones. Unpacking is streamed twice, once to
//! identify the dump and once to read it, and nothing is written to disk. Damage and a member that unpacks to more than
//! the limit end the dump early with one reject; what stands before is kept.

use std::io::{self, BufReader, Read, Seek as _, SeekFrom};
use std::sync::{Arc, OnceLock};

use camino::{Utf8Path, Utf8PathBuf};

use crate::IngestError;

/// How much a dump may unpack to unless the user says otherwise: 64 GiB.
pub const MAX_UNPACKED: u64 = 64 << 30;
/// Members of an archive that are looked at.
const MOST_MEMBERS: usize = 1_000_000;

/// A place that holds a dump.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The file.
    pub path: Utf8PathBuf,
    /// The member of the zip archive that it is, if it is one.
    pub member: Option<Member>,
}

/// A file in a zip archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    /// Its name in the archive, as the archive writes it: never used as a path on disk.
    pub name: String,
    start: u64,
    packed: u64,
    deflated: bool,
}

impl Place {
    /// A file by itself.
    #[must_use]
    pub fn file(path: &Utf8Path) -> Self {
        Self { path: path.to_owned(), member: None }
    }

    /// Opens the unpacked bytes, at most `limit` of them (0 for [`MAX_UNPACKED`]).
    pub(crate) fn open(&self, limit: u64) -> Result<Input, IngestError> {
        let mut file = fs_err::File::open(&self.path)?;
        let limit = if limit == 0 { MAX_UNPACKED } else { limit };
        let fault = Arc::new(OnceLock::new());
        let packed: Box<dyn Read + Send> = if let Some(member) = &self.member {
            file.seek(SeekFrom::Start(member.start))?;
            let bytes = BufReader::new(file.take(member.packed));
            if member.deflated { Box::new(flate2::bufread::DeflateDecoder::new(bytes)) } else { Box::new(bytes) }
        } else {
            let mut mark = Vec::with_capacity(4);
            file.by_ref().take(4).read_to_end(&mut mark)?;
            file.seek(SeekFrom::Start(0))?;
            match mark.as_slice() {
                [0x1f, 0x8b, ..] => Box::new(flate2::bufread::MultiGzDecoder::new(BufReader::new(file))),
                [0x28, 0xb5, 0x2f, 0xfd] => Box::new(zstd::Decoder::new(file)?),
                _ => return Ok(Input { bytes: Box::new(file), left: u64::MAX, limit: u64::MAX, packed: false, fault }),
            }
        };
        Ok(Input { bytes: packed, left: limit, limit, packed: true, fault })
    }
}

/// The unpacked bytes of a dump. What is wrong with the packing ends them early and is told by `fault`.
pub(crate) struct Input {
    bytes: Box<dyn Read + Send>,
    left: u64,
    limit: u64,
    packed: bool,
    fault: Arc<OnceLock<String>>,
}

impl Input {
    /// Bytes in memory, as they are.
    pub fn memory(bytes: Vec<u8>) -> Self {
        let bytes = Box::new(io::Cursor::new(bytes));
        Self { bytes, left: u64::MAX, limit: u64::MAX, packed: false, fault: Arc::default() }
    }

    /// Says, once the bytes are read, what ended them early.
    pub fn fault(&self) -> Arc<OnceLock<String>> {
        self.fault.clone()
    }
}

impl Read for Input {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if !self.packed {
            return self.bytes.read(buffer);
        }
        if self.fault.get().is_some() || buffer.is_empty() {
            return Ok(0);
        }
        let most = usize::try_from(self.left).unwrap_or(usize::MAX).min(buffer.len());
        if most == 0 {
            // Only more bytes than the limit are too many.
            if self.bytes.read(&mut buffer[..1]).unwrap_or(0) > 0 {
                let _ = self.fault.set(format!(
                    "it unpacks to more than {} bytes; raise the limit with --max-unpacked or `max_unpacked`",
                    self.limit
                ));
            }
            return Ok(0);
        }
        match self.bytes.read(&mut buffer[..most]) {
            Ok(count) => {
                self.left -= count as u64;
                Ok(count)
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => Err(error),
            Err(error) => {
                let _ = self.fault.set(format!("the packing is damaged or cut short: {error}"));
                Ok(0)
            }
        }
    }
}

/// Whether the file at `path` is a zip archive.
///
/// # Errors
/// When it cannot be read.
pub fn is_zip(path: &Utf8Path) -> Result<bool, IngestError> {
    let mut mark = Vec::with_capacity(4);
    fs_err::File::open(path)?.take(4).read_to_end(&mut mark)?;
    Ok(matches!(mark.as_slice(), b"PK\x03\x04" | b"PK\x05\x06"))
}

/// What a zip archive holds.
#[derive(Clone, Debug, Default)]
pub struct Members {
    /// The files that can be read, in order of name.
    pub places: Vec<Place>,
    /// The names of the others, each with the reason.
    pub unread: Vec<(String, String)>,
}

/// The files in a zip archive.
///
/// # Errors
/// When the archive has no directory that can be read.
pub fn members(path: &Utf8Path) -> Result<Members, IngestError> {
    let broken = |error: &dyn std::fmt::Display| IngestError::Archive { path: path.to_owned(), message: error.to_string() };
    let file = BufReader::new(fs_err::File::open(path)?);
    let mut archive = zip::ZipArchive::new(file).map_err(|error| broken(&error))?;
    let (mut places, mut unread) = (Vec::new(), Vec::new());
    for index in 0..archive.len().min(MOST_MEMBERS) {
        let member = match archive.by_index_raw(index) {
            Ok(member) => member,
            Err(error) => {
                unread.push((format!("member {index}"), error.to_string()));
                continue;
            }
        };
        let name = match member.name() {
            Ok(name) => name.replace('\\', "/"),
            Err(error) => {
                unread.push((format!("member {index}"), error.to_string()));
                continue;
            }
        };
        if member.is_dir() {
            continue;
        }
        let method = member.compression();
        let deflated = method == zip::CompressionMethod::Deflated;
        let start = member.data_start();
        let reason = if member.encrypted() {
            Some("it is encrypted".to_owned())
        } else if !deflated && method != zip::CompressionMethod::Stored {
            Some(format!("its compression {method} is not known"))
        } else {
            None
        };
        match (reason, start) {
            (None, Some(start)) => {
                let member = Member { name, start, packed: member.compressed_size(), deflated };
                places.push(Place { path: path.to_owned(), member: Some(member) });
            }
            (reason, _) => unread.push((name, reason.unwrap_or_else(|| "its bytes are not found".to_owned()))),
        }
    }
    places.sort_by(|a, b| a.member.as_ref().map(|member| &member.name).cmp(&b.member.as_ref().map(|member| &member.name)));
    Ok(Members { places, unread })
}
