//! The arguments, with the help that people read.

use camino::Utf8PathBuf;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

/// Raw dumps of social-media posts to analytic tables.
#[derive(Debug, Parser)]
#[command(
    version,
    about = "Turns raw dumps of social-media posts into analytic tables.",
    long_about = "Turns raw dumps of social-media posts into analytic tables: posts, threads, topics, actors, places, \
                  figures with who claims them, dates, links and Telegram sources. Every value leads back to the bytes \
                  of a dump; the same input gives the same bytes.",
    after_help = "Examples:\n  unspool run thread.txt --out tables          a dataset from one dump, no set-up\n  unspool build                                every pipeline in pipelines/\n  unspool show data/datasets/seed --find NATO  posts with their evidence marked\n  echo 'Kyiv says 300 were killed' | unspool annotate"
)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Build the datasets of pipelines.
    #[command(
        after_help = "Examples:\n  unspool build                       every pipelines/*.toml\n  unspool build pipelines/seed.toml   one of them\n  unspool build seed --out /tmp/seed  by name, to another place"
    )]
    Build(Build),
    /// Build a dataset from dumps, without a pipeline.
    #[command(
        after_help = "Examples:\n  unspool run thread.txt --out tables\n  unspool run posts.csv more.jsonl.gz --out tables --platform x\n  unspool run twitter-archive.zip ChatExport/ --out tables --author my_handle\n  unspool run *.txt --out tables --lexicons my-lexicons"
    )]
    Run(Run),
    /// Read texts from stdin, write the features of each as one JSON line.
    #[command(
        after_help = "A line is a JSON string, an object with `text`, or plain text.\n\nExamples:\n  echo 'Kyiv says 300 were killed' | unspool annotate\n  jq -c '{text: .body}' posts.jsonl | unspool annotate > features.jsonl"
    )]
    Annotate(Annotate),
    /// Show posts of a dataset with their evidence marked.
    #[command(
        after_help = "Examples:\n  unspool show data/datasets/seed\n  unspool show data/datasets/seed --find hospital --limit 3"
    )]
    Show(Show),
    /// Check that a dataset keeps its contract.
    #[command(
        after_help = "Checks hashes, schemas, keys, references, spans and the accounting of every dump. Exit code 1 if anything is wrong.\n\nExample:\n  unspool check data/datasets/seed"
    )]
    Check(Check),
    /// Score the extractors against gold annotations.
    #[command(
        after_help = "Examples:\n  unspool eval data/gold/seed.jsonl\n  unspool eval data/gold/seed.jsonl --verbose   every miss with its text"
    )]
    Eval(Eval),
    /// Print the contract of the tables.
    #[command(after_help = "Examples:\n  unspool schema\n  unspool schema quantities\n  unspool schema --format json")]
    Schema(Schema),
    /// Check or search the lexicons.
    Lexicon(Lexicon),
    /// Help a topic lexicon to grow.
    Topics(Topics),
    /// Print the completions of a shell.
    #[command(after_help = "Example:\n  unspool completions bash > ~/.local/share/bash-completion/completions/unspool")]
    Completions {
        /// The shell.
        shell: Shell,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Build {
    /// Pipeline files or names; all of pipelines/ if none is given.
    pub pipelines: Vec<Utf8PathBuf>,
    /// Workspace that pipelines, dumps and datasets are relative to.
    #[arg(long, value_name = "DIR", default_value = "")]
    pub root: Utf8PathBuf,
    /// Directory of the dataset, in place of the pipeline's (one pipeline only).
    #[arg(long, value_name = "DIR")]
    pub out: Option<Utf8PathBuf>,
    /// Worker threads; the dataset does not depend on it [default: number of cores].
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub workers: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Run {
    /// Dumps, packed or not, archives, or folders of them; formats are detected from their content.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<Utf8PathBuf>,
    /// Directory of the dataset.
    #[arg(long, value_name = "DIR")]
    pub out: Utf8PathBuf,
    /// Where the posts were published: x, telegram, mastodon, bluesky, reddit.
    #[arg(long, default_value = "unknown", value_parser = platform)]
    pub platform: unspool_pipeline::Platform,
    /// Handle of the author, where the dumps do not say.
    #[arg(long)]
    pub author: Option<String>,
    /// Folder whose lexicon files take the place of the embedded ones.
    #[arg(long, value_name = "DIR")]
    pub lexicons: Option<Utf8PathBuf>,
    /// How many bytes a packed dump may unpack to [default: 64 GiB].
    #[arg(long, value_name = "BYTES", default_value_t = 0, hide_default_value = true)]
    pub max_unpacked: u64,
    /// Worker threads; the dataset does not depend on it [default: number of cores].
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    pub workers: usize,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Annotate {
    /// Folder whose lexicon files take the place of the embedded ones.
    #[arg(long, value_name = "DIR")]
    pub lexicons: Option<Utf8PathBuf>,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Show {
    /// Directory of the dataset.
    pub directory: Utf8PathBuf,
    /// Only posts whose text holds this (in any case), or the post with this id.
    #[arg(long, value_name = "TEXT")]
    pub find: Option<String>,
    /// At most so many posts.
    #[arg(long, default_value_t = 20)]
    pub limit: usize,
    /// When to colour.
    #[arg(long, value_enum, default_value_t = Color::Auto)]
    pub color: Color,
}

/// When to colour the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    /// On a terminal.
    Auto,
    /// Always.
    Always,
    /// Never: evidence is in brackets.
    Never,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Check {
    /// Directory of the dataset.
    pub directory: Utf8PathBuf,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Eval {
    /// Gold annotations, one dump a line.
    pub gold: Utf8PathBuf,
    /// Folder in which the gold's dumps are looked for by name.
    #[arg(long, value_name = "DIR", default_value = "data/raw")]
    pub dumps: Utf8PathBuf,
    /// Folder whose lexicon files take the place of the embedded ones.
    #[arg(long, value_name = "DIR")]
    pub lexicons: Option<Utf8PathBuf>,
    /// Print every miss with its text.
    #[arg(long, short)]
    pub verbose: bool,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Schema {
    /// One table only.
    pub table: Option<String>,
    /// How to print it.
    #[arg(long, value_enum, default_value_t = SchemaFormat::Text)]
    pub format: SchemaFormat,
}

/// How to print the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    /// For a terminal.
    Text,
    /// For a program.
    Json,
    /// The page docs/DATASETS.md.
    Markdown,
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Lexicon {
    #[command(subcommand)]
    pub verb: LexiconVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum LexiconVerb {
    /// Say what is wrong with the lexicons, with file and line.
    #[command(after_help = "Examples:\n  unspool lexicon check\n  unspool lexicon check my-lexicons")]
    Check {
        /// Folder whose files take the place of the embedded ones.
        folder: Option<Utf8PathBuf>,
    },
    /// Find the entries whose names hold a text.
    #[command(after_help = "Example:\n  unspool lexicon search zelensk")]
    Search {
        /// The text, in any case.
        text: String,
        /// Folder whose files take the place of the embedded ones.
        #[arg(long, value_name = "DIR")]
        lexicons: Option<Utf8PathBuf>,
    },
}

#[derive(Debug, ClapArgs)]
pub(crate) struct Topics {
    #[command(subcommand)]
    pub verb: TopicsVerb,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TopicsVerb {
    /// List phrases of posts without a topic that the other posts hardly use.
    #[command(
        after_help = "Columns: phrase, posts without a topic that hold it, posts with one, log-odds in standard errors, a post that holds it.\n\nExample:\n  unspool topics suggest data/datasets/seed"
    )]
    Suggest {
        /// Directory of the dataset.
        directory: Utf8PathBuf,
        /// Only phrases of at least so many posts without a topic.
        #[arg(long, default_value_t = 2)]
        least: u32,
        /// At most so many phrases.
        #[arg(long, default_value_t = 50)]
        limit: usize,
        /// Folder whose lexicon files take the place of the embedded ones.
        #[arg(long, value_name = "DIR")]
        lexicons: Option<Utf8PathBuf>,
    },
}

fn platform(text: &str) -> Result<unspool_pipeline::Platform, String> {
    unspool_pipeline::Platform::parse(text).ok_or_else(|| format!("one of {}", unspool_pipeline::Platform::VALUES.join(", ")))
}
