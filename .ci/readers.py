"""Loads a dataset with the tools that people use, and compares what they read."""

import json
import sys
from pathlib import Path

import duckdb
import frictionless
import pandas
import polars
import pyarrow.parquet

directory = Path(sys.argv[1])
frictionless.system.trusted = True
report = frictionless.validate(str(directory / "datapackage.json"))
if not report.valid:
    sys.exit(f"frictionless: {report.flatten(['title', 'rowNumber', 'fieldName', 'type', 'note'])[:10]}")

manifest = json.loads((directory / "manifest.json").read_text())
for table, rows in manifest["rows"].items():
    parquet, csv = directory / f"{table}.parquet", directory / f"{table}.csv"
    counts = {
        "pyarrow": pyarrow.parquet.read_table(parquet).num_rows,
        "duckdb": duckdb.sql(f"select count(*) from read_parquet('{parquet}')").fetchone()[0],
        "polars": polars.read_parquet(parquet).height,
        "polars (csv)": polars.read_csv(csv, infer_schema_length=None).height,
        "pandas (csv)": len(pandas.read_csv(csv)),
        "duckdb (csv)": duckdb.sql(f"select count(*) from read_csv('{csv}', header=true, all_varchar=true, allow_quoted_nulls=false)").fetchone()[0],
    }
    if set(counts.values()) != {rows}:
        sys.exit(f"{table}: the manifest says {rows} rows; read {counts}")

# Ids are text to every reader, without being told.
wanted = pyarrow.parquet.read_table(directory / "posts.parquet")["post_id"].to_pylist()
posts = directory / "posts.csv"
read = {
    "pandas": pandas.read_csv(posts)["post_id"].tolist(),
    "polars": polars.read_csv(posts, infer_schema_length=None)["post_id"].to_list(),
    "duckdb": [row[0] for row in duckdb.sql(f"select post_id from read_csv('{posts}')").fetchall()],
}
for reader, ids in read.items():
    if ids != wanted:
        sys.exit(f"{reader} reads other ids: {ids[:3]} instead of {wanted[:3]}")

# Spans are code points of Python.
texts = dict(zip(wanted, pyarrow.parquet.read_table(directory / "posts.parquet")["text"].to_pylist()))
for table in ["actors", "places", "quantities", "dates", "links", "telegram_sources"]:
    for row in pyarrow.parquet.read_table(directory / f"{table}.parquet").to_pylist():
        if texts[row["post_id"]][row["start_char"] : row["end_char"]] != row["surface"]:
            sys.exit(f"{table}: the span of {row} is not its surface")
print(f"{directory}: frictionless, pyarrow, duckdb, polars and pandas agree")
