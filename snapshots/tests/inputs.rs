//! The input files, and where things are.

use camino::{Utf8Path, Utf8PathBuf};

/// The folder of this crate.
pub fn home() -> &'static Utf8Path {
    Utf8Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The workspace.
pub fn workspace() -> Utf8PathBuf {
    home().parent().expect("the crate lies in the workspace").to_owned()
}

/// The built binary.
pub fn binary() -> Utf8PathBuf {
    // It lies beside the folder of the tests; it is another package's, so cargo does not name it.
    let tests = std::env::current_exe().expect("the test knows where it is");
    let binary = tests.parent().and_then(|deps| deps.parent()).expect("the target folder").join("unspool");
    assert!(binary.is_file(), "build the binary first: `make test` does");
    Utf8PathBuf::from_path_buf(binary).expect("a UTF-8 path")
}

/// The files of a folder of `inputs/`, in order of name.
pub fn files(folder: &str) -> Vec<Utf8PathBuf> {
    let mut files: Vec<Utf8PathBuf> = home()
        .join("inputs")
        .join(folder)
        .read_dir_utf8()
        .expect("the folder of inputs is there")
        .map(|entry| entry.expect("an entry of the folder").path().to_owned())
        .collect();
    files.sort();
    files
}

/// The dumps that have snapshots: those of `inputs/dumps` and the seed.
pub fn dumps() -> Vec<(String, Utf8PathBuf)> {
    let seed = workspace().join("data/raw/x/000_2be6835ece57138a.txt");
    let named = |path: Utf8PathBuf| (path.file_stem().expect("a file has a name").to_owned(), path);
    let mut dumps: Vec<_> = files("dumps").into_iter().map(named).collect();
    dumps.push(("seed".to_owned(), seed));
    dumps
}

/// The texts of a file of `inputs/posts`, which `---` lines part.
pub fn posts(path: &Utf8Path) -> Vec<String> {
    let text = std::fs::read_to_string(path).expect("the input can be read");
    text.split("\n---\n").map(|post| post.trim_end().to_owned()).collect()
}
