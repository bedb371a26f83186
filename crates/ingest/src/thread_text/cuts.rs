//! Where one post ends and the next begins: the cheapest reading of a section's lines.
//!
//! A reading cuts the lines into posts, and (among previews) the posts into threads. Its cost is a
//! sum of penalties, read as negative log-likelihoods: a post costs [`POST`]; a post over X's limit
//! costs more the longer it is; cutting at a gap or not costs what the gap's looks say under the
//! page's [`Layout`]; ordinals force cuts. Dynamic programming finds the cheapest reading; of equal
//! ones the one that fills earlier posts first wins, because that is how people write.

use unspool_model::ordinal::{Side, looks_like_link};

use super::sequence::Candidate;
use super::weight::{POST_LIMIT, without_handles};

/// A text line of a section.
#[derive(Clone, Debug)]
pub(super) struct TextLine<'a> {
    /// The text, captions taken off.
    pub text: &'a str,
    /// Length as X counts it.
    pub weight: u32,
    /// A blank line stands before it.
    pub blank_before: bool,
    /// A media caption stands behind it.
    pub media_after: bool,
    /// Bytes that are no text stand before it: no post reaches over them.
    pub parted_before: bool,
}

/// How a text extractor parts posts from one another and lines within posts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Layout {
    /// Posts by single breaks, blank lines inside posts.
    BlankInside,
    /// Posts by blank lines, single breaks inside.
    BlankBetween,
    /// Single breaks throughout.
    SingleBreaks,
    /// Blank lines throughout.
    BlankThroughout,
}

impl Layout {
    pub const ALL: [Self; 4] = [Self::SingleBreaks, Self::BlankBetween, Self::BlankInside, Self::BlankThroughout];

    /// Probability of a blank line at a cut, and at a break inside a post.
    const fn blank(self) -> (f64, f64) {
        match self {
            Self::BlankInside => (0.03, 0.60),
            Self::BlankBetween => (0.97, 0.03),
            Self::SingleBreaks => (0.03, 0.03),
            Self::BlankThroughout => (0.97, 0.97),
        }
    }

    /// What it costs to assume this layout: the ones in which breaks say nothing need the others to fail.
    const fn prior(self) -> f64 {
        match self {
            Self::SingleBreaks | Self::BlankBetween => 0.0,
            Self::BlankInside => 1.0,
            Self::BlankThroughout => 6.0,
        }
    }
}

/// What is known about a section before its lines are read.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Expectation {
    /// Previews show the first posts of other threads, at most this many each; `None` in a main thread.
    pub preview_posts: Option<u32>,
    /// The number of posts that the section's header declares.
    pub declared: Option<u32>,
    /// Lines that a post of this author has, as posts with ordinals show.
    pub typical_lines: Option<f64>,
    /// The author writes posts over the limit.
    pub long_posts: bool,
}

/// A post of a reading: its lines, and whether it begins a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Piece {
    pub first: usize,
    /// Line after the last one.
    pub end: usize,
    pub begins_thread: bool,
}

const POST: f64 = 1.5;
const OVER_LIMIT: f64 = 6.0;
const UNNUMBERED_BETWEEN: f64 = 5.0;
/// A post of nothing but its ordinal.
const NO_TEXT: f64 = 10.0;
const NEW_THREAD: f64 = 2.0;
const COUNT_MISSED: f64 = 2.0;
/// From so much on the count is of a page that was cut, or of posts without text, and no reason to cut more.
const MOST_MISSED: f64 = 8.0;
/// Lines that a post without a forced end may have.
const MAX_LINES: usize = 64;
/// Posts are counted only up to here; a header that declares more is no evidence.
const MAX_COUNT: u32 = 200;

/// A section ready to be read under a layout.
pub(super) struct Section<'a> {
    lines: &'a [TextLine<'a>],
    /// The ordinals, in order of their lines.
    chain: &'a [Candidate],
    /// The line of the first that has a number.
    first_numbered: Option<usize>,
    /// The ordinal on each line, if any.
    ordinals: Vec<Option<&'a Candidate>>,
    /// For each line, what the chain says about the post that holds it.
    numbering: Vec<Numbering>,
    expect: Expectation,
}

/// What a break costs.
#[derive(Clone, Copy, Debug)]
struct Gap {
    /// Inside a post.
    kept: f64,
    /// Between two.
    cut: f64,
}

/// A post that grows by a line at a time.
#[derive(Clone, Copy, Debug, Default)]
struct Post {
    lines: usize,
    weight: u32,
    /// Cost of the breaks inside.
    inside: f64,
    /// A line carries an ordinal.
    numbered: bool,
    /// A line holds more than its ordinal.
    has_text: bool,
}

impl Post {
    /// Takes in the next line.
    fn add(&mut self, section: &Section<'_>, line: usize, gaps: &[Gap]) {
        let next = &section.lines[line];
        let ordinal = section.ordinals[line];
        self.inside += if self.lines > 0 { gaps[line - 1].kept } else { 0.0 };
        self.weight += next.weight + u32::from(self.lines > 0);
        self.numbered |= ordinal.is_some();
        self.has_text |= ordinal.is_none_or(|found| found.ordinal.span != (0..next.text.len()));
        self.lines += 1;
    }
}

/// The ordinals around a line.
#[derive(Clone, Copy, Debug, Default)]
struct Numbering {
    /// The line lies between two ordinals that count on without a gap.
    between_consecutive: bool,
    /// A thread may not begin here: the ordinals before and behind belong to one thread.
    within_thread: bool,
}

impl<'a> Section<'a> {
    pub fn new(lines: &'a [TextLine<'a>], chain: &'a [Candidate], expect: Expectation) -> Self {
        let mut ordinals = vec![None; lines.len()];
        for candidate in chain {
            ordinals[candidate.line] = Some(candidate);
        }
        let numbering = numbering(lines.len(), chain);
        let first_numbered = chain.iter().find(|candidate| candidate.ordinal.number.is_some()).map(|candidate| candidate.line);
        Self { lines, chain, first_numbered, ordinals, numbering, expect }
    }

    /// The cheapest reading under `layout`, and its cost.
    pub fn read(&self, layout: Layout) -> (Vec<Piece>, f64) {
        let count = self.lines.len();
        let states = self.states();
        // best[i][k]: cheapest cost of the lines from i on, when the running thread has k posts.
        let mut best = vec![f64::INFINITY; (count + 1) * states];
        let mut choice = vec![(0_usize, false); (count + 1) * states];
        for k in 0..states {
            best[count * states + k] = self.end_cost(k);
        }
        let gaps = self.gaps(layout);
        for first in (0..count).rev() {
            let restarts = self.restarts(first);
            let steps: Vec<_> = (0..states)
                .flat_map(|k| [false, true].map(|begins| (k, begins)))
                .filter_map(|(k, begins)| Some((k, begins, self.thread_step(first, k, begins, restarts, states)?)))
                .collect();
            let mut post = Post::default();
            for end in self.ends(first) {
                post.add(self, end - 1, &gaps);
                let cost = self.post_cost(first, &post, gaps.get(end - 1));
                for &(k, begins, (step, next)) in &steps {
                    let total = cost + step + best[end * states + next];
                    // `ends` grows, so an equal cost with more lines wins: earlier posts are filled first.
                    if total <= best[first * states + k] + 1e-9 {
                        best[first * states + k] = total.min(best[first * states + k]);
                        choice[first * states + k] = (end, begins);
                    }
                }
            }
        }
        let mut pieces = Vec::new();
        let (mut at, mut k) = (0, 0);
        while at < count {
            let (end, begins_thread) = choice[at * states + k];
            if end <= at {
                break;
            }
            pieces.push(Piece { first: at, end, begins_thread });
            k = self.thread_step(at, k, begins_thread, self.restarts(at), states).map_or(0, |(_, next)| next);
            at = end;
        }
        (pieces, best[0] + layout.prior())
    }

    fn states(&self) -> usize {
        match (self.expect.preview_posts, self.expect.declared) {
            (Some(most), _) => most as usize + 1,
            (None, Some(declared)) if declared <= MAX_COUNT => declared as usize + 2,
            (None, _) => 2,
        }
    }

    /// Cost of ending the section with `k` posts in the running thread.
    fn end_cost(&self, k: usize) -> f64 {
        match (self.expect.preview_posts, self.expect.declared) {
            (None, Some(declared)) if declared <= MAX_COUNT => {
                let missed = COUNT_MISSED * f64::from(declared.abs_diff(u32::try_from(k).unwrap_or(u32::MAX)));
                missed.min(MOST_MISSED)
            }
            _ => 0.0,
        }
    }

    /// Cost of putting the post that begins at `first` behind `k` posts of the running thread (or at
    /// the beginning of a new one), and the number of posts then; `None` where that cannot be.
    fn thread_step(&self, first: usize, k: usize, begins: bool, restarts: bool, states: usize) -> Option<(f64, usize)> {
        let first_of_section = first == 0;
        if begins != (k == 0) && first_of_section {
            return None;
        }
        if begins {
            let free = first_of_section || restarts;
            if !free && (self.expect.preview_posts.is_none() || self.numbering[first].within_thread) {
                return None;
            }
            let cost = if free { 0.0 } else { NEW_THREAD - opening_cue(self.lines[first].text) };
            return Some((cost, 1));
        }
        if restarts {
            return None;
        }
        match self.expect.preview_posts {
            // The rule of three, except where ordinals show more.
            Some(most) if k >= most as usize => self.numbering[first].within_thread.then_some((0.0, k)),
            Some(_) => Some((0.0, k + 1)),
            None => Some((0.0, (k + 1).min(states - 1))),
        }
    }

    /// Whether the post that begins at line `first` carries an ordinal at which numbering starts again. What stands without one in
    /// front of the first `1/` of a main thread introduces it.
    fn restarts(&self, first: usize) -> bool {
        let numbered = self.first_numbered.is_some_and(|line| line < first);
        if self.expect.preview_posts.is_none() && !numbered {
            return false;
        }
        let own = self.chain.get(self.chain.partition_point(|candidate| candidate.line < first));
        own.is_some_and(|candidate| {
            candidate.ordinal.number == Some(1) && !self.numbering[first].within_thread && self.opens_with(first, candidate)
        })
    }

    /// Whether `candidate` is on the post that begins at `first` under every reading.
    fn opens_with(&self, first: usize, candidate: &Candidate) -> bool {
        match candidate.ordinal.side {
            Side::Leading => candidate.line == first,
            // Lines before `/1` belong to it as far as one post can reach.
            Side::Trailing => {
                // A post has few lines, and each of them counts at least one.
                let reach = first + POST_LIMIT as usize;
                let near = candidate.line <= reach;
                let weight = |lines: &[TextLine<'_>]| lines.iter().map(|line| line.weight + 1).sum::<u32>();
                candidate.line == first || near && weight(&self.lines[first..=candidate.line]) <= POST_LIMIT + 1
            }
        }
    }

    /// Where a post that begins at `first` may end.
    fn ends(&self, first: usize) -> std::ops::RangeInclusive<usize> {
        let count = self.lines.len();
        let mut end = first;
        let mut forced = None;
        while end < count {
            let ordinal = self.ordinals[end];
            if end > first && self.lines[end].parted_before {
                forced = Some(end);
                break;
            }
            if end > first && ordinal.is_some_and(|candidate| candidate.ordinal.side == Side::Leading) {
                forced = Some(end);
                break;
            }
            end += 1;
            if ordinal.is_some_and(|candidate| candidate.ordinal.side == Side::Trailing) {
                forced = Some(end);
                break;
            }
            if end - first >= MAX_LINES && !self.numbering[end - 1].between_consecutive {
                break;
            }
        }
        first + 1..=forced.unwrap_or(end).max(first + 1)
    }

    /// What the break behind every line costs, kept and cut.
    fn gaps(&self, layout: Layout) -> Vec<Gap> {
        let cost = |at: usize| Gap { kept: self.gap_cost(at, false, layout), cut: self.gap_cost(at, true, layout) };
        (0..self.lines.len().saturating_sub(1)).map(cost).collect()
    }

    /// Cost of a post that begins at line `first`; `gap` is the break behind it, if there is one.
    fn post_cost(&self, first: usize, post: &Post, gap: Option<&Gap>) -> f64 {
        let mut cost = POST + self.length_cost(post.weight, post.lines) + post.inside + gap.map_or(0.0, |gap| gap.cut);
        if !post.has_text {
            cost += NO_TEXT;
        }
        if !post.numbered && self.numbering[first].between_consecutive {
            cost += UNNUMBERED_BETWEEN;
        }
        cost
    }

    fn length_cost(&self, weight: u32, lines: usize) -> f64 {
        let over = f64::from(weight.saturating_sub(POST_LIMIT));
        let long = match (over > 0.0, self.expect.long_posts) {
            (false, _) => 0.0,
            (true, false) => OVER_LIMIT + over / 40.0,
            (true, true) => 0.5 + over / 1000.0,
        };
        let shape = self.expect.typical_lines.map_or(0.0, |typical| {
            let lines = f64::from(u32::try_from(lines).unwrap_or(u32::MAX));
            (0.3 * (lines - typical).abs()).min(1.5)
        });
        long + shape
    }

    /// What the break behind line `at` says for (`cut`) or against a cut there.
    fn gap_cost(&self, at: usize, cut: bool, layout: Layout) -> f64 {
        let (before, after) = (&self.lines[at], &self.lines[at + 1]);
        let (blank_at_cut, blank_inside) = layout.blank();
        let blank = if cut { blank_at_cut } else { blank_inside };
        let mut cost = -(if after.blank_before { blank } else { 1.0 - blank }).ln();
        let forced = self.ordinals[at].is_some_and(|candidate| candidate.ordinal.side == Side::Trailing)
            || self.ordinals[at + 1].is_some_and(|candidate| candidate.ordinal.side == Side::Leading);
        if forced {
            return cost;
        }
        if cut {
            cost += continues(before.text, after.text);
        } else {
            cost += if closes_with_link(before.text) { 2.5 } else { 0.0 };
            cost += if before.media_after { 2.0 } else { 0.0 };
            cost += opening_cue(after.text) + reply_cue(after.text);
        }
        cost
    }
}

fn numbering(count: usize, chain: &[Candidate]) -> Vec<Numbering> {
    let mut numbering = vec![Numbering::default(); count];
    for pair in chain.windows(2) {
        let (Some(from), Some(to)) = (pair[0].ordinal.number, pair[1].ordinal.number) else { continue };
        if to <= from {
            continue;
        }
        // The lines whose post begins behind the first ordinal and no later than the second.
        for line in &mut numbering[pair[0].line + 1..=pair[1].line] {
            line.between_consecutive = to == from + 1;
            line.within_thread = true;
        }
    }
    numbering
}

/// How strongly the break looks like one inside a sentence or a list.
fn continues(before: &str, after: &str) -> f64 {
    let before = before.trim_end();
    let first = after.trim_start().chars().next();
    let mut cost = 0.0;
    if before.ends_with(',') || before.ends_with(['-', '–', '—']) {
        cost += 2.5;
    }
    if before.ends_with(':') {
        cost += 1.0;
    }
    match first {
        Some(c) if c.is_lowercase() && !closes_with_link(before) => cost += 2.5,
        Some('-' | '–' | '•' | '*' | '▪' | '►' | '→') => cost += 1.5,
        _ => {}
    }
    cost
}

fn closes_with_link(line: &str) -> bool {
    line.split_whitespace().next_back().is_some_and(looks_like_link)
}

/// How strongly a line looks like the beginning of a reply, which names whom it answers and then says something.
fn reply_cue(line: &str) -> f64 {
    let line = line.trim();
    if line.starts_with('@') && !without_handles(line).starts_with('@') { 2.0 } else { 0.0 }
}

/// How strongly a line looks like the beginning of a thread.
fn opening_cue(line: &str) -> f64 {
    let line = line.trim_start();
    let head: String = line.chars().take(24).collect::<String>().to_uppercase();
    let loud = ["BREAKING", "THREAD", "NEW:", "UPDATE:", "🧵", "A THREAD", "JUST IN"].iter().any(|cue| head.starts_with(cue));
    let kept_loud = loud && (line.starts_with('🧵') || line.starts_with(|c: char| c.is_uppercase()));
    if kept_loud { 1.5 } else { 0.0 }
}
