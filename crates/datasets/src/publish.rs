//! Atomic publishing: a dataset appears whole, or the old one stays.
//!
//! One lock file a dataset, held for the whole build. Everything is written into a staging directory
//! beside the dataset, synced, reopened and verified, and then exchanged with the old directory in one
//! step (`renameat2` with `RENAME_EXCHANGE`, Linux). Where the file system has no exchange, the old
//! directory is moved aside first and moved back by the next build, should the step between the two
//! moves be interrupted. Names of lock and staging are fixed, so the next build clears what a killed
//! one left.

use std::collections::BTreeMap;
use std::fs::TryLockError;
use std::io::{BufWriter, Write as _};

use camino::{Utf8Path, Utf8PathBuf};
use rustix::fs::{CWD, RenameFlags, renameat_with};
use unspool_model::Citation;
use unspool_model::schema::TABLES;

use crate::error::DatasetError;
use crate::graph::{self, GraphNode};
use crate::manifest::{FileEntry, Inputs, Manifest};
use crate::writer::DatasetWriter;
use crate::{TableReader, package};

/// A dataset that is being written.
pub struct Publication {
    target: Utf8PathBuf,
    staging: Utf8PathBuf,
    aside: Utf8PathBuf,
    /// Held until the publication is dropped.
    _lock: std::fs::File,
}

impl Publication {
    /// Takes the lock of the dataset `target` and clears what a killed build left. If another build
    /// holds the lock, `on_wait` is called once, and this one waits.
    ///
    /// # Errors
    /// When the directory cannot be written, or holds something that is no dataset.
    pub fn begin(target: &Utf8Path, on_wait: &dyn Fn()) -> Result<Self, DatasetError> {
        let name = target.file_name().unwrap_or("dataset");
        let parent = match target.parent() {
            Some(parent) if !parent.as_str().is_empty() => parent.to_owned(),
            _ => Utf8PathBuf::from("."),
        };
        fs_err::create_dir_all(&parent)?;
        let beside = |suffix: &str| parent.join(format!(".{name}.{suffix}"));
        let lock = fs_err::OpenOptions::new().create(true).truncate(false).write(true).open(beside("lock"))?.into_parts().0;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                on_wait();
                lock.lock()?;
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
        let publication = Self { target: target.to_owned(), staging: beside("staging"), aside: beside("aside"), _lock: lock };
        publication.recover()?;
        publication.refuse_foreign()?;
        fs_err::create_dir(&publication.staging)?;
        Ok(publication)
    }

    /// Clears staging, and moves a dataset back that was set aside when its build was killed.
    fn recover(&self) -> Result<(), DatasetError> {
        if self.staging.exists() {
            fs_err::remove_dir_all(&self.staging)?;
        }
        if self.aside.exists() {
            if self.target.exists() {
                fs_err::remove_dir_all(&self.aside)?;
            } else {
                fs_err::rename(&self.aside, &self.target)?;
            }
        }
        Ok(())
    }

    fn refuse_foreign(&self) -> Result<(), DatasetError> {
        if !self.target.exists() {
            return Ok(());
        }
        let empty = self.target.is_dir() && fs_err::read_dir(&self.target)?.next().is_none();
        let ours = self.target.join(Manifest::FILE).is_file();
        if empty || ours { Ok(()) } else { Err(DatasetError::NotADataset(self.target.clone())) }
    }

    /// The writer of the tables.
    ///
    /// # Errors
    /// When a file cannot be made.
    pub fn writer(&self) -> Result<DatasetWriter, DatasetError> {
        DatasetWriter::create(&self.staging)
    }

    /// Writes the network of citations as `edges.graphml` and `edges.gexf`.
    ///
    /// # Errors
    /// When the disk is full.
    pub fn write_graph(&self, nodes: &[GraphNode], edges: &[Citation]) -> Result<(), DatasetError> {
        graph::write(&self.staging, nodes, edges)
    }

    /// Where the dataset will appear.
    #[must_use]
    pub fn target(&self) -> &Utf8Path {
        &self.target
    }

    /// Verifies what was written, writes the data package and (last) the manifest, and puts the
    /// dataset in place.
    ///
    /// # Errors
    /// When the disk is full, or what was written does not read back.
    pub fn publish(self, rows: &BTreeMap<&'static str, u64>, inputs: Inputs, version: &str) -> Result<Manifest, DatasetError> {
        let mut outputs = Vec::new();
        for table in TABLES {
            let wanted = rows.get(table.name).copied().unwrap_or_default();
            self.verify(table.name, wanted)?;
            for extension in ["csv", "parquet"] {
                outputs.push(FileEntry::of(&self.staging, &format!("{}.{extension}", table.name))?);
            }
        }
        for (file, _) in graph::FILES {
            if self.staging.join(file).exists() {
                outputs.push(FileEntry::of(&self.staging, file)?);
            }
        }
        let name = inputs.pipeline.clone();
        self.write_json("datapackage.json", &package::data_package(&name, &outputs))?;
        outputs.push(FileEntry::of(&self.staging, "datapackage.json")?);
        outputs.sort_by(|a, b| a.path.cmp(&b.path));
        let manifest = Manifest {
            tool: "unspool".to_owned(),
            version: version.to_owned(),
            inputs,
            rows: rows.iter().map(|(name, rows)| ((*name).to_owned(), *rows)).collect(),
            outputs,
        };
        self.write_json(Manifest::FILE, &manifest)?;
        fs_err::File::open(&self.staging)?.sync_all()?;
        self.exchange()?;
        Ok(manifest)
    }

    /// Reopens a table: the Parquet file must have the rows that were written.
    fn verify(&self, table: &str, wanted: u64) -> Result<(), DatasetError> {
        let path = self.staging.join(format!("{table}.parquet"));
        let found = TableReader::open(&self.staging, table)?.rows();
        if found != wanted {
            return Err(DatasetError::Verification {
                path,
                message: format!("{found} rows read back where {wanted} were written"),
            });
        }
        Ok(())
    }

    fn write_json(&self, name: &str, value: &impl serde::Serialize) -> Result<(), DatasetError> {
        let path = self.staging.join(name);
        // Straight to the file: the manifest of half a million dumps is 100 MB of text.
        let mut file = BufWriter::new(fs_err::File::create(&path)?);
        serde_json::to_writer_pretty(&mut file, value).map_err(std::io::Error::from)?;
        file.write_all(b"\n")?;
        file.into_inner().map_err(std::io::IntoInnerError::into_error)?.sync_all()?;
        Ok(())
    }

    fn exchange(&self) -> Result<(), DatasetError> {
        if !self.target.exists() {
            fs_err::rename(&self.staging, &self.target)?;
        } else if renameat_with(CWD, self.staging.as_str(), CWD, self.target.as_str(), RenameFlags::EXCHANGE).is_ok() {
            fs_err::remove_dir_all(&self.staging)?;
        } else {
            fs_err::rename(&self.target, &self.aside)?;
            fs_err::rename(&self.staging, &self.target)?;
            fs_err::remove_dir_all(&self.aside)?;
        }
        if let Some(parent) = self.target.parent().filter(|parent| !parent.as_str().is_empty()) {
            fs_err::File::open(parent)?.sync_all()?;
        }
        Ok(())
    }
}

impl Drop for Publication {
    fn drop(&mut self) {
        // An error has been told already; a failure to clear is cleared by the next build.
        let _ = std::fs::remove_dir_all(&self.staging);
    }
}
