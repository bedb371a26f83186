//! `datapackage.json`: a Frictionless Data Package (v2) of the CSV tables and the Parquet files.

use serde_json::{Value, json};
use unspool_model::schema::{Column, TABLES, Table, Type};

use crate::graph;
use crate::manifest::FileEntry;

/// What the Parquet metadata say of a table under the key `unspool`: description, key and columns.
pub(crate) fn table_metadata(table: &Table) -> String {
    let columns: Vec<Value> = table
        .columns
        .iter()
        .map(|column| json!({"name": column.name, "type": column.ty.name(), "description": column.description}))
        .collect();
    json!({"table": table.name, "description": table.description, "primaryKey": table.key, "columns": columns}).to_string()
}

/// The package of a dataset whose files are `files`.
pub(crate) fn data_package(name: &str, files: &[FileEntry]) -> Value {
    let mut resources = Vec::new();
    for table in TABLES {
        let csv = files.iter().find(|file| file.path == format!("{}.csv", table.name));
        let parquet = files.iter().find(|file| file.path == format!("{}.parquet", table.name));
        if let (Some(csv), Some(parquet)) = (csv, parquet) {
            resources.push(csv_resource(table, csv));
            resources.push(parquet_resource(table, parquet));
        }
    }
    for (name, mediatype) in graph::FILES {
        if let Some(file) = files.iter().find(|file| file.path == name) {
            resources.push(json!({
                "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
                "name": name.replace('.', "-"),
                "type": "file",
                "path": file.path,
                "title": format!("Network of citations ({name})"),
                "scheme": "file",
                "format": name.rsplit('.').next(),
                "mediatype": mediatype,
                "bytes": file.bytes,
                "hash": format!("sha256:{}", file.sha256),
            }));
        }
    }
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": slug(name),
        "title": format!("Posts and features of the pipeline {name}"),
        "description": "Written by unspool. Every value leads back to bytes of a dump: see the tables posts and dumps.",
        "resources": resources,
    })
}

fn csv_resource(table: &Table, file: &FileEntry) -> Value {
    let fields: Vec<Value> = table.columns.iter().map(|column| field(table, column)).collect();
    // Links to posts of other dumps may lead out of the build, so only keys that must hold are declared.
    let foreign: Vec<Value> = table
        .foreign_keys()
        .into_iter()
        .map(|key| {
            let resource = if key.table == table.name { "" } else { key.table };
            json!({"fields": [key.column], "reference": {"resource": resource, "fields": [key.target]}})
        })
        .collect();
    let mut schema = json!({
        "$schema": "https://datapackage.org/profiles/2.0/tableschema.json",
        "fields": fields,
        "primaryKey": table.key,
        "missingValues": [""],
    });
    if !foreign.is_empty() {
        schema["foreignKeys"] = Value::Array(foreign);
    }
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": resource_name(table.name),
        "type": "table",
        "path": file.path,
        "title": table.name,
        "description": table.description,
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
        "dialect": {"delimiter": ",", "quoteChar": "\"", "doubleQuote": true, "header": true},
        "schema": schema,
    })
}

fn parquet_resource(table: &Table, file: &FileEntry) -> Value {
    json!({
        "$schema": "https://datapackage.org/profiles/2.0/dataresource.json",
        "name": format!("{}-parquet", resource_name(table.name)),
        "type": "file",
        "path": file.path,
        "title": format!("{} (Parquet)", table.name),
        "description": table.description,
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "bytes": file.bytes,
        "hash": format!("sha256:{}", file.sha256),
    })
}

fn field(table: &Table, column: &Column) -> Value {
    let kind = match column.ty {
        Type::Str => "string",
        Type::Bool => "boolean",
        Type::U32 | Type::U64 | Type::I64 => "integer",
        Type::F64 => "number",
        Type::Date => "date",
        Type::Timestamp => "datetime",
        Type::StrList | Type::U32List => "array",
    };
    let mut field = json!({"name": column.name, "type": kind, "description": column.description});
    if column.ty == Type::Timestamp {
        field["format"] = json!("any");
    }
    let mut constraints = serde_json::Map::new();
    // A CSV cannot tell an empty text from a null.
    if !column.nullable && !table.may_be_empty(column) {
        constraints.insert("required".into(), json!(true));
    }
    if table.key == [column.name] {
        constraints.insert("unique".into(), json!(true));
    }
    if !column.values.is_empty() {
        constraints.insert("enum".into(), json!(column.values));
    }
    if matches!(column.ty, Type::U32 | Type::U64) {
        constraints.insert("minimum".into(), json!(0));
    }
    if !constraints.is_empty() {
        field["constraints"] = Value::Object(constraints);
    }
    field
}

/// Names of resources are the names that foreign keys refer to: table names, which are slugs.
fn resource_name(table: &str) -> String {
    table.to_owned()
}

fn slug(name: &str) -> String {
    name.chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.') { c.to_ascii_lowercase() } else { '-' })
        .collect()
}
