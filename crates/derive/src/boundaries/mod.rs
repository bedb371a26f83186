//! Where a name of the model begins and ends: the model cuts or keeps a word too many where its training texts do.
//!
//! Names of one thing are `joined` (over `hyphens` and `nicknames`) and those of two `parted`; what stands in front of a name and is
//! none of it is known in `beginnings`, what stands around it in `trimmed`.

mod beginnings;
mod hyphens;
mod joined;
mod nicknames;
mod parted;
mod trimmed;

pub(crate) use beginnings::{with_first_name, without_article, without_titles};
pub(crate) use hyphens::{over_hyphens, over_links, with_syllable};
pub(crate) use joined::{joined, with_number};
pub(crate) use nicknames::{before_nickname, behind_nickname};
pub(crate) use parted::parted;
pub(crate) use trimmed::{trimmed, without_district};
