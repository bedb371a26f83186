//! What a build has seen: a map from hashes to numbers whose memory stays flat.
//!
//! The newest entries are in a hash table. When it is full it is sorted into a temporary file, merged with files of
//! up to twice its size, so that there are few; a Bloom filter for each file (12 bits an entry) says nearly always
//! right that a key is not in it, and only else it is searched.

use std::fs::File;
use std::io::{BufReader, BufWriter, Error, Read, Seek, SeekFrom, Write};

use rustc_hash::FxHashMap;

/// A hash of 128 bits, as bytes: the table packs it closer than a number.
pub(crate) type Key = [u8; 16];

/// Entries of the hash table before it goes to a file.
const MOST_RECENT: usize = 1 << 19;
/// Bytes of an entry in a file: key, number.
const ENTRY: usize = 24;
/// Bits of a filter for each entry, and how many of them are set: one of 300 keys that are not there passes.
const FILTER_BITS: u64 = 12;
const FILTER_PROBES: u64 = 6;

/// A map from hashes to numbers.
#[derive(Debug)]
pub(crate) struct Seen {
    recent: FxHashMap<Key, u64>,
    most_recent: usize,
    /// From the largest to the smallest.
    runs: Vec<Run>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { recent: FxHashMap::default(), most_recent: MOST_RECENT, runs: Vec::new() }
    }
}

impl Seen {
    /// The number of a key.
    pub fn get(&self, key: &Key) -> Result<Option<u64>, Error> {
        if let Some(&number) = self.recent.get(key) {
            return Ok(Some(number));
        }
        for run in &self.runs {
            if let Some(number) = run.get(key)? {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    /// Adds a key that is not there.
    pub fn insert(&mut self, key: Key, number: u64) -> Result<(), Error> {
        self.recent.insert(key, number);
        if self.recent.len() < self.most_recent {
            return Ok(());
        }
        let mut entries: Vec<(Key, u64)> = self.recent.drain().collect();
        entries.sort_unstable();
        let mut count = entries.len() as u64;
        let mut older = Vec::new();
        while let Some(run) = self.runs.pop_if(|run| run.count <= 2 * count) {
            count += run.count;
            older.push(run);
        }
        let mut writer = RunWriter::begin(count)?;
        let mut sources: Vec<Source> = older.into_iter().map(Run::entries).collect::<Result<_, _>>()?;
        sources.push(Source::Memory(entries.into_iter()));
        writer.merge(sources)?;
        self.runs.push(writer.finish()?);
        Ok(())
    }
}

/// Sorted entries in a file.
#[derive(Debug)]
struct Run {
    file: File,
    count: u64,
    filter: Filter,
}

impl Run {
    fn get(&self, key: &Key) -> Result<Option<u64>, Error> {
        if !self.filter.may_have(key) {
            return Ok(None);
        }
        let mut file = &self.file;
        let (mut low, mut high) = (0, self.count);
        while low < high {
            let middle = low.midpoint(high);
            file.seek(SeekFrom::Start(middle * ENTRY as u64))?;
            let (found, number) = read_entry(&mut file)?;
            match found.cmp(key) {
                std::cmp::Ordering::Equal => return Ok(Some(number)),
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        Ok(None)
    }

    fn entries(mut self) -> Result<Source, Error> {
        self.file.rewind()?;
        Ok(Source::File { reader: BufReader::with_capacity(1 << 16, self.file), left: self.count })
    }
}

fn read_entry(reader: &mut impl Read) -> Result<(Key, u64), Error> {
    let (mut key, mut number) = ([0; 16], [0; 8]);
    reader.read_exact(&mut key)?;
    reader.read_exact(&mut number)?;
    Ok((key, u64::from_le_bytes(number)))
}

/// Sorted entries that are merged.
enum Source {
    Memory(std::vec::IntoIter<(Key, u64)>),
    File { reader: BufReader<File>, left: u64 },
}

impl Source {
    fn next(&mut self) -> Result<Option<(Key, u64)>, Error> {
        match self {
            Self::Memory(entries) => Ok(entries.next()),
            Self::File { left: 0, .. } => Ok(None),
            Self::File { reader, left } => {
                *left -= 1;
                read_entry(reader).map(Some)
            }
        }
    }
}

struct RunWriter {
    file: BufWriter<File>,
    count: u64,
    filter: Filter,
}

impl RunWriter {
    fn begin(count: u64) -> Result<Self, Error> {
        let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        Ok(Self { file, count: 0, filter: Filter::for_entries(count) })
    }

    /// Writes the entries of all sources in order; there are few sources.
    fn merge(&mut self, mut sources: Vec<Source>) -> Result<(), Error> {
        let mut heads: Vec<Option<(Key, u64)>> = sources.iter_mut().map(Source::next).collect::<Result<_, _>>()?;
        while let Some((at, entry)) =
            heads.iter().enumerate().filter_map(|(at, head)| Some((at, (*head)?))).min_by_key(|(_, entry)| entry.0)
        {
            self.file.write_all(&entry.0)?;
            self.file.write_all(&entry.1.to_le_bytes())?;
            self.filter.add(&entry.0);
            self.count += 1;
            heads[at] = sources[at].next()?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Run, Error> {
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        Ok(Run { file, count: self.count, filter: self.filter })
    }
}

/// A Bloom filter.
#[derive(Debug)]
struct Filter(Vec<u64>);

impl Filter {
    fn for_entries(count: u64) -> Self {
        let words = usize::try_from((count * FILTER_BITS).div_ceil(64)).unwrap_or(1);
        Self(vec![0; words.max(1)])
    }

    /// The bits of a key: its halves are independent hashes.
    fn bits(&self, key: &Key) -> impl Iterator<Item = (usize, u64)> + use<> {
        let number = u128::from_le_bytes(*key);
        let bits = self.0.len() as u64 * 64;
        #[allow(clippy::cast_possible_truncation, reason = "the halves of the key")]
        let (first, step) = (number as u64, (number >> 64) as u64 | 1);
        (0..FILTER_PROBES).map(move |probe| {
            let bit = first.wrapping_add(probe.wrapping_mul(step)) % bits;
            (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
        })
    }

    fn add(&mut self, key: &Key) {
        for (word, bit) in self.bits(key) {
            self.0[word] |= bit;
        }
    }

    fn may_have(&self, key: &Key) -> bool {
        self.bits(key).all(|(word, bit)| self.0[word] & bit != 0)
    }
}

#[cfg(test)]
mod tests {
    use std::hash::{DefaultHasher, Hash, Hasher};

    use super::{Key, Seen};

    fn key(number: u64) -> Key {
        let half = |salt: u8| {
            let mut hasher = DefaultHasher::new();
            (salt, number).hash(&mut hasher);
            u128::from(hasher.finish())
        };
        (half(0) << 64 | half(1)).to_le_bytes()
    }

    #[test]
    fn what_went_to_files_is_found_and_nothing_else() {
        let mut seen = Seen { most_recent: 100, ..Seen::default() };
        for number in 0..5_050 {
            assert_eq!(seen.get(&key(number)).expect("it is read"), None);
            seen.insert(key(number), number).expect("it is written");
        }
        assert!(seen.runs.len() > 1 && seen.runs.len() < 8, "files are merged as they grow: {}", seen.runs.len());
        assert_eq!(seen.recent.len(), 50);
        for number in 0..5_050 {
            assert_eq!(seen.get(&key(number)).expect("it is read"), Some(number));
        }
        assert_eq!(seen.get(&key(5_050)).expect("it is read"), None);
    }

    #[test]
    fn a_filter_passes_few_keys_that_are_not_there() {
        let mut filter = super::Filter::for_entries(10_000);
        (0..10_000).for_each(|number| filter.add(&key(number)));
        let passed = (10_000..20_000).filter(|&number| filter.may_have(&key(number))).count();
        assert!(passed < 100, "{passed} of 10,000");
    }
}
