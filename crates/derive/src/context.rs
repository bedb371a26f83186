//! What a thread has said before a post: full names that a surname or an abbreviation stands for, and topics that a post
//! goes on with.
//!
//! Deriving a post by itself needs none of this, so posts are derived in parallel and completed here in order.
//! What is remembered is bounded: some names a thread, some threads.

use std::collections::VecDeque;

use rustc_hash::FxHashMap;
use unspool_lexicon::{Lexicons, is_word};
use unspool_model::count::CharIndex;
use unspool_model::{ActorKind, ActorMention, ActorMethod, Features, PlaceMention, PlaceMethod, Platform, Post, Quantity, Topic};

use crate::spans;
use crate::tagger::Word;
use crate::topics::rounded;

/// Threads that are remembered; the one not heard of for longest is forgotten first.
const MOST_THREADS: usize = 4_096;
/// Full names that are remembered of a thread.
const MOST_NAMES: usize = 64;

/// Letters of the shortest surname that stands for a full name.
const SHORTEST_SURNAME: usize = 3;

/// What Arabic surnames begin with, and are written without as often.
const ARTICLES: [&str; 8] = ["al", "Al", "el", "El", "as", "ash", "at", "an"];

/// The threads of a dump, as far as they have been read.
#[derive(Debug, Default)]
pub struct Contexts {
    threads: FxHashMap<String, Thread>,
    /// Ids in the order of their first posts.
    order: VecDeque<String>,
}

#[derive(Debug, Default)]
struct Thread {
    /// Surname or abbreviation, and the mention of the full name.
    names: Vec<(String, ActorMention)>,
    first: Vec<Topic>,
    last: Vec<Topic>,
}

impl Contexts {
    /// Completes the features of a post with what its thread said before, and remembers what it says. Posts
    /// must come in the order of their threads.
    pub fn complete(&mut self, post: &Post, features: &mut Features, lexicons: &Lexicons) {
        // The posts of a channel follow one another, but are no thread of thought.
        if post.platform == Platform::Telegram {
            complete_alone(&post.text, features);
            return;
        }
        if !self.threads.contains_key(&post.thread_id) {
            self.order.push_back(post.thread_id.clone());
            if self.order.len() > MOST_THREADS
                && let Some(oldest) = self.order.pop_front()
            {
                self.threads.remove(&oldest);
            }
        }
        let thread = self.threads.entry(post.thread_id.clone()).or_default();
        short_names(&mut thread.names, &post.text, features);
        thread.lend_topics(&post.text, features, lexicons);
        if post.position == 1 {
            thread.first.clone_from(&features.topics);
        }
        thread.last.clone_from(&features.topics);
    }
}

/// Completes the features of a post that has no thread with what its own text says before: surnames behind full names, and short
/// names that it introduces in brackets.
pub fn complete_alone(text: &str, features: &mut Features) {
    short_names(&mut Vec::new(), text, features);
}

/// Surnames behind full names, of the post or its thread, are the same persons, and abbreviations the same bodies.
fn short_names(names: &mut Vec<(String, ActorMention)>, text: &str, features: &mut Features) {
    for row in features.actors.iter_mut().filter(|row| row.kind != ActorKind::State) {
        match row.surface.rsplit_once([' ', '\u{a0}']) {
            Some((_, surname)) if row.kind == ActorKind::Person && surname.chars().count() >= SHORTEST_SURNAME => {
                remember(names, surname, row);
                // `Khalid al-Aruri … Aruri's men`
                let bare = surname.split_once('-').filter(|(article, _)| ARTICLES.contains(article)).map(|(_, bare)| bare);
                if let Some(bare) = bare.filter(|bare| bare.chars().count() >= SHORTEST_SURNAME) {
                    remember(names, bare, row);
                }
            }
            Some(_) if row.kind == ActorKind::Person => {}
            Some(_) => {
                if let Some(short) = abbreviation(text, row) {
                    remember(names, short, row);
                }
            }
            None if row.actor_id.is_none() || row.method == ActorMethod::Alias || row.kind == ActorKind::Organization => {
                if let Some(full) = meant(names, row) {
                    identify(row, full);
                }
            }
            None => {}
        }
    }
    let mut found = Vec::new();
    for (short, full) in names.iter() {
        found.extend(unseen(text, short, features, full));
    }
    if !found.is_empty() {
        // What the model took for places.
        features
            .places
            .retain(|place| !found.iter().any(|row| row.start_char == place.start_char && row.end_char == place.end_char));
        features.actors.extend(found);
        features.actors.sort_by_key(|row| (row.start_char, row.end_char));
        features.actors.dedup_by_key(|row| row.start_char);
    }
    name_sources(features);
}

/// `the Defence Ministry (MND) … 11 aircraft, the MND said`: a figure's source is whoever the mention is now known to be.
fn name_sources(features: &mut Features) {
    let Features { actors, quantities, .. } = features;
    let nameless = |figure: &&mut Quantity| figure.source.is_some() && figure.source_actor_id.is_none();
    // Rows by their surface, those that are sources first: a post may have many of both.
    let mut rows: FxHashMap<String, usize> = FxHashMap::default();
    for figure in quantities.iter_mut().filter(nameless) {
        if rows.is_empty() {
            let mut order: Vec<usize> = (0..actors.len()).collect();
            order.sort_by_key(|&row| actors[row].role.is_none());
            for row in order {
                rows.entry(actors[row].surface.to_string()).or_insert(row);
            }
        }
        let row = figure.source.as_deref().and_then(|source| rows.get(source));
        let Some(row) = row.map(|&row| &mut actors[row]).filter(|row| row.actor_id.is_some()) else { continue };
        figure.source_actor_id = row.actor_id.as_deref().map(str::to_owned);
        row.role = Some("source".into());
    }
}

/// The full name that a short one stands for. `Shafqat Khan … Khan said`: a surname that many have is that of the person of the
/// thread, not of a better known one. (`Eric Trump … Trump said` may be either.) `Armed Forces of the Philippines (AFP)`: nor
/// is an abbreviation that brackets have introduced.
fn meant<'n>(names: &'n [(String, ActorMention)], row: &ActorMention) -> Option<&'n ActorMention> {
    let known = || names.iter().filter(|(short, _)| row.surface == *short).map(|(_, full)| full);
    let full = known().next()?;
    if row.actor_id.is_none() {
        return Some(full);
    }
    let introduced = full.kind != ActorKind::Person && row.kind != ActorKind::Person;
    let common = full.kind == ActorKind::Person && Word::of_text(&unspool_lexicon::fold(&row.surface)).has_common_surname();
    ((introduced || common) && known().all(|full| full.actor_id != row.actor_id)).then_some(full)
}

/// `Free Fishers' League (FFL)`: capitals in brackets behind a name, each of which begins a word of it. Two letters are too
/// easily something else, unless they are all that the words begin with: `Arakan Army (AA)`. What a state calls its bodies has
/// other letters in its own language: `Austria's security services (DSN)`.
fn abbreviation<'t>(text: &'t str, row: &ActorMention) -> Option<&'t str> {
    /// Letters of an abbreviation.
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=8;
    let name = row.surface.as_str();
    let behind = text.find(name).map(|at| &text[at + name.len()..])?;
    // `China Coast Guard's (CCG's)`
    let owns = ["'s", "’s"].into_iter().find(|owns| behind.starts_with(owns)).unwrap_or_default();
    let behind = &behind[owns.len()..];
    // `the Arakan Army, or AA, has`
    let behind = behind.strip_prefix(" (").or_else(|| behind.strip_prefix(", or "))?;
    let (short, _) = behind.split_once([')', ',', ';'])?;
    let short = short.strip_suffix(owns).unwrap_or(short);
    let initials: Vec<char> = name.split(|c: char| !is_word(c)).filter_map(|word| word.chars().next()).collect();
    let letters = short.chars().count();
    let of_state = row.method == ActorMethod::Composed && row.kind == ActorKind::Organization && row.country.is_some();
    let translated = of_state && letters > 2;
    let fits = short.chars().all(|c| c.is_uppercase() && (translated || initials.contains(&c)));
    let all = || short.chars().eq(initials.iter().copied());
    (fits && LETTERS.contains(&letters) && (letters > 2 || all())).then_some(short)
}

fn remember(names: &mut Vec<(String, ActorMention)>, short: &str, row: &ActorMention) {
    if names.len() < MOST_NAMES && names.iter().all(|(known, full)| known != short || full.name != row.name) {
        names.push((short.to_owned(), row.clone()));
    }
}

fn identify(row: &mut ActorMention, full: &ActorMention) {
    row.method = if full.actor_id.is_some() { ActorMethod::Alias } else { ActorMethod::Model };
    row.kind = full.kind;
    row.actor_id.clone_from(&full.actor_id);
    row.name.clone_from(&full.name);
    row.sector.clone_from(&full.sector);
    row.country.clone_from(&full.country);
    row.wikidata.clone_from(&full.wikidata);
}

/// Mentions of a surname that nothing has found, a word with a capital that is hardly ever written without, or of an
/// abbreviation.
fn unseen(text: &str, short: &str, features: &Features, full: &ActorMention) -> Vec<ActorMention> {
    let abbreviation = full.kind != ActorKind::Person && text.contains(char::is_lowercase);
    let known_small = || Word::of_text(&unspool_lexicon::fold(short)).is_ordinary();
    if !short.starts_with(char::is_uppercase) || !abbreviation && known_small() {
        return Vec::new();
    }
    let mut index = CharIndex::new(text);
    let mut found = Vec::new();
    for (start, _) in text.match_indices(short) {
        let end = start + short.len();
        let (start_char, end_char) = (index.at(start), index.at(end));
        let bounded = !text[..start].ends_with(|c: char| is_word(c) || matches!(c, '@' | '#' | '-' | '/' | '.'))
            && !text[end..].starts_with(|c: char| is_word(c) || c == '-');
        let here = start_char as usize..end_char as usize;
        let span = |from: u32, to: u32| from as usize..to as usize;
        let place = |row: &PlaceMention| row.method != PlaceMethod::Model || row.surface != short;
        let known = spans::overlap(&features.actors, |row| span(row.start_char, row.end_char), &here)
            || spans::overlapping(&features.places, |row| span(row.start_char, row.end_char), &here).any(place)
            || spans::overlap(&features.links, |row| span(row.start_char, row.end_char), &here);
        if bounded && !known {
            let mut row = ActorMention { start_char, end_char, surface: short.into(), role: None, ..full.clone() };
            row.method = if full.actor_id.is_some() { ActorMethod::Alias } else { ActorMethod::Model };
            found.push(row);
        }
    }
    found
}

impl Thread {
    /// Faint topics that the thread has spoken of become topics; a post that only refers back has the topic it
    /// refers to.
    fn lend_topics(&self, text: &str, features: &mut Features, lexicons: &Lexicons) {
        let lexicon = &lexicons.topics;
        let lent = |topic: &str| {
            let said = self.first.iter().chain(&self.last).filter(|row| row.topic == topic);
            said.map(|row| row.score).fold(0.0, f64::max)
        };
        let refers = lexicon.back_reference(text);
        for faint in std::mem::take(&mut features.faint_topics) {
            let lent = lent(&faint.topic);
            // Sums add up, and so do these: the score of both together.
            let score = rounded(1.0 - (1.0 - faint.score) * (-lent).exp2());
            if lent > 0.0 && score >= lexicon.least() {
                features.topics.push(Topic { score, ..faint });
            }
        }
        if features.topics.is_empty()
            && let Some(cue) = refers
            && let Some(last) = self.last.first()
        {
            let score = rounded(last.score / 2.0);
            features.topics.push(Topic { topic: last.topic.clone(), score, evidence: vec![text[cue].to_owned()] });
        }
        features.topics.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.topic.cmp(&b.topic)));
    }
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use unspool_lexicon::Lexicons;
    use unspool_model::{ActorKind, ActorMention, ActorMethod, Features, Label, Topic};

    use super::{Thread, short_names};
    use crate::{Subject, derive_with};

    static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

    fn derived(text: &str) -> Features {
        derive_with(&Subject::text(text), &LEXICONS, None)
    }

    #[test]
    fn an_abbreviation_behind_a_name_is_the_same_body() {
        let mut names = Vec::new();
        let text = "The Harbour Pilots Union (HPU) met. The HPU had 30 men, Lahun Port (LP) none.";
        let mut first = derived(text);
        short_names(&mut names, text, &mut first);
        assert_eq!(shown(&first.actors), [("Harbour Pilots Union", None), ("HPU", None), ("HPU", None)]);
        let text = "HPU and hpu, HPU-like";
        let mut second = derived(text);
        short_names(&mut names, text, &mut second);
        assert_eq!(shown(&second.actors), [("HPU", None)]);
        assert_eq!(second.actors[0].name, "Harbour Pilots Union");
        let text = "The Weavers Union (WU) met, the Weavers Union (UW) too. WU and UW left.";
        let mut two = derived(text);
        short_names(&mut Vec::new(), text, &mut two);
        assert_eq!(shown(&two.actors).iter().filter(|(surface, _)| surface.len() == 2).count(), 2);
        let text = "The Harbour Pilots Union, or HPU, met. The HPU left.";
        let mut set_apart = derived(text);
        short_names(&mut Vec::new(), text, &mut set_apart);
        assert_eq!(shown(&set_apart.actors).iter().filter(|(surface, _)| *surface == "HPU").count(), 2);
    }

    fn shown(rows: &[ActorMention]) -> Vec<(&str, Option<&str>)> {
        rows.iter().map(|row| (row.surface.as_str(), row.actor_id.as_deref())).collect()
    }

    #[test]
    fn a_surname_behind_the_full_name_is_the_same_person() {
        let mut names = Vec::new();
        let mut first = derived("Andrei Kostin was near the front.");
        short_names(&mut names, "Andrei Kostin was near the front.", &mut first);
        let text = "Later Kostin wrote that nobody came. Kostin-like posts followed.";
        let mut second = derived(text);
        assert!(second.actors.is_empty());
        short_names(&mut names, text, &mut second);
        assert_eq!(shown(&second.actors), [("Kostin", Some("andrei-kostin"))]);
        assert_eq!((second.actors[0].start_char, second.actors[0].end_char), (6, 12));
    }

    #[test]
    fn a_common_surname_is_that_of_the_thread() {
        let text = "Oddvar Khan met Imran. Khan said so.";
        let mention = |surface: &str, name: &str, at: u32, actor_id: Option<&str>| ActorMention {
            start_char: at,
            end_char: at + u32::try_from(surface.len()).unwrap_or(0),
            surface: surface.into(),
            actor_id: actor_id.map(Into::into),
            name: name.into(),
            kind: ActorKind::Person,
            sector: None,
            country: None,
            wikidata: None,
            method: if actor_id.is_some() { ActorMethod::Alias } else { ActorMethod::Model },
            role: None,
        };
        let actors = vec![mention("Oddvar Khan", "Oddvar Khan", 0, None), mention("Khan", "Imran Khan", 23, Some("known"))];
        let mut features = Features { actors, ..Features::default() };
        short_names(&mut Vec::new(), text, &mut features);
        assert_eq!((features.actors[1].name.as_str(), features.actors[1].actor_id.as_deref()), ("Oddvar Khan", None));
    }

    #[test]
    fn brackets_introduce_an_abbreviation_that_is_somebody_elses_too() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let ids = |text: &str| {
            let mut features = derive_with(&Subject::text(text), &lexicons, None);
            short_names(&mut Vec::new(), text, &mut features);
            features.actors.into_iter().map(|row| (row.surface, row.actor_id.unwrap_or_default())).collect::<Vec<_>>()
        };
        let found = |pairs: &[(&str, &str)]| pairs.iter().map(|&(a, b)| (a.into(), b.into())).collect::<Vec<(Label, Label)>>();
        let forces = ("Armed Forces of the Philippines", "afp-philippines");
        assert_eq!(ids("The Armed Forces of the Philippines (AFP) left"), found(&[forces, ("AFP", "afp-philippines")]));
        assert_eq!(ids("The Armed Forces of the Philippines left, AFP says"), found(&[forces, ("AFP", "afp")]));
        let services = ("Austria's security services", "aut-spy");
        assert_eq!(ids("Austria's security services (ZZN) left"), found(&[services, ("ZZN", "aut-spy")]));
        let guard = ("China Coast Guard", "china-coast-guard");
        assert_eq!(ids("The China Coast Guard's (CCG's) ships"), found(&[guard, ("CCG", "china-coast-guard")]));
    }

    #[test]
    fn a_post_borrows_from_its_thread() {
        let thread = Thread {
            last: vec![Topic { topic: "force-posture".into(), score: 0.75, evidence: vec!["troops".to_owned()] }],
            ..Thread::default()
        };
        // By sums alone, so that training moves nothing here.
        let mut lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        lexicons.topics.probability = None;
        let ids = |text: &str| {
            let mut features = derive_with(&Subject::text(text), &lexicons, None);
            thread.lend_topics(text, &mut features, &lexicons);
            features.topics.into_iter().map(|row| (row.topic, row.evidence)).collect::<Vec<_>>()
        };
        assert_eq!(ids("This mirrors what they did before"), [("force-posture".into(), vec!["This mirrors".to_owned()])]);
        assert_eq!(ids("Two bases are mentioned"), [("force-posture".into(), vec!["bases".to_owned()])]);
        assert!(ids("Good morning to all readers").is_empty());
    }
}
