//! The contract of the tables, as text, as JSON and as the page `docs/DATASETS.md`.

use std::fmt::Write as _;

use serde_json::{Value, json};
use unspool_model::schema::{Column, TABLES, Table};

fn type_of(column: &Column) -> String {
    format!("{}{}", column.ty.name(), if column.nullable { "?" } else { "" })
}

/// The contract for a terminal: a table a paragraph, a column a line. `only` narrows it to one table.
#[must_use]
pub fn contract_text(only: Option<&str>) -> String {
    let mut out = String::new();
    for table in TABLES.iter().filter(|table| only.is_none_or(|only| only == table.name)) {
        // Writing to a string does not fail.
        let _ = writeln!(out, "{}: {} Key: {}.", table.name, table.description, table.key.join(", "));
        let width = table.columns.iter().map(|column| column.name.len()).max().unwrap_or(0);
        for column in table.columns {
            let _ = writeln!(out, "  {:width$}  {:18} {}", column.name, type_of(column), explained(column));
        }
        out.push('\n');
    }
    out
}

fn explained(column: &Column) -> String {
    if column.values.is_empty() {
        column.description.to_owned()
    } else {
        format!("{} One of: {}.", column.description, column.values.join(", "))
    }
}

/// The contract as JSON: a list of tables.
#[must_use]
pub fn contract_json(only: Option<&str>) -> Value {
    let tables: Vec<Value> = TABLES
        .iter()
        .filter(|table| only.is_none_or(|only| only == table.name))
        .map(|table| {
            let columns: Vec<Value> = table
                .columns
                .iter()
                .map(|column| {
                    json!({
                        "name": column.name,
                        "type": column.ty.name(),
                        "nullable": column.nullable,
                        "values": column.values,
                        "description": column.description,
                    })
                })
                .collect();
            json!({"name": table.name, "description": table.description, "key": table.key, "columns": columns})
        })
        .collect();
    Value::Array(tables)
}

/// The page `docs/DATASETS.md`.
#[must_use]
pub fn contract_markdown() -> String {
    let mut out = String::from(
        "# The tables of a dataset\n\n\
         Generated from the code by `unspool schema --markdown`; `make check` compares the two.\n\n\
         A build writes every table as `<table>.parquet` and `<table>.csv`, with `datapackage.json` and\n\
         `manifest.json` beside them. In CSV a null is an empty cell and a list is a JSON array; a `?` behind a\n\
         type means that a cell may be null. `start_char` and `end_char` count Unicode code points, so that in\n\
         Python `text[start_char:end_char] == surface`. Rows are in the order of the dumps and of the text.\n",
    );
    for table in TABLES {
        let _ = write!(out, "\n## `{}`\n\n{} Key: {}.\n\n", table.name, table.description, keys(table));
        out.push_str("| column | type | what it holds |\n| --- | --- | --- |\n");
        for column in table.columns {
            let _ = writeln!(out, "| `{}` | {} | {} |", column.name, type_of(column), explained(column).replace('|', "\\|"));
        }
    }
    out
}

fn keys(table: &Table) -> String {
    table.key.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}
