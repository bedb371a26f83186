//! One function a verb.

use std::io::{self, BufRead, IsTerminal, Write};

use camino::{Utf8Path, Utf8PathBuf};
use clap::CommandFactory;
use unspool_pipeline::{
    Lexicons, Options, Pipeline, PipelineError, Plan, Sense, Summary, annotate, build, check, check_lexicons, contract_json,
    contract_markdown, contract_text, evaluate, line_text, plan_files, plan_pipeline, show, suggest,
};

use crate::Outcome;
use crate::args::{self, Args, Color, Command, LexiconVerb, SchemaFormat};
use crate::progress::Bar;
use crate::table::{print_post, print_scores};

/// Why a command could not be carried out.
#[derive(Debug)]
pub(crate) enum Failure {
    /// The input or the data is at fault.
    Pipeline(PipelineError),
    /// The words of the command are at fault.
    Usage(String),
    /// The output cannot be written.
    Output(io::Error),
}

impl From<PipelineError> for Failure {
    fn from(error: PipelineError) -> Self {
        Self::Pipeline(error)
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        Self::Output(error)
    }
}

const VERSION: &str = env!("CARGO_PKG_VERSION");

pub(crate) fn run(args: Args) -> Result<Outcome, Failure> {
    match args.command {
        Command::Build(args) => run_build(&args),
        Command::Run(args) => {
            let plan =
                plan_files(&args.files, &args.out, args.platform, args.author.as_deref(), args.lexicons, args.max_unpacked)?;
            build_plan(&plan, args.workers)?;
            Ok(Outcome::Done)
        }
        Command::Annotate(args) => run_annotate(args.lexicons.as_deref()),
        Command::Show(args) => run_show(&args),
        Command::Check(args) => run_check(&args.directory),
        Command::Eval(args) => run_eval(&args),
        Command::Schema(args) => run_schema(&args),
        Command::Lexicon(args) => match args.verb {
            LexiconVerb::Check { folder } => run_lexicon_check(folder.as_deref()),
            LexiconVerb::Search { text, lexicons } => run_lexicon_search(&text, lexicons.as_deref()),
        },
        Command::Topics(args) => run_topics(&args.verb),
        Command::Completions { shell } => {
            clap_complete::generate(shell, &mut Args::command(), "unspool", &mut io::stdout());
            Ok(Outcome::Done)
        }
    }
}

fn load(folder: Option<&Utf8Path>) -> Result<Lexicons, Failure> {
    Lexicons::load(folder).map_err(|error| Failure::Pipeline(error.into()))
}

fn run_build(args: &args::Build) -> Result<Outcome, Failure> {
    let files = pipeline_files(&args.root, &args.pipelines)?;
    if args.out.is_some() && files.len() != 1 {
        return Err(Failure::Usage(format!("--out goes with one pipeline; these are {}", files.len())));
    }
    // All are read before the first is built: a typo in the last one shall not cost an hour.
    let mut plans = Vec::new();
    for file in &files {
        let mut plan = plan_pipeline(&Pipeline::read(file)?, &args.root)?;
        if let Some(out) = &args.out {
            plan.out.clone_from(out);
        }
        plans.push(plan);
    }
    for plan in &plans {
        build_plan(plan, args.workers)?;
    }
    Ok(Outcome::Done)
}

/// The pipelines asked for: files, names in `pipelines/`, or all of them.
fn pipeline_files(root: &Utf8Path, asked: &[Utf8PathBuf]) -> Result<Vec<Utf8PathBuf>, Failure> {
    let folder = root.join("pipelines");
    if !asked.is_empty() {
        let file = |path: &Utf8PathBuf| {
            let named = folder.join(format!("{path}.toml"));
            let missing = || Failure::Pipeline(PipelineError::Nothing(format!("there is no pipeline {path}, and no {named}")));
            [path, &named].into_iter().find(|path| path.is_file()).cloned().ok_or_else(missing)
        };
        return asked.iter().map(file).collect();
    }
    let entries = folder.read_dir_utf8().map_err(|error| {
        Failure::Pipeline(PipelineError::Nothing(format!("{folder}: {error}; go to the workspace, or name it with --root")))
    })?;
    let mut files: Vec<Utf8PathBuf> =
        entries.flatten().map(|entry| entry.path().to_owned()).filter(|path| path.extension() == Some("toml")).collect();
    files.sort();
    if files.is_empty() {
        return Err(Failure::Pipeline(PipelineError::Nothing(format!("no pipeline (*.toml) in {folder}"))));
    }
    Ok(files)
}

fn build_plan(plan: &Plan, workers: usize) -> Result<Summary, Failure> {
    let lexicons = load(plan.lexicons.as_deref())?;
    let bar = Bar::new(&plan.name);
    let summary = build(plan, &lexicons, Options { workers }, &bar, VERSION);
    bar.finish();
    let summary = summary?;
    let rows = |table: &str| summary.manifest.rows.get(table).copied().unwrap_or_default();
    writeln!(
        io::stderr(),
        "{}: {} posts in {} threads, {} rejects, from {} dumps",
        summary.directory,
        rows("posts"),
        rows("threads"),
        rows("rejects"),
        rows("dumps")
    )?;
    for (warning, count) in &summary.manifest.inputs.warnings {
        writeln!(io::stderr(), "warning: {warning}: {count}")?;
    }
    Ok(summary)
}

fn run_annotate(folder: Option<&Utf8Path>) -> Result<Outcome, Failure> {
    let lexicons = load(folder)?;
    // A line is written at once: standard output by itself looks for line breaks in every piece.
    let mut out = io::BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut outcome = Outcome::Done;
    let mut input = io::stdin().lock();
    let mut bytes = Vec::new();
    for number in 1_u64.. {
        bytes.clear();
        if input.read_until(b'\n', &mut bytes)? == 0 {
            break;
        }
        let line = String::from_utf8_lossy(&bytes);
        match line_text(line.trim_end_matches(['\n', '\r'])) {
            Ok(text) => serde_json::to_writer(&mut out, &annotate(&text, &lexicons)).map_err(io::Error::from)?,
            Err(message) => {
                // A line in, a line out: the order is the input's.
                write!(out, "{}", serde_json::json!({"error": message, "line": number}))?;
                outcome = Outcome::Faults;
            }
        }
        out.write_all(b"\n")?;
        out.flush()?;
    }
    Ok(outcome)
}

fn run_show(args: &args::Show) -> Result<Outcome, Failure> {
    let color = match args.color {
        Color::Auto => io::stdout().is_terminal(),
        Color::Always => true,
        Color::Never => false,
    };
    let posts = show(&args.directory, args.find.as_deref(), args.limit).map_err(|error| Failure::Pipeline(error.into()))?;
    let mut out = io::stdout().lock();
    for post in &posts {
        print_post(&mut out, post, color)?;
    }
    if posts.is_empty() {
        writeln!(io::stderr(), "no post of {} matches", args.directory)?;
    }
    Ok(Outcome::Done)
}

fn run_check(directory: &Utf8Path) -> Result<Outcome, Failure> {
    let problems = check(directory).map_err(|error| Failure::Pipeline(error.into()))?;
    let mut out = io::stdout().lock();
    for problem in &problems {
        writeln!(out, "{problem}")?;
    }
    if problems.is_empty() {
        writeln!(out, "{directory} keeps its contract")?;
        return Ok(Outcome::Done);
    }
    writeln!(io::stderr(), "{} problems in {directory}; build it again, and report what comes back", problems.len())?;
    Ok(Outcome::Faults)
}

fn run_eval(args: &args::Eval) -> Result<Outcome, Failure> {
    let lexicons = load(args.lexicons.as_deref())?;
    let evaluation = evaluate(&args.gold, &args.dumps, &lexicons)?;
    let mut out = io::stdout().lock();
    if args.verbose {
        for miss in &evaluation.misses {
            writeln!(out, "{} {}: {}\n    {}\n", miss.feature, miss.kind, miss.what, miss.text.replace('\n', "\n    "))?;
        }
    }
    print_scores(&mut out, &evaluation.scores)?;
    Ok(Outcome::Done)
}

fn run_schema(args: &args::Schema) -> Result<Outcome, Failure> {
    let only = args.table.as_deref();
    let text = match args.format {
        SchemaFormat::Text => contract_text(only),
        SchemaFormat::Json => format!("{:#}\n", contract_json(only)),
        SchemaFormat::Markdown => contract_markdown(),
    };
    if let Some(table) = only.filter(|_| contract_text(only).is_empty()) {
        return Err(Failure::Usage(format!("there is no table `{table}`; `unspool schema` lists them")));
    }
    write!(io::stdout(), "{text}")?;
    Ok(Outcome::Done)
}

fn run_lexicon_check(folder: Option<&Utf8Path>) -> Result<Outcome, Failure> {
    let lexicons = load(folder)?;
    let findings = check_lexicons(&lexicons).map_err(|error| Failure::Pipeline(error.into()))?;
    let mut out = io::stdout().lock();
    for finding in &findings {
        writeln!(out, "{finding}")?;
    }
    if findings.is_empty() {
        let names = &lexicons.names;
        writeln!(
            out,
            "the lexicons are sound: {} states, {} actors, {} places",
            names.states.len(),
            names.actors.len(),
            names.places.len()
        )?;
        return Ok(Outcome::Done);
    }
    Ok(Outcome::Faults)
}

fn run_lexicon_search(text: &str, folder: Option<&Utf8Path>) -> Result<Outcome, Failure> {
    let lexicons = load(folder)?;
    let wanted = text.to_lowercase();
    let names = &lexicons.names;
    let mut out = io::stdout().lock();
    let mut found = 0;
    for (alias, senses) in names.aliases().filter(|(alias, _)| alias.to_lowercase().contains(&wanted)) {
        for sense in senses {
            let meaning = match *sense {
                Sense::State(index) | Sense::StateAlias(index) => format!("state {}", names.states[index].id),
                Sense::Demonym(index) => format!("demonym of {}", names.states[index].id),
                Sense::Capital(index) => format!("capital of {}", names.states[index].id),
                Sense::Actor(index) | Sense::ActorAlias(index) => {
                    format!("{} {}", names.actors[index].kind, names.actors[index].id)
                }
                Sense::Seat(index) => format!("seat of {}", names.actors[index].id),
                Sense::Place(index) | Sense::PlaceAlias(index) => {
                    format!("{} {}", names.places[index].kind, names.places[index].name)
                }
                Sense::Agent(index) => format!("agent noun {}", names.agents[index].sector),
                Sense::AgentModifier => "modifier of agent nouns".to_owned(),
                Sense::Shield => "shield: no mention".to_owned(),
            };
            writeln!(out, "{alias}\t{meaning}")?;
            found += 1;
        }
    }
    for channel in lexicons.channels.iter().filter(|channel| channel.handle.contains(&wanted)) {
        writeln!(out, "t.me/{}\ttelegram channel {}", channel.handle, channel.title.as_deref().unwrap_or(""))?;
        found += 1;
    }
    if found == 0 {
        writeln!(io::stderr(), "no entry holds `{text}`")?;
        return Ok(Outcome::Faults);
    }
    Ok(Outcome::Done)
}

fn run_topics(verb: &args::TopicsVerb) -> Result<Outcome, Failure> {
    let args::TopicsVerb::Suggest { directory, least, limit, lexicons } = verb;
    let lexicons = load(lexicons.as_deref())?;
    let found = suggest(directory, &lexicons, *least, *limit).map_err(|error| Failure::Pipeline(error.into()))?;
    let mut out = io::stdout().lock();
    for row in &found {
        writeln!(out, "{}\t{}\t{}\t{:.2}\t{}", row.phrase, row.without, row.with, row.score, row.example)?;
    }
    if found.is_empty() {
        writeln!(io::stderr(), "no phrase stands in {least} posts without a topic; try a smaller --least")?;
    }
    Ok(Outcome::Done)
}
