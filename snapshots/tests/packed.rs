//! Packed dumps and bad ones: nothing is lost silently, nothing is written outside, nothing grows without bound.

use std::fmt::Write as _;
use std::io::Write as _;

use camino::{Utf8Path, Utf8PathBuf};
use libtest_mimic::{Failed, Trial};
use serde_json::{Map, Value};
use unspool_datasets::TableReader;
use unspool_pipeline::{Lexicons, Options, Platform, build, plan_files};

const POSTS: &str = "{\"id\":\"a1\",\"text\":\"Two trucks left Kosti\"}\n{\"id\":\"a2\",\"text\":\"Both came back\"}\n";

pub fn trials() -> Vec<Trial> {
    vec![
        Trial::test("gzip, Zstandard and zip hold the same posts as the plain dump", same_posts),
        Trial::test("a packed dump that is cut short keeps its posts and tells the damage", cut_short),
        Trial::test("a dump that unpacks to more than the limit ends there with one reject", bomb),
        Trial::test("members with names that lead out of the archive are read and never written", leading_out),
        Trial::test("broken lines, marks, zeros, repeated keys and deep nesting are one reject each at most", bad_lines),
        Trial::test("an archive without a directory says so", no_archive),
        Trial::test("a folder is read as the dumps in it", folder),
    ]
}

struct Sandbox {
    folder: tempfile::TempDir,
}

impl Sandbox {
    fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }

    fn path(&self) -> &Utf8Path {
        Utf8Path::from_path(self.folder.path()).expect("a UTF-8 path")
    }

    fn file(&self, name: &str, bytes: &[u8]) -> Utf8PathBuf {
        let path = self.path().join(name);
        fs_err::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        fs_err::write(&path, bytes).expect("the file is written");
        path
    }

    /// The rows of a table of the dataset that files make.
    fn rows(&self, files: &[Utf8PathBuf], max_unpacked: u64, tables: &[&str]) -> Result<Vec<Vec<Map<String, Value>>>, Failed> {
        let out = self.path().join("tables");
        let lexicons = Lexicons::load(None)?;
        let plan = plan_files(files, &out, Platform::X, None, None, max_unpacked)?;
        build(&plan, &lexicons, Options { workers: 2 }, &(), "0.0.0")?;
        let problems = unspool_datasets::check(&out)?;
        if !problems.is_empty() {
            return Err(format!("{problems:?}").into());
        }
        tables.iter().map(|table| Ok(TableReader::open(&out, table)?.slice(0, 10_000)?)).collect()
    }
}

fn column(rows: &[Map<String, Value>], name: &str) -> Vec<String> {
    rows.iter().map(|row| row[name].as_str().map_or_else(|| row[name].to_string(), str::to_owned)).collect()
}

fn same(found: &[String], wanted: &[&str]) -> Result<(), Failed> {
    if found == wanted { Ok(()) } else { Err(format!("{found:?} instead of {wanted:?}").into()) }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).expect("memory");
    packed.finish().expect("memory")
}

fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive
            .start_file(*name, zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored))
            .expect("memory");
        archive.write_all(bytes).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

fn same_posts() -> Result<(), Failed> {
    let zstd = zstd::encode_all(POSTS.as_bytes(), 3)?;
    for (name, bytes) in [
        ("posts.jsonl", POSTS.as_bytes().to_vec()),
        ("posts.jsonl.gz", gzip(POSTS.as_bytes())),
        ("posts.jsonl.zst", zstd),
        ("posts.zip", zipped(&[("in/posts.jsonl", POSTS.as_bytes()), ("in/picture.jpg", b"no dump")])),
    ] {
        let sandbox = Sandbox::new();
        let file = sandbox.file(name, &bytes);
        let tables = sandbox.rows(&[file], 0, &["posts", "dumps"])?;
        same(&column(&tables[0], "post_id"), &["x:a1", "x:a2"])?;
        let second = POSTS.find('\n').map_or(0, |end| end + 1).to_string();
        same(&column(&tables[0], "byte_start"), &["0", &second])?;
        same(&column(&tables[1], "bytes"), &[&POSTS.len().to_string()])?;
    }
    Ok(())
}

fn cut_short() -> Result<(), Failed> {
    let mut long = String::new();
    for number in 0..2_000 {
        writeln!(long, "{{\"id\":\"{number}\",\"text\":\"Post number {number}\"}}")?;
    }
    let packed = gzip(long.as_bytes());
    let sandbox = Sandbox::new();
    let file = sandbox.file("posts.jsonl.gz", &packed[..packed.len() / 2]);
    let tables = sandbox.rows(&[file], 0, &["posts", "rejects"])?;
    let reasons = column(&tables[1], "reason");
    if tables[0].len() < 100 || !reasons.contains(&"damaged".to_owned()) || reasons.len() > 2 {
        return Err(format!("{} posts, rejects {reasons:?}", tables[0].len()).into());
    }
    Ok(())
}

fn bomb() -> Result<(), Failed> {
    let mut bytes = POSTS.as_bytes().to_vec();
    bytes.resize(50 << 20, b'\n');
    for (name, packed) in [("bomb.jsonl.gz", gzip(&bytes)), ("bomb.jsonl.zst", zstd::encode_all(bytes.as_slice(), 3)?)] {
        let sandbox = Sandbox::new();
        let file = sandbox.file(name, &packed);
        let tables = sandbox.rows(std::slice::from_ref(&file), 1 << 20, &["posts", "rejects", "dumps"])?;
        same(&column(&tables[0], "post_id"), &["x:a1", "x:a2"])?;
        same(&column(&tables[1], "reason"), &["damaged"])?;
        same(&column(&tables[2], "bytes"), &["1048576"])?;
        // The user may raise the limit.
        same(&column(&sandbox.rows(&[file], 64 << 20, &["rejects"])?[0], "reason"), &[])?;
    }
    Ok(())
}

fn leading_out() -> Result<(), Failed> {
    let sandbox = Sandbox::new();
    let file = sandbox
        .file("deep/archive.zip", &zipped(&[("../../out.jsonl", POSTS.as_bytes()), ("/abs/x.jsonl", b"{\"text\":\"c\"}")]));
    let tables = sandbox.rows(&[file], 0, &["posts"])?;
    if tables[0].len() != 3 || sandbox.path().join("out.jsonl").exists() || Utf8Path::new("/abs").exists() {
        return Err(format!("{} posts", tables[0].len()).into());
    }
    Ok(())
}

fn bad_lines() -> Result<(), Failed> {
    let deep = "[".repeat(100_000);
    let lines = format!(
        "\u{feff}{{\"id\":\"1\",\"text\":\"one\"}}\n{{\"id\":\"2\",\"text\":\"a\\u0000b\"}}\n{{\"id\":\"3\",\"id\":\"4\",\"text\":\"twice\"}}\n\
         {{\"id\":\"5\",\"text\":{deep}\n{{\"id\":\"6\"\n{{\"id\":\"7\",\"text\":\"last"
    );
    let bytes = lines.into_bytes();
    let sandbox = Sandbox::new();
    let file = sandbox.file("posts.jsonl", &bytes);
    let tables = sandbox.rows(&[file], 0, &["posts", "rejects"])?;
    same(&column(&tables[0], "post_id"), &["x:1", "x:2", "x:4"])?;
    same(&column(&tables[1], "reason"), &["bad-json", "bad-json", "bad-json"])?;
    same(&column(&tables[1], "line"), &["4", "5", "6"])
}

fn no_archive() -> Result<(), Failed> {
    let sandbox = Sandbox::new();
    let file = sandbox.file("broken.zip", b"PK\x03\x04 and nothing more");
    match sandbox.rows(&[file], 0, &["posts"]) {
        Err(error) if error.message().is_some_and(|message| message.contains("unpack it by hand")) => Ok(()),
        other => Err(format!("{:?}", other.map(|tables| tables.len())).into()),
    }
}

fn folder() -> Result<(), Failed> {
    let sandbox = Sandbox::new();
    sandbox.file("export/a/posts.jsonl", POSTS.as_bytes());
    sandbox.file("export/b/more.jsonl.gz", &gzip(b"{\"id\":\"b1\",\"text\":\"A third one\"}\n"));
    sandbox.file("export/picture.png", b"no dump");
    let tables = sandbox.rows(&[sandbox.path().join("export")], 0, &["posts"])?;
    same(&column(&tables[0], "post_id"), &["x:a1", "x:a2", "x:b1"])
}
