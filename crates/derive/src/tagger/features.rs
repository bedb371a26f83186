//! What the model sees of a token: words, shapes, affixes, lexicon classes and neighbours, hashed.

use unspool_lexicon::{Attribution, Lexicons, Sense, WordClass};

use super::model::BUCKETS;
use super::words::Word;
use crate::mentions::Mentions;
use crate::slavic::is_cyrillic;
use crate::view::{Kind, View};

/// Most features of a token.
const MOST_FEATURES: usize = 56;

/// The buckets of every token, one list after the other.
pub(super) struct Table {
    buckets: Vec<u32>,
    ends: Vec<usize>,
}

impl Table {
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    pub fn of(&self, token: usize) -> &[u32] {
        let start = token.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.buckets[start..self.ends[token]]
    }
}

/// Lexicon classes of a token, one bit each.
mod class {
    pub const STATE: u16 = 1;
    pub const DEMONYM: u16 = 2;
    pub const ORGANIZATION: u16 = 4;
    pub const BODY: u16 = 8;
    pub const PLACE: u16 = 16;
    pub const AGENT: u16 = 32;
    pub const GIVEN: u16 = 64;
    pub const CITY: u16 = 128;
    pub const FUNCTION: u16 = 256;
    pub const TIME: u16 = 512;
    pub const SAYS: u16 = 1024;
    pub const INSIDE: u16 = 2048;
    pub const SHIELD: u16 = 4096;
    pub const CITY_NAME: u16 = 8192;
    pub const LISTED_INSIDE: u16 = 16384;
    /// Those of names.
    pub const NAMES: u16 = STATE | DEMONYM | ORGANIZATION | BODY | PLACE | GIVEN | CITY_NAME;
    /// What a name that no lexicon has may be all the same: its given name is in a list, its words are words.
    pub const UNLISTED: u16 = GIVEN | FUNCTION | TIME | SAYS;
}

/// What is known of a token before features are made of it and its neighbours.
struct Seen {
    word: u64,
    shape: u64,
    class: u16,
    known: Word,
}

/// What is known of a whole post.
#[derive(Clone, Copy)]
struct Post {
    /// As [`case_of`] says.
    case: u64,
    /// As [`register_of`] says.
    register: u64,
}

const BEYOND: Seen = Seen { word: 1, shape: 1, class: 0, known: Word::NONE };

/// How much of a token is seen in training. A model that always sees the names of the lexicons learns nothing about those
/// that no lexicon has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sight {
    /// Everything, as in use.
    Whole,
    /// As if no lexicon had the name.
    Unlisted,
    /// The same, and as if its words were in no table of words.
    Unheard,
}

/// The features of those tokens of a view that may be in a name.
pub(super) fn of(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons) -> Table {
    table(view, &seen_of(view, mentions, lexicons), false)
}

/// The features of every token of a view, each with its own [`Sight`].
pub(super) fn of_all(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons, sights: &[Sight]) -> Table {
    let mut seen = seen_of(view, mentions, lexicons);
    for (seen, &sight) in seen.iter_mut().zip(sights) {
        if sight >= Sight::Unlisted {
            seen.class &= class::UNLISTED;
        }
        if sight == Sight::Unheard {
            seen.known = Word::NONE;
        }
    }
    table(view, &seen, true)
}

fn seen_of(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons) -> Vec<Seen> {
    let classes = classes(view, mentions, lexicons);
    classes.into_iter().enumerate().map(|(index, class)| seen(view, index, class)).collect()
}

/// With `all` unset no features for tokens that cannot be in a name.
fn table(view: &View<'_>, seen: &[Seen], all: bool) -> Table {
    let case = case_of(view);
    let post = Post { case, register: register_of(view, case) };
    let mut table = Table { buckets: Vec::with_capacity(seen.len() * MOST_FEATURES), ends: Vec::with_capacity(seen.len()) };
    let capital = |index: usize| view.tokens.get(index).is_some_and(|token| token.capital);
    for index in 0..seen.len() {
        // In a text with small and capital letters, a small word of the closed classes or a common one, far from any capital.
        let plain = seen[index].class & class::FUNCTION != 0 || is_plain(&seen[index]);
        let far = post.case == MIXED && !capital(index) && !capital(index + 1) && !capital(index.saturating_sub(1));
        if all || !far || !plain {
            token(view, index, seen, post, &mut table.buckets);
        }
        table.ends.push(table.buckets.len());
    }
    table
}

/// Whether a word is common and hardly ever written with a capital.
fn is_plain(seen: &Seen) -> bool {
    /// From so common on.
    const COMMON: u64 = 4;
    /// Up to so often with a capital.
    const SMALL: u64 = 3;
    seen.class & class::NAMES == 0 && seen.known.frequency() >= COMMON && matches!(seen.known.capital(), 1..=SMALL)
}

/// The bucket of a feature: a sum of odd multiples, mixed once; the same on every machine. The high bits are the best
/// mixed.
fn bucket(template: u64, [a, b, c]: [u64; 3]) -> u32 {
    let sum = template
        .wrapping_mul(0x9E37_79B9_7F4A_7C15)
        .wrapping_add(a.wrapping_mul(0xBF58_476D_1CE4_E5B9))
        .wrapping_add(b.wrapping_mul(0x94D0_49BB_1331_11EB))
        .wrapping_add(c.wrapping_mul(0xD6E8_FEB8_6659_FD93));
    let mixed = (sum ^ (sum >> 32)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    u32::try_from(mixed >> (64 - BUCKETS.trailing_zeros())).unwrap_or(0)
}

/// FNV-1a.
pub(super) fn hash_text(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

fn token(view: &View<'_>, index: usize, seen: &[Seen], Post { case, register }: Post, out: &mut Vec<u32>) {
    let at = |offset: isize| index.checked_add_signed(offset).and_then(|index| seen.get(index)).unwrap_or(&BEYOND);
    let (two, one, own, next, after) = (at(-2), at(-1), at(0), at(1), at(2));
    let mut add = |template: u64, parts: [u64; 3]| {
        out.push(bucket(template, parts));
    };
    let (word, class) = (own.word, u64::from(own.class));
    add(0, [0; 3]);
    add(1, [word, 0, 0]);
    add(2, [one.word, 0, 0]);
    add(3, [next.word, 0, 0]);
    add(4, [two.word, 0, 0]);
    add(5, [after.word, 0, 0]);
    add(8, [own.shape, 0, 0]);
    add(12, [one.word, own.shape, 0]);
    add(13, [next.word, own.shape, 0]);
    add(14, [one.word, own.shape, next.shape]);
    add(15, [two.word, one.word, own.shape]);
    add(16, [class, 0, 0]);
    add(19, [class, own.shape, 0]);
    add(20, [u64::from(one.class), class, 0]);
    add(21, [class, u64::from(next.class), 0]);
    add(22, [case, own.shape, 0]);
    add(23, [case, class, own.shape]);
    add(24, [register, own.shape, 0]);
    add(25, [register, class, own.shape]);
    known(one, own, next, &mut add);
    of_register(u64::from(register == PROSE), [one, own, next], &mut add);
    let token = view.tokens[index];
    if token.kind == Kind::Word && !token.masked {
        let folded = view.folded_token(index);
        suffixes(folded, &mut |template, part| add(template, [part, 0, 0]));
        add(30, [hash_text(view.token_text(index)), 0, 0]);
        let opens =
            index == 0 || view.tokens[index - 1].kind == Kind::Break || matches!(view.token_text(index - 1), "." | "!" | "?");
        add(31, [u64::from(opens), own.shape, 0]);
        let tag = index > 0 && view.glued(index - 1, index) && view.token_text(index - 1) == "#";
        add(32, [u64::from(tag), own.shape, class]);
    }
}

/// What the table of words says of a token and its neighbours. Clusters of several sizes let rare words share what is
/// learned of common ones.
fn known(one: &Seen, own: &Seen, next: &Seen, add: &mut impl FnMut(u64, [u64; 3])) {
    let written = |seen: &Seen| seen.known.capital();
    let person = |seen: &Seen| seen.known.person();
    add(66, [written(own), own.shape, own.known.frequency()]);
    add(67, [written(one), written(own), written(next)]);
    add(68, [person(own), own.shape, 0]);
    add(69, [person(one), person(own), person(next)]);
    add(70, [person(one), person(own), own.shape]);
    add(71, [person(own), person(next), own.shape]);
    let (before, here, behind) = (one.known.clusters(), own.known.clusters(), next.known.clusters());
    for level in 0..3 {
        let template = 80 + 4 * level as u64;
        add(template, [here[level], own.shape, 0]);
        add(template + 1, [before[level], own.shape, 0]);
        add(template + 2, [behind[level], own.shape, 0]);
    }
    add(83, [before[1], here[1], 0]);
    add(87, [here[1], behind[1], 0]);
    add(91, [before[0], here[0], behind[0]]);
}

/// What a name looks like in prose and in talk: the same capital says more in a report than among friends.
fn of_register(prose: u64, [one, own, next]: [&Seen; 3], add: &mut impl FnMut(u64, [u64; 3])) {
    add(100, [prose, own.known.capital(), own.shape]);
    add(101, [prose, one.word, own.shape]);
    add(102, [prose, next.word, own.shape]);
    add(103, [prose, one.shape, own.shape]);
    add(104, [prose, own.shape, next.shape]);
    add(105, [prose, own.known.person(), own.shape]);
}

/// Suffixes of one to four characters.
fn suffixes(folded: &str, add: &mut impl FnMut(u64, u64)) {
    let starts = folded.char_indices().rev().map(|(at, _)| at);
    for (length, start) in (1..=4).zip(starts) {
        add(36 + length, hash_text(&folded[start..]));
    }
}

fn seen(view: &View<'_>, index: usize, class: u16) -> Seen {
    let token = view.tokens[index];
    let (word, shape) = match token.kind {
        _ if token.masked => (2, 2),
        Kind::Break => (3, 3),
        Kind::Number => (4, 4 + (token.end - token.start).min(6) as u64),
        Kind::Mark | Kind::Word => (hash_text(view.folded_token(index)), shape(view.token_text(index))),
    };
    let known = if token.kind == Kind::Word && !token.masked { Word::of(word) } else { Word::NONE };
    Seen { word, shape, class, known }
}

/// `Xx`, `XXX`, `xX`, … with runs of one kind as one, and the length up to four.
fn shape(text: &str) -> u64 {
    let mut shape = 7_u64;
    let mut last = 0;
    for c in text.chars().take(24) {
        let kind = if c.is_uppercase() {
            1
        } else if c.is_alphabetic() {
            2
        } else if c.is_numeric() {
            3
        } else {
            4
        };
        if kind != last {
            shape = shape.wrapping_mul(5).wrapping_add(kind);
            last = kind;
        }
    }
    let length = text.chars().take(4).count() as u64;
    shape.wrapping_mul(5).wrapping_add(length)
}

/// Small and capital letters, as sentences have them.
const MIXED: u64 = 4;

/// All capitals, all small, mostly capital, or mixed.
fn case_of(view: &View<'_>) -> u64 {
    let (mut upper, mut lower, mut capital) = (0, 0, 0);
    for token in view.tokens.iter().filter(|token| token.kind == Kind::Word && !token.masked) {
        let text = &view.text[token.start..token.end];
        if text.chars().all(char::is_uppercase) {
            upper += 1;
        } else if text.starts_with(char::is_uppercase) {
            capital += 1;
        } else {
            lower += 1;
        }
    }
    match (upper, lower, capital) {
        (upper, lower, capital) if upper > (lower + capital) * 2 => 1,
        (_, lower, 0) if lower > 0 => 2,
        (_, lower, capital) if capital > lower * 2 => 3,
        _ => MIXED,
    }
}

/// The register of posts that neither talk nor link, nor are written in other letters or as headlines.
const PROSE: u64 = 0;

/// Bit 0: links, handles or tags; bit 1: words and marks of talk; bit 2: Cyrillic letters, or capitals as no sentence has
/// them.
fn register_of(view: &View<'_>, case: u64) -> u64 {
    let other = case != MIXED || view.text.contains(is_cyrillic);
    view.tokens.iter().enumerate().fold(u64::from(other) << 2, |bits, (index, token)| {
        let text = view.token_text(index);
        let links = token.masked || matches!(text, "@" | "#");
        let talks = token.is(WordClass::Talk) || matches!(text, "!" | "?");
        bits | u64::from(links) | u64::from(talks) << 1
    })
}

fn classes(view: &View<'_>, mentions: &Mentions, lexicons: &Lexicons) -> Vec<u16> {
    let mut classes = vec![0_u16; view.tokens.len()];
    for &hit in mentions.names.iter().chain(&mentions.nouns) {
        let bits = lexicons.names.senses(hit).fold(0, |bits, sense| bits | sense_class(sense));
        let first = view.token_at(hit.start);
        for (offset, class) in classes[first..].iter_mut().enumerate() {
            if view.tokens[first + offset].start >= hit.end {
                break;
            }
            *class |= bits | if offset > 0 { class::INSIDE } else { 0 };
        }
    }
    listed(view, lexicons, &mut classes);
    for (index, class) in classes.iter_mut().enumerate() {
        let token = view.tokens[index];
        if token.kind != Kind::Word || token.masked {
            continue;
        }
        let (text, folded) = (view.token_text(index), view.folded_token(index));
        let mut mark = |bit: u16, yes: bool| *class |= if yes { bit } else { 0 };
        mark(class::FUNCTION, token.is(WordClass::Function));
        mark(class::TIME, lexicons.calendar.opens(folded));
        mark(class::GIVEN, lexicons.gazetteer.is_given_name(folded));
        mark(class::CITY, lexicons.gazetteer.is_city_word(folded));
        let says = matches!(lexicons.figures.attribution.of(text, folded), Some(Attribution::Verb | Attribution::Both));
        mark(class::SAYS, says);
    }
    classes
}

/// Most tokens of a name in the long lists.
const LONGEST_LISTED: usize = 5;

/// Marks the names of the long lists, the longest from each token.
fn listed(view: &View<'_>, lexicons: &Lexicons, classes: &mut [u16]) {
    let mut free = 0;
    for first in 0..classes.len() {
        let token = view.tokens[first];
        if first < free || token.kind != Kind::Word || token.masked {
            continue;
        }
        let Some(longest) = lexicons.gazetteer.longest_from(view.folded_token(first)) else { continue };
        for last in (first..(first + LONGEST_LISTED).min(classes.len())).rev() {
            if view.tokens[last].end - token.start > longest {
                continue;
            }
            if view.tokens[first..=last].iter().any(|token| token.kind == Kind::Break || token.masked) {
                continue;
            }
            let found = lexicons.gazetteer.listed(&view.folded[token.start..view.tokens[last].end]);
            let bits = if found.place { class::CITY_NAME } else { 0 } | if found.organization { class::ORGANIZATION } else { 0 };
            if bits != 0 {
                for (offset, class) in classes[first..=last].iter_mut().enumerate() {
                    *class |= bits | if offset > 0 { class::LISTED_INSIDE } else { 0 };
                }
                free = last + 1;
                break;
            }
        }
    }
}

const fn sense_class(sense: Sense) -> u16 {
    match sense {
        Sense::State(_) | Sense::StateAlias(_) | Sense::Capital(_) => class::STATE,
        Sense::Demonym(_) => class::DEMONYM,
        Sense::Actor(_) | Sense::ActorAlias(_) | Sense::Seat(_) => class::BODY,
        Sense::Place(_) | Sense::PlaceAlias(_) => class::PLACE,
        Sense::Agent(_) | Sense::AgentModifier => class::AGENT,
        Sense::Shield => class::SHIELD,
    }
}

/// Whether a word is a given name or a part of a city's name.
pub(super) fn is_gazetted(view: &View<'_>, index: usize, lexicons: &Lexicons) -> bool {
    let folded = view.folded_token(index);
    lexicons.gazetteer.is_given_name(folded) || lexicons.gazetteer.is_city_word(folded)
}
