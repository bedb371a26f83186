//! Tables and posts for the terminal.

use std::io::{self, Write};

use unspool_pipeline::mark::marked;
use unspool_pipeline::{Score, Shown};

/// Prints the score table of `unspool eval`.
pub(crate) fn print_scores(out: &mut impl Write, scores: &[Score]) -> io::Result<()> {
    writeln!(
        out,
        "{:<12} {:>6} {:>6} {:>6}  {:>9} {:>6} {:>6} {:>8}",
        "feature", "gold", "right", "extra", "precision", "recall", "F1", "F1 joint"
    )?;
    for score in scores {
        writeln!(
            out,
            "{:<12} {:>6} {:>6} {:>6}  {:>9.3} {:>6.3} {:>6.3} {:>8.3}",
            score.feature,
            score.right + score.missed,
            score.right,
            score.extra,
            score.precision(),
            score.recall(),
            score.f1(),
            score.joint_f1()
        )?;
    }
    Ok(())
}

/// Columns of a feature row that the text or the heading shows already.
const SHOWN_ELSEWHERE: [&str; 4] = ["post_id", "start_char", "end_char", "surface"];

/// Prints a post: who, when, where in the dump; its text with the evidence marked; its feature rows.
pub(crate) fn print_post(out: &mut impl Write, shown: &Shown, color: bool) -> io::Result<()> {
    let text = |column: &str| shown.post.get(column).and_then(|value| value.as_str()).unwrap_or_default();
    let number = |column: &str| shown.post.get(column).and_then(serde_json::Value::as_u64).unwrap_or_default();
    let (bold, dim, mark_on, mark_off, off) =
        if color { ("\x1b[1m", "\x1b[2m", "\x1b[1;33m", "\x1b[0m", "\x1b[0m") } else { ("", "", "[", "]", "") };
    let who = [text("author_handle"), text("author_name"), text("created_at")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" · ");
    writeln!(
        out,
        "{bold}{}{off} {dim}{} #{} · bytes {}–{} of {} · {who}{off}",
        text("post_id"),
        text("thread_id"),
        number("position"),
        number("byte_start"),
        number("byte_end"),
        text("dump_id")
    )?;
    writeln!(out, "{}", marked(text("text"), &shown.marks, mark_on, mark_off))?;
    for (table, row) in &shown.features {
        let surface = row.get("surface").and_then(|value| value.as_str()).unwrap_or_default();
        let attributes: Vec<String> = row
            .iter()
            .filter(|(column, value)| {
                !SHOWN_ELSEWHERE.contains(&column.as_str())
                    && !value.is_null()
                    && **value != false
                    && **value != serde_json::json!([])
            })
            .map(|(column, value)| format!("{column}={}", value.as_str().map_or_else(|| value.to_string(), str::to_owned)))
            .collect();
        let separator = if surface.is_empty() { "" } else { "  " };
        writeln!(out, "  {dim}{table}{off} {surface}{separator}{}", attributes.join(" "))?;
    }
    writeln!(out)
}
