"""Loads a dataset with the tools that people use, and compares what they read."""

import json
import sys
from pathlib import Path

import duckdb
import frictionless
import networkx
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
        "duckdb": duckdb.sql(f"select count(*) from read_parquet('{parquet}')").fetchall()[0][0],
        "polars": polars.read_parquet(parquet).height,
        "polars (csv)": polars.read_csv(csv, infer_schema_length=None).height,
        "pandas (csv)": len(pandas.read_csv(csv)),
        "duckdb (csv)": duckdb.sql(f"select count(*) from read_csv('{csv}', header=true, all_varchar=true, allow_quoted_nulls=false)").fetchall()[0][0],
    }
    if set(counts.values()) != {rows}:
        sys.exit(f"{table}: the manifest says {rows} rows; read {counts}")

# Ids are text to every reader, without being told.
for table, columns in {"posts": ["post_id", "thread_id", "duplicate_of", "reply_to"], "threads": ["thread_id", "first_post_id"]}.items():
    path = directory / f"{table}.csv"
    for column in columns:
        wanted = pyarrow.parquet.read_table(directory / f"{table}.parquet")[column].to_pylist()
        read = {
            "pandas": [None if pandas.isna(cell) else cell for cell in pandas.read_csv(path)[column]],
            "polars": polars.read_csv(path, infer_schema_length=None)[column].to_list(),
            "duckdb": [row[0] for row in duckdb.sql(f"select {column} from read_csv('{path}', header=true)").fetchall()],
        }
        for reader, ids in read.items():
            if ids != wanted:
                sys.exit(f"{reader} reads other ids in {table}.{column}: {ids[:3]} instead of {wanted[:3]}")

# Spans are code points of Python.
ids = pyarrow.parquet.read_table(directory / "posts.parquet")["post_id"].to_pylist()
texts = dict(zip(ids, pyarrow.parquet.read_table(directory / "posts.parquet")["text"].to_pylist()))
for table in ["actors", "places", "quantities", "dates", "links", "telegram_sources"]:
    for row in pyarrow.parquet.read_table(directory / f"{table}.parquet").to_pylist():
        if texts[row["post_id"]][row["start_char"] : row["end_char"]] != row["surface"]:
            sys.exit(f"{table}: the span of {row} is not its surface")
# The network of citations is the same in both files and in the table.
edges = pyarrow.parquet.read_table(directory / "edges.parquet").to_pylist()
wanted = sorted((edge["citing"], edge["cited"], edge["weight"]) for edge in edges)
for graph in [networkx.read_graphml(directory / "edges.graphml"), networkx.read_gexf(directory / "edges.gexf")]:
    found = sorted((citing, cited, int(data["weight"])) for citing, cited, data in graph.edges(data=True))
    if found != wanted:
        sys.exit(f"{directory}: a graph has the edges {found[:3]} instead of {wanted[:3]}")
print(f"{directory}: frictionless, networkx, pyarrow, duckdb, polars and pandas agree")
