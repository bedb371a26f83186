//! Snapshots of every stage; the tests are in `tests/`.
