//! The binary: every verb, its help, its messages and its exit codes.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

use camino::Utf8PathBuf;
use libtest_mimic::{Failed, Trial};

use crate::inputs::{self, home, workspace};
use crate::pinned;

const VERBS: [&str; 10] = ["build", "run", "annotate", "show", "check", "eval", "schema", "lexicon", "topics", "completions"];

pub fn trials() -> Vec<Trial> {
    let mut trials = vec![pinned::trial("cli", "help".to_owned(), None, || told(&["--help"], ""))];
    for verb in VERBS {
        trials.push(pinned::trial("cli", format!("help-{verb}"), None, move || told(&[verb, "--help"], "")));
    }
    let cases: [(&str, &[&str], &str); 18] = [
        (
            "annotate",
            &["annotate"],
            "Kyiv says 300 Russian soldiers were killed on 24 February 2022\n\"a JSON string about NATO\"\n{\"text\": \"t.me/rybar/1…\"}\n",
        ),
        ("annotate-acled", &["annotate", "--lexicons", "data/lexicons/examples/acled"], "Rebels seized the town after clashes\n"),
        ("annotate-iptc", &["annotate", "--lexicons", "data/lexicons/examples/iptc"], "A court in Kyiv sentenced two men\n"),
        ("annotate-no-text", &["annotate"], "{\"body\": \"x\"}\n\n"),
        ("error-unknown-key", &["build", "snapshots/inputs/pipelines/unknown-key.toml"], ""),
        ("error-unknown-field", &["build", "snapshots/inputs/pipelines/unknown-field.toml"], ""),
        ("error-missing-dump", &["build", "snapshots/inputs/pipelines/missing-dump.toml"], ""),
        ("error-broken-toml", &["build", "snapshots/inputs/pipelines/broken.toml"], ""),
        ("error-missing-pipeline", &["build", "no-such-pipeline"], ""),
        ("error-missing-file", &["run", "no-such-dump.txt", "--out", "unused"], ""),
        ("error-broken-lexicon", &["lexicon", "check", "snapshots/inputs/lexicons-broken"], ""),
        ("error-no-day", &["lexicon", "check", "snapshots/inputs/lexicons-misdated"], ""),
        ("error-unfit-name", &["lexicon", "check", "snapshots/inputs/lexicons-unfit"], ""),
        ("error-probability", &["lexicon", "check", "snapshots/inputs/lexicons-improbable"], ""),
        ("lexicon-check-findings", &["lexicon", "check", "snapshots/inputs/lexicons-doubtful"], ""),
        ("lexicon-search", &["lexicon", "search", "zelensk"], ""),
        ("schema-quantities", &["schema", "quantities"], ""),
        ("error-usage", &["run"], ""),
    ];
    for (case, arguments, input) in cases {
        trials.push(pinned::trial("cli", case.to_owned(), None, move || told(arguments, input)));
    }
    trials.push(pinned::trial("cli", "show".to_owned(), None, show));
    trials.push(pinned::trial("cli", "topics-suggest".to_owned(), None, suggest));
    trials.push(pinned::trial("cli", "eval-seed".to_owned(), None, || told(&["eval", "data/gold/seed.jsonl"], "")));
    trials.push(Trial::test("run, check and show work on a directory of the user's", newcomer));
    trials.push(Trial::test("a lexicon of a million names is read", large_lexicon));
    trials.push(Trial::test("docs/DATASETS.md is what the code says", generated_page));
    trials.push(Trial::test("completions are made for every shell", completions));
    trials
}

fn unspool(arguments: &[&str], input: &str) -> Output {
    let mut child = Command::new(inputs::binary())
        .args(arguments)
        .current_dir(workspace())
        .env("COLUMNS", "100")
        .env_remove("RUST_BACKTRACE")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    let mut stdin = child.stdin.take().expect("a pipe");
    // A verb that reads no input closes the pipe.
    let _ = stdin.write_all(input.as_bytes());
    drop(stdin);
    child.wait_with_output().expect("the binary ends")
}

/// What a run of the binary says: its words, output, errors and exit code.
fn told(arguments: &[&str], input: &str) -> String {
    let output = unspool(arguments, input);
    let part = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut text = format!("$ unspool {}\n", arguments.join(" "));
    for line in input.lines() {
        writeln!(text, "< {line}").expect("writing to a string");
    }
    text.push_str(&part(&output.stdout));
    for line in part(&output.stderr).lines() {
        writeln!(text, "! {line}").expect("writing to a string");
    }
    writeln!(text, "exit code {}", output.status.code().unwrap_or(-1)).expect("writing to a string");
    text
}

fn temporary() -> (tempfile::TempDir, Utf8PathBuf) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = Utf8PathBuf::from_path_buf(folder.path().to_owned()).expect("a UTF-8 path");
    (folder, path)
}

fn show() -> String {
    let (_folder, path) = temporary();
    let out = path.join("seed");
    let built = unspool(&["build", "seed", "--out", out.as_str()], "");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    told(&["show", out.as_str(), "--find", "Gasparyan"], "").replace(path.as_str(), "…")
}

/// Phrases of a taxonomy without a word for bread.
fn suggest() -> String {
    let (_folder, path) = temporary();
    let out = path.join("posts");
    let lexicons = "data/lexicons/examples/acled";
    let built = unspool(&["run", "snapshots/inputs/suggest/posts.csv", "--out", out.as_str(), "--lexicons", lexicons], "");
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    told(&["topics", "suggest", out.as_str(), "--limit", "8", "--lexicons", lexicons], "").replace(path.as_str(), "…")
}

/// A lexicon of a million names is read, and one of them found.
fn large_lexicon() -> Result<(), Failed> {
    let (_folder, path) = temporary();
    let mut rows = String::from("id,name,kind,sector,country,wikidata,aliases,metonyms,handles\n");
    for number in 0..100_000 {
        let aliases: Vec<String> = (0..9).map(|alias| format!("Bureau Q{alias}X{number}")).collect();
        writeln!(rows, "bureau-{number},Bureau {number},organization,,,,{},,", aliases.join("|"))?;
    }
    fs_err::write(path.join("actors.csv"), rows)?;
    let output = unspool(&["annotate", "--lexicons", path.as_str()], "The Bureau Q3X77777 spoke\n");
    let said = String::from_utf8_lossy(&output.stdout);
    if said.contains("\"actor_id\":\"bureau-77777\"") {
        Ok(())
    } else {
        Err(format!("{said}{}", String::from_utf8_lossy(&output.stderr)).into())
    }
}

fn newcomer() -> Result<(), Failed> {
    let (_folder, path) = temporary();
    let out = path.join("tables");
    let dump = home().join("inputs/dumps/leading-slash-blank-between.txt");
    let steps: [Vec<&str>; 3] = [
        vec!["run", dump.as_str(), "--out", out.as_str(), "--platform", "x"],
        vec!["check", out.as_str()],
        vec!["show", out.as_str()],
    ];
    for arguments in steps {
        let output = unspool(&arguments, "");
        if output.status.code() != Some(0) {
            return Err(format!("{arguments:?}: {}", String::from_utf8_lossy(&output.stderr)).into());
        }
    }
    std::fs::remove_file(out.join("posts.csv"))?;
    match unspool(&["check", out.as_str()], "").status.code() {
        Some(1) => Ok(()),
        code => Err(format!("check of a broken dataset ends with {code:?}").into()),
    }
}

fn generated_page() -> Result<(), Failed> {
    let page = std::fs::read_to_string(workspace().join("docs/DATASETS.md"))?;
    let said = String::from_utf8(unspool(&["schema", "--format", "markdown"], "").stdout)?;
    if page == said { Ok(()) } else { Err("run `make docs` and commit docs/DATASETS.md".into()) }
}

fn completions() -> Result<(), Failed> {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let output = unspool(&["completions", shell], "");
        if !output.status.success() || !String::from_utf8_lossy(&output.stdout).contains("annotate") {
            return Err(format!("no completions for {shell}").into());
        }
    }
    Ok(())
}
