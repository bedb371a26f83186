//! Public Telegram channels: what a truncated link may stand for, and whose a channel is.

use serde::Deserialize;

use crate::files::{Files, LexiconError, non_empty};

/// A public channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Channel {
    /// Handle, lower case.
    pub handle: String,
    /// Title.
    pub title: Option<String>,
    /// Actor id of the owner.
    pub owner: Option<String>,
    /// ISO 3166-1 alpha-3 code of the owner's state.
    pub country: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
}

/// The channels, in order of handle.
#[derive(Debug)]
pub struct Channels {
    sorted: Vec<Channel>,
}

#[derive(Deserialize)]
struct Row {
    handle: String,
    title: String,
    owner: String,
    country: String,
    language: String,
}

impl Channels {
    pub(crate) fn load(files: &Files) -> Result<Self, LexiconError> {
        let mut sorted = Vec::new();
        for (line, row) in files.rows::<Row>("telegram_channels.csv")? {
            let handle = row.handle.trim().trim_start_matches('@').to_ascii_lowercase();
            if handle.is_empty() || !handle.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
                let message = format!("`{}` is no Telegram handle: letters, digits and underscores", row.handle);
                return Err(files.get("telegram_channels.csv").error(line, message));
            }
            sorted.push(Channel {
                handle,
                title: non_empty(&row.title),
                owner: non_empty(&row.owner),
                country: non_empty(&row.country),
                language: non_empty(&row.language),
            });
        }
        sorted.sort_by(|a, b| a.handle.cmp(&b.handle));
        Ok(Self { sorted })
    }

    /// The channel with exactly this handle (lower case).
    #[must_use]
    pub fn exact(&self, handle: &str) -> Option<&Channel> {
        self.sorted.binary_search_by(|channel| channel.handle.as_str().cmp(handle)).ok().map(|at| &self.sorted[at])
    }

    /// The channels whose handles begin with `prefix` (lower case), in order.
    #[must_use]
    pub fn with_prefix(&self, prefix: &str) -> &[Channel] {
        let from = self.sorted.partition_point(|channel| channel.handle.as_str() < prefix);
        let length = self.sorted[from..].partition_point(|channel| channel.handle.starts_with(prefix));
        &self.sorted[from..from + length]
    }

    /// All channels, in order of handle.
    pub fn iter(&self) -> impl Iterator<Item = &Channel> {
        self.sorted.iter()
    }
}
