//! Every snapshot file belongs to a case, and every case has its file.

use std::collections::BTreeSet;

use libtest_mimic::Trial;

use crate::inputs::home;

const STAGES: [&str; 5] = ["1-ingest", "2-normalize", "3-derive", "4-datasets", "cli"];

/// The trial; `expected` are the names `<stage>/<case>`.
pub fn trial(expected: Vec<String>) -> Trial {
    Trial::test("complete", move || {
        let expected: BTreeSet<String> = expected.into_iter().collect();
        let mut found = BTreeSet::new();
        for stage in STAGES {
            for entry in home().join(stage).read_dir_utf8()? {
                let name = entry?.file_name().to_owned();
                let case = name.strip_suffix(".snap").ok_or_else(|| format!("{stage}/{name} is no accepted snapshot"))?;
                found.insert(format!("{stage}/{case}"));
            }
        }
        let orphans: Vec<&String> = found.difference(&expected).collect();
        let missing: Vec<&String> = expected.difference(&found).collect();
        if orphans.is_empty() && missing.is_empty() {
            Ok(())
        } else {
            Err(format!("snapshots without a case: {orphans:?}; cases without a snapshot: {missing:?}").into())
        }
    })
}
