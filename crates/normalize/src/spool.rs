//! Records that wait in a temporary file: written one after the other, read back by their offset.

use std::fs::File;
use std::io::{Error, ErrorKind, Read, Seek, SeekFrom, Write};

/// Bytes that wait in memory before they go to the file.
const TAIL: usize = 1 << 20;

/// A file of records, each behind its length. The file is made when the first piece is full.
#[derive(Debug, Default)]
pub(crate) struct Spool {
    file: Option<File>,
    /// Bytes that are in the file.
    written: u64,
    tail: Vec<u8>,
}

impl Spool {
    /// Appends a record; its offset reads it back.
    pub fn push(&mut self, record: &[u8]) -> Result<u64, Error> {
        let offset = self.written + self.tail.len() as u64;
        let length = u32::try_from(record.len()).map_err(|_| Error::new(ErrorKind::InvalidInput, "a record of over 4 GB"))?;
        self.tail.extend_from_slice(&length.to_le_bytes());
        self.tail.extend_from_slice(record);
        if self.tail.len() >= TAIL {
            let file = match &mut self.file {
                Some(file) => file,
                None => self.file.insert(tempfile::tempfile()?),
            };
            file.seek(SeekFrom::Start(self.written))?;
            file.write_all(&self.tail)?;
            self.written += self.tail.len() as u64;
            self.tail.clear();
        }
        Ok(offset)
    }

    /// Bytes that a record of `length` bytes takes, from its offset to that of the next one.
    pub const fn size(length: usize) -> u64 {
        length as u64 + size_of::<u32>() as u64
    }

    /// The record at an offset that [`Self::push`] gave.
    pub fn get(&self, offset: u64) -> Result<Vec<u8>, Error> {
        let cut = || Error::new(ErrorKind::UnexpectedEof, "a temporary file ends too early");
        if let Some(at) = offset.checked_sub(self.written) {
            let rest = usize::try_from(at).ok().and_then(|at| self.tail.get(at..)).ok_or_else(cut)?;
            let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(cut)?;
            return Ok(rest.get(..u32::from_le_bytes(*length) as usize).ok_or_else(cut)?.to_vec());
        }
        let mut file = self.file.as_ref().ok_or_else(cut)?;
        file.seek(SeekFrom::Start(offset))?;
        let mut length = [0; 4];
        file.read_exact(&mut length)?;
        let mut record = vec![0; u32::from_le_bytes(length) as usize];
        file.read_exact(&mut record)?;
        Ok(record)
    }
}

#[cfg(test)]
mod tests {
    use super::{Spool, TAIL};

    #[test]
    fn records_are_read_back_from_file_and_tail() {
        let mut spool = Spool::default();
        let record = |number: usize| format!("record {number}").repeat(1 + number % 50);
        let count = TAIL / 100;
        let offsets: Vec<u64> = (0..count).map(|number| spool.push(record(number).as_bytes()).expect("it is written")).collect();
        assert!(spool.written > 0 && !spool.tail.is_empty(), "the records fill the file and a part of the tail");
        for (number, &offset) in offsets.iter().enumerate() {
            assert_eq!(spool.get(offset).expect("it is read"), record(number).as_bytes());
        }
        assert!(spool.get(u64::MAX).is_err());
    }
}
