//! The dumps that a path holds: a file, the members of a zip archive, the files of a folder.
//!
//! Archives and folders hold more than dumps (pictures, scripts, an account's likes). What is passed over is counted and
//! told, so that nothing is lost silently.

use camino::{Utf8Path, Utf8PathBuf};
use unspool_ingest::{IngestError, Members, Place, is_zip, members};
use walkdir::WalkDir;

/// Endings of files that can be dumps.
const DUMPS: [&str; 11] = ["json", "jsonl", "ndjson", "csv", "tsv", "txt", "text", "md", "html", "htm", "log"];
/// Endings of packed files.
const PACKED: [&str; 4] = ["gz", "zst", "zstd", "zip"];
/// Files of an archive of X that hold posts; others begin alike but hold likes, messages, settings.
const X_PARTS: [&str; 7] =
    ["tweets", "tweet", "note-tweet", "deleted-tweets", "deleted-tweet", "community-tweet", "deleted-note-tweet"];

/// What a path holds.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// The dumps, each with its path as the tables write it.
    pub dumps: Vec<(Place, String)>,
    /// What was passed over, in words.
    pub notes: Vec<String>,
}

/// The dumps of the file at `path`, which tables call `shown`.
pub(crate) fn of_file(path: &Utf8Path, shown: &str) -> Result<Held, IngestError> {
    let mut held = Held::default();
    if !is_zip(path)? {
        held.dumps.push((Place::file(path), shown.to_owned()));
        return Ok(held);
    }
    let Members { places, unread } = members(path)?;
    let mut passed = 0;
    for place in places {
        let name = place.member.as_ref().map_or("", |member| member.name.as_str());
        if can_be_dump(name) && !is_packed(name) {
            let shown = format!("{shown}/{name}");
            held.dumps.push((place, shown));
        } else {
            passed += 1;
        }
    }
    held.note(passed, shown);
    for (name, reason) in unread {
        held.notes.push(format!("{shown}/{name} is passed over: {reason}"));
    }
    Ok(held)
}

/// The dumps of the files below the folder at `path`, in order of path.
pub(crate) fn of_folder(path: &Utf8Path, shown: &str) -> Result<Held, IngestError> {
    let mut held = Held::default();
    let mut passed = 0;
    for entry in WalkDir::new(path).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        let Some(file) = Utf8Path::from_path(entry.path()).filter(|_| entry.file_type().is_file()) else { continue };
        let relative: Utf8PathBuf = file.strip_prefix(path).unwrap_or(file).to_owned();
        if !can_be_dump(relative.as_str()) {
            passed += 1;
            continue;
        }
        let inner = of_file(file, &format!("{}/{relative}", shown.trim_end_matches('/')).replace('\\', "/"))?;
        held.dumps.extend(inner.dumps);
        held.notes.extend(inner.notes);
    }
    held.note(passed, shown);
    Ok(held)
}

impl Held {
    fn note(&mut self, passed: usize, shown: &str) {
        if passed > 0 {
            self.notes.push(format!("{shown}: {passed} files are no dumps by their names and are passed over"));
        }
    }
}

/// Whether a file can be a dump, by its name: not hidden, an ending that dumps have, and of an archive of X only the
/// parts that hold posts.
fn can_be_dump(name: &str) -> bool {
    let hidden = name.split('/').any(|part| part.starts_with('.') && !matches!(part, "." | "..") || part == "__MACOSX");
    let base = name.rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
    let (stem, ending) = base.rsplit_once('.').unwrap_or((&base, ""));
    let part = || {
        let stem = stem
            .rsplit_once("-part")
            .map_or(stem, |(stem, number)| if number.bytes().all(|byte| byte.is_ascii_digit()) { stem } else { base.as_str() });
        X_PARTS.contains(&stem)
    };
    !hidden && (DUMPS.contains(&ending) || PACKED.contains(&ending) || ending == "js" && part())
}

fn is_packed(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| PACKED.contains(&ending.to_ascii_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::can_be_dump;

    #[test]
    fn names_tell_what_can_be_a_dump() {
        for name in
            ["data/tweets.js", "data/tweets-part12.js", "note-tweet.js", "a/result.json", "posts.jsonl.gz", "messages2.html"]
        {
            assert!(can_be_dump(name), "{name}");
        }
        for name in ["data/like.js", "photos/1.jpg", ".hidden/posts.csv", "__MACOSX/tweets.js", "js/script.js", "tweets-partx.js"]
        {
            assert!(!can_be_dump(name), "{name}");
        }
    }
}
