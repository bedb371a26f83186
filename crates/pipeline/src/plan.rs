//! Which files a build reads, in which order, as what.

use std::collections::HashSet;
use std::sync::Arc;

use camino::{Utf8Path, Utf8PathBuf};
use globset::GlobBuilder;
use unspool_ingest::{Place, Source};
use unspool_model::Platform;
use walkdir::WalkDir;

use crate::config::{Pipeline, PipelineSource};
use crate::error::PipelineError;
use crate::places;

/// A build before it runs.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Name of the pipeline.
    pub name: String,
    /// The text of the pipeline, for the manifest.
    pub text: String,
    /// Lexicon folder.
    pub lexicons: Option<Utf8PathBuf>,
    /// Where the dataset goes.
    pub out: Utf8PathBuf,
    /// The dumps, in order of path.
    pub dumps: Vec<PlannedDump>,
    /// What of archives and folders is passed over, in words.
    pub notes: Vec<String>,
}

/// A dump to read.
#[derive(Clone, Debug)]
pub struct PlannedDump {
    /// Where it is.
    pub place: Place,
    /// Path as the tables write it: relative to the workspace, with forward slashes.
    pub shown: String,
    /// What the user says about it and about the others that were named with it: kept once, because a folder can hold
    /// half a million pages.
    pub given: Arc<Given>,
}

/// What a user says about dumps.
#[derive(Clone, Debug)]
pub struct Given {
    /// Format and fields.
    pub source: Source,
    /// Where its posts were published.
    pub platform: Platform,
    /// The author, where the dump does not say.
    pub author: Option<String>,
    /// The author's display name, likewise.
    pub author_name: Option<String>,
}

/// The plan of a pipeline in the workspace `root`.
///
/// # Errors
/// When a glob matches nothing or two sources name the same file.
pub fn plan_pipeline(pipeline: &Pipeline, root: &Utf8Path) -> Result<Plan, PipelineError> {
    let (mut dumps, mut notes): (Vec<PlannedDump>, Vec<String>) = (Vec::new(), Vec::new());
    let mut taken = HashSet::new();
    for source in &pipeline.sources {
        let given = Arc::new(given(source));
        for (glob, span) in &source.dumps {
            let wrong = |message: String| PipelineError::Config {
                path: pipeline.path.clone(),
                text: pipeline.text.clone(),
                span: span.clone(),
                message,
            };
            let found = matches(root, glob).map_err(wrong)?;
            if found.is_empty() {
                return Err(wrong(format!(
                    "no file matches `{glob}` under {}",
                    if root.as_str().is_empty() { "." } else { root.as_str() }
                )));
            }
            for shown in found {
                if taken.contains(&shown) {
                    return Err(wrong(format!("`{shown}` belongs to another source or glob already")));
                }
                let held = places::of_file(&root.join(&shown), &shown)?;
                for (place, shown) in held.dumps {
                    taken.insert(shown.clone());
                    dumps.push(PlannedDump { place, shown, given: given.clone() });
                }
                notes.extend(held.notes);
            }
        }
    }
    dumps.sort_by(|a, b| a.shown.cmp(&b.shown));
    let under_root = |path: &Utf8PathBuf| root.join(path);
    Ok(Plan {
        name: pipeline.name.clone(),
        text: pipeline.text.clone(),
        lexicons: pipeline.lexicons.as_ref().map(under_root),
        out: under_root(&pipeline.out),
        dumps,
        notes,
    })
}

/// The plan of `unspool run`: these files and folders, formats detected, default lexicons unless a folder is named.
/// A packed dump unpacks to at most `max_unpacked` bytes (0 for the default).
///
/// # Errors
/// When a file is missing.
pub fn plan_files(
    files: &[Utf8PathBuf],
    out: &Utf8Path,
    platform: Platform,
    author: Option<&str>,
    lexicons: Option<Utf8PathBuf>,
    max_unpacked: u64,
) -> Result<Plan, PipelineError> {
    let (mut dumps, mut notes) = (Vec::new(), Vec::new());
    let mut taken = HashSet::new();
    let source = Source { max_unpacked, ..Source::default() };
    let given = Arc::new(Given { source, platform, author: author.map(str::to_owned), author_name: None });
    for file in files {
        let shown = file.as_str().trim_start_matches("./").replace('\\', "/");
        let held = match fs_err::metadata(file) {
            Ok(data) if data.is_dir() => places::of_folder(file, &shown)?,
            Ok(_) => places::of_file(file, &shown)?,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let message = format!("{file}: there is no such file; name the dumps themselves, relative to where you are");
                return Err(PipelineError::Nothing(message));
            }
            Err(error) => return Err(error.into()),
        };
        notes.extend(held.notes);
        for (place, shown) in held.dumps {
            if taken.insert(shown.clone()) {
                dumps.push(PlannedDump { place, shown, given: given.clone() });
            }
        }
    }
    if dumps.is_empty() {
        let named: Vec<&str> = files.iter().map(|file| file.as_str()).collect();
        return Err(PipelineError::Nothing(format!("no dump in {}: {}", named.join(", "), notes.join("; "))));
    }
    dumps.sort_by(|a, b| a.shown.cmp(&b.shown));
    let shown: Vec<&str> = dumps.iter().map(|dump| dump.shown.as_str()).collect();
    let text = format!("run {} platform={platform}", shown.join(" "));
    Ok(Plan { name: out.file_name().unwrap_or("run").to_owned(), text, lexicons, out: out.to_owned(), dumps, notes })
}

fn given(source: &PipelineSource) -> Given {
    Given {
        source: Source { format: source.format, fields: source.fields.clone(), max_unpacked: source.max_unpacked },
        platform: source.platform,
        author: source.author.clone(),
        author_name: source.author_name.clone(),
    }
}

/// The files under `root` that a glob matches, relative to it, in order. Hidden files are passed over.
fn matches(root: &Utf8Path, glob: &str) -> Result<Vec<String>, String> {
    let matcher = GlobBuilder::new(glob).literal_separator(true).build().map_err(|error| error.to_string())?.compile_matcher();
    // Only the folder in front of the first wildcard is walked.
    let fixed: Utf8PathBuf =
        Utf8Path::new(glob).components().take_while(|part| !part.as_str().contains(['*', '?', '[', '{'])).collect();
    let start = root.join(&fixed);
    if start.is_file() {
        return Ok(vec![glob.to_owned()]);
    }
    let mut found = Vec::new();
    for entry in WalkDir::new(if start.as_str().is_empty() { Utf8Path::new(".") } else { &start }).sort_by_file_name() {
        let Ok(entry) = entry else { continue };
        let Some(path) = Utf8Path::from_path(entry.path()) else { continue };
        let relative = path.strip_prefix(root).unwrap_or(path);
        let relative = relative.strip_prefix(".").unwrap_or(relative).as_str().replace('\\', "/");
        let hidden = relative.split('/').any(|part| part.starts_with('.'));
        if entry.file_type().is_file() && !hidden && matcher.is_match(&relative) {
            found.push(relative);
        }
    }
    found.sort();
    Ok(found)
}
