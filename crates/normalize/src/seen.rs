//! What a build has seen: a map from hashes to numbers whose memory stays flat.
//!
//! The newest entries are in a hash table. When it is full it is sorted into a temporary file, merged with files of
//! up to twice its size, so that there are few; a Bloom filter for each file (12 bits an entry) says nearly always
//! right that a key is not in it, and only else it is searched. Filters of large files are in files as well: their
//! blocks are in the order of the keys, so they are written as the keys come and read one at a time.

use std::fs::File;
use std::io::{BufReader, BufWriter, Error, Read, Seek, SeekFrom, Write};

use rustc_hash::FxHashMap;

/// A hash of 128 bits, as bytes: the table packs it closer than a number.
pub(crate) type Key = [u8; 16];

/// Entries of the hash table before it goes to a file.
const MOST_RECENT: usize = 1 << 19;
/// Bytes of an entry in a file: key, number.
const ENTRY: usize = 24;
/// Bits of a filter for each entry, and how many of them are set: one of 200 keys that are not there passes.
const FILTER_BITS: u64 = 12;
const FILTER_PROBES: u32 = 6;
/// Words of a block of a filter; the bits of a key lie in one block.
const BLOCK_WORDS: usize = 8;
/// Most blocks of a filter that is kept in memory (8 MB).
const MOST_BLOCKS: u64 = 1 << 17;

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
        if !self.filter.may_have(key)? {
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
    filter: FilterWriter,
}

impl RunWriter {
    fn begin(count: u64) -> Result<Self, Error> {
        let file = BufWriter::with_capacity(1 << 16, tempfile::tempfile()?);
        Ok(Self { file, count: 0, filter: FilterWriter::begin(count, MOST_BLOCKS)? })
    }

    /// Writes the entries of all sources in order; there are few sources.
    fn merge(&mut self, mut sources: Vec<Source>) -> Result<(), Error> {
        let mut heads: Vec<Option<(Key, u64)>> = sources.iter_mut().map(Source::next).collect::<Result<_, _>>()?;
        while let Some((at, entry)) =
            heads.iter().enumerate().filter_map(|(at, head)| Some((at, (*head)?))).min_by_key(|(_, entry)| entry.0)
        {
            self.file.write_all(&entry.0)?;
            self.file.write_all(&entry.1.to_le_bytes())?;
            self.filter.add(&entry.0)?;
            self.count += 1;
            heads[at] = sources[at].next()?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Run, Error> {
        let file = self.file.into_inner().map_err(std::io::IntoInnerError::into_error)?;
        Ok(Run { file, count: self.count, filter: self.filter.finish()? })
    }
}

type Block = [u64; BLOCK_WORDS];

/// A Bloom filter in blocks, which are in the order of the keys.
#[derive(Debug)]
struct Filter {
    count: u64,
    blocks: Blocks,
}

#[derive(Debug)]
enum Blocks {
    Memory(Vec<Block>),
    File(File),
}

impl Filter {
    fn may_have(&self, key: &Key) -> Result<bool, Error> {
        let at = block_of(key, self.count);
        let block = match &self.blocks {
            Blocks::Memory(blocks) => usize::try_from(at).ok().and_then(|at| blocks.get(at).copied()).unwrap_or_default(),
            Blocks::File(file) => {
                let mut file = file;
                let mut bytes = [0; BLOCK_WORDS * 8];
                file.seek(SeekFrom::Start(at * bytes.len() as u64))?;
                file.read_exact(&mut bytes)?;
                let words = bytes.chunks_exact(8).map(|word| u64::from_le_bytes(word.try_into().unwrap_or_default()));
                let mut block = Block::default();
                block.iter_mut().zip(words).for_each(|(to, word)| *to = word);
                block
            }
        };
        Ok(bits(key).all(|(word, bit)| block[word] & bit != 0))
    }
}

/// Makes a filter of keys that come in order.
struct FilterWriter {
    count: u64,
    /// Number of the block that is being filled.
    at: u64,
    block: Block,
    done: Done,
}

/// The blocks before it.
enum Done {
    Memory(Vec<Block>),
    File(BufWriter<File>),
}

impl FilterWriter {
    fn begin(entries: u64, most_in_memory: u64) -> Result<Self, Error> {
        let count = (entries * FILTER_BITS).div_ceil(64 * BLOCK_WORDS as u64).max(1);
        let done = if count <= most_in_memory {
            Done::Memory(Vec::new())
        } else {
            Done::File(BufWriter::with_capacity(1 << 16, tempfile::tempfile()?))
        };
        Ok(Self { count, at: 0, block: Block::default(), done })
    }

    fn add(&mut self, key: &Key) -> Result<(), Error> {
        let at = block_of(key, self.count);
        while self.at < at {
            self.close()?;
        }
        for (word, bit) in bits(key) {
            self.block[word] |= bit;
        }
        Ok(())
    }

    /// Puts the block away and begins the next one.
    fn close(&mut self) -> Result<(), Error> {
        let block = std::mem::take(&mut self.block);
        self.at += 1;
        match &mut self.done {
            Done::Memory(blocks) => blocks.push(block),
            Done::File(file) => {
                for word in block {
                    file.write_all(&word.to_le_bytes())?;
                }
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<Filter, Error> {
        while self.at < self.count {
            self.close()?;
        }
        let blocks = match self.done {
            Done::Memory(blocks) => Blocks::Memory(blocks),
            Done::File(file) => Blocks::File(file.into_inner().map_err(std::io::IntoInnerError::into_error)?),
        };
        Ok(Filter { count: self.count, blocks })
    }
}

/// The block of a key among `count`: keys are hashes, so their first half says how far along they are.
fn block_of(key: &Key, count: u64) -> u64 {
    let (half, _) = key.split_at(8);
    let along = u128::from(u64::from_be_bytes(half.try_into().unwrap_or_default()));
    u64::try_from((along * u128::from(count)) >> 64).unwrap_or(0)
}

/// The bits of a key in its block, from its second half: nine bits for each probe.
fn bits(key: &Key) -> impl Iterator<Item = (usize, u64)> + use<> {
    let (_, half) = key.split_at(8);
    let half = u64::from_le_bytes(half.try_into().unwrap_or_default());
    (0..FILTER_PROBES).map(move |probe| {
        let bit = half >> (9 * probe) & 0x1FF;
        (usize::try_from(bit / 64).unwrap_or(0), 1 << (bit % 64))
    })
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
        let mut keys: Vec<Key> = (0..10_000).map(key).collect();
        keys.sort_unstable();
        for most_in_memory in [1 << 20, 0] {
            let mut writer = super::FilterWriter::begin(10_000, most_in_memory).expect("it is made");
            for key in &keys {
                writer.add(key).expect("it is written");
            }
            let filter = writer.finish().expect("it is written");
            let has = |number| filter.may_have(&key(number)).expect("it is read");
            assert!((0..10_000).all(has));
            let passed = (10_000..20_000).filter(|&number| has(number)).count();
            assert!(passed < 200, "{passed} of 10,000");
        }
    }
}
