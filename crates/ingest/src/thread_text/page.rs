//! One page: lines to sections, sections to records.

use std::sync::Arc;

use chrono::NaiveDate;
use unspool_model::ordinal::{self, Ordinal, Shape, Side, Strength};
use unspool_model::{Boundary, Record, ThreadFacts, ThreadKind};

use super::cuts::{Expectation, Layout, Piece, Section, TextLine};
use super::furniture;
use super::roles::{Context, LineRole, roles};
use super::sequence::{self, Candidate};
use super::weight::{POST_LIMIT, weighted_length};
use crate::lines::Line;
use crate::{Item, extent};

/// A preview shows the first posts of a thread, at most three.
const PREVIEW_POSTS: u32 = 3;

/// A run of text lines under one header, or between rules and counts.
#[derive(Default)]
struct Span<'a> {
    /// Indices into the page's lines.
    at: Vec<usize>,
    lines: Vec<TextLine<'a>>,
    preview: bool,
    started_on: Option<NaiveDate>,
    declared: Option<u32>,
    headed: bool,
    /// The rule that ends the main thread stands under it.
    ruled: bool,
}

impl Span<'_> {
    /// Moves the span behind the others, unless it is empty, and begins another.
    fn close(&mut self, spans: &mut Vec<Self>, previews: bool) {
        let next = Self { preview: previews, ..Self::default() };
        if self.lines.is_empty() {
            self.preview = previews;
        } else {
            spans.push(std::mem::replace(self, next));
        }
    }

    /// As [`Self::close`], at a line that says how many posts the thread above it has.
    fn close_counted(&mut self, count: u32, spans: &mut Vec<Self>, previews: bool) {
        if !self.lines.is_empty() {
            self.declared = self.declared.or(Some(count));
            self.headed = true;
            self.close(spans, previews);
        }
    }
}

/// The items of a page, in byte order; every byte of its lines is in one of them.
pub(super) fn items(lines: &[Line], limit: usize, context: &mut Context) -> Vec<Item> {
    let roles = roles(lines, limit, context);
    let (spans, rejects) = spans(&roles, context);
    let chain = |span: &Span<'_>, habit| sequence::accepted(&span.lines.iter().map(|line| line.text).collect::<Vec<_>>(), habit);
    let mut chains: Vec<Vec<Candidate>> = spans.iter().map(|span| chain(span, None)).collect();
    if let Some(habit) = sequence::habit(&chains) {
        for (span, own) in spans.iter().zip(&mut chains).filter(|(span, _)| span.preview) {
            *own = chain(span, Some(habit));
        }
    }
    let readings = read(&spans, &chains);
    let mut records = Vec::new();
    for ((span, chain), pieces) in spans.iter().zip(&chains).zip(&readings) {
        span_records(span, chain, pieces, lines, context, &mut records);
    }
    with_furniture(lines, records, rejects)
}

/// Parts the page at rules and headers. The second part are rejects, by line.
fn spans<'a>(roles: &[LineRole<'a>], context: &mut Context) -> (Vec<Span<'a>>, Vec<(usize, Item)>) {
    let mut spans = Vec::new();
    let mut rejects = Vec::new();
    let mut open = Span { preview: context.previews, ..Span::default() };
    let mut blank = false;
    let mut parted = false;
    for (index, role) in roles.iter().enumerate() {
        match role {
            LineRole::Text { text, media, count } => {
                open.at.push(index);
                let weight = weighted_length(text.trim());
                open.lines.push(TextLine { text, weight, blank_before: blank, media_after: *media, parted_before: parted });
                (blank, parted) = (false, false);
                if let Some(count) = *count {
                    open.close_counted(count, &mut spans, context.previews);
                }
            }
            LineRole::Count(count) => {
                blank = true;
                open.close_counted(*count, &mut spans, context.previews);
            }
            LineRole::Caption => {
                if let Some(last) = open.lines.last_mut() {
                    last.media_after = true;
                }
            }
            LineRole::Blank => blank = true,
            LineRole::Furniture => {
                // Furniture inside a post (a share button) does not part it; between threads it does.
                blank = true;
            }
            LineRole::Rule => {
                open.ruled = !context.previews;
                context.previews = true;
                open.close(&mut spans, context.previews);
            }
            LineRole::Header(header) => {
                let heads_a_thread = header.dated || header.count.is_some();
                if heads_a_thread && !open.lines.is_empty() {
                    open.close(&mut spans, context.previews);
                }
                open.headed |= heads_a_thread;
                open.started_on = open.started_on.or(header.date);
                open.declared = open.declared.or(header.count);
            }
            LineRole::Reject(item) => {
                rejects.push((index, item.clone()));
                parted = true;
            }
        }
    }
    open.close(&mut spans, context.previews);
    (spans, rejects)
}

/// The reading of every section under the layout that makes the page cheapest.
fn read(spans: &[Span<'_>], chains: &[Vec<Candidate>]) -> Vec<Vec<Piece>> {
    let (typical_lines, long_posts) = habits(spans, chains);
    let mut best: Option<(f64, Vec<Vec<Piece>>)> = None;
    for layout in Layout::ALL {
        let mut sum = 0.0;
        let mut readings = Vec::with_capacity(spans.len());
        for (span, chain) in spans.iter().zip(chains) {
            let expect = Expectation {
                // Under a header of its own a section is one thread, shown whole or in part.
                preview_posts: (span.preview && !span.headed).then_some(PREVIEW_POSTS),
                declared: span.declared.map(|count| if span.preview { count.min(PREVIEW_POSTS) } else { count }),
                typical_lines,
                long_posts,
            };
            let (pieces, cost) = Section::new(&span.lines, chain, expect).read(layout);
            sum += cost;
            readings.push(pieces);
        }
        if best.as_ref().is_none_or(|(cost, _)| sum < *cost) {
            best = Some((sum, readings));
        }
    }
    best.map(|(_, readings)| readings).unwrap_or_default()
}

/// How the author writes, as the posts show that ordinals delimit on both sides: the mean number of
/// lines of a post, and whether a good part of them is over the limit of X.
fn habits(spans: &[Span<'_>], chains: &[Vec<Candidate>]) -> (Option<f64>, bool) {
    let (mut posts, mut lines, mut long) = (0_u32, 0_u32, 0_u32);
    for (span, chain) in spans.iter().zip(chains) {
        for pair in chain.windows(2) {
            let consecutive = match (pair[0].ordinal.number, pair[1].ordinal.number) {
                (Some(from), Some(to)) => to == from + 1,
                _ => false,
            };
            if !consecutive || pair[0].ordinal.side != pair[1].ordinal.side {
                continue;
            }
            let range = match pair[0].ordinal.side {
                Side::Leading => pair[0].line..pair[1].line,
                Side::Trailing => pair[0].line + 1..pair[1].line + 1,
            };
            let weight: u32 = span.lines[range.clone()].iter().map(|line| line.weight + 1).sum();
            posts += 1;
            lines += u32::try_from(range.len()).unwrap_or(u32::MAX);
            long += u32::from(weight > POST_LIMIT + 20);
        }
    }
    let long_lines = spans.iter().flat_map(|span| &span.lines).filter(|line| line.weight > POST_LIMIT + 20).count();
    let typical = (posts >= 3).then(|| f64::from(lines) / f64::from(posts));
    (typical, long_lines > 0 || long >= 2 && long * 3 >= posts)
}

fn span_records(
    span: &Span<'_>,
    chain: &[Candidate],
    pieces: &[Piece],
    lines: &[Line],
    context: &mut Context,
    records: &mut Vec<Record>,
) {
    let shown_whole = span.declared.is_none_or(|count| count as usize <= pieces.len());
    let mut thread = None;
    for (index, piece) in pieces.iter().enumerate() {
        if piece.begins_thread || thread.is_none() {
            context.threads += 1;
            // Under a header alone, so few posts of a longer thread are what a page of an author shows of each.
            let partial = span.headed && !span.ruled && !shown_whole && pieces.len() <= PREVIEW_POSTS as usize;
            let kind = if span.preview || partial { ThreadKind::Preview } else { ThreadKind::Main };
            thread = Some(Arc::new(ThreadFacts {
                number: context.threads,
                native_id: None,
                topic: None,
                kind: Some(kind),
                started_on: span.started_on,
                declared_total: span.declared,
            }));
        }
        let next = pieces.get(index + 1);
        let first = &lines[span.at[piece.first]];
        let last = &lines[span.at[piece.end - 1]];
        let (text, ordinals) = piece_text(span, chain, piece);
        records.push(Record {
            extent: extent(first.extent.start, last.content_end),
            line: first.number,
            text,
            ordinals,
            boundary: Some(boundary(span, chain, piece, next)),
            thread: thread.clone(),
            author_handle: context.author_handle.clone(),
            author_name: context.author_name.clone(),
            ..Record::default()
        });
    }
}

/// The lines of a post as one text, and where its ordinals stand in it.
fn piece_text(span: &Span<'_>, chain: &[Candidate], piece: &Piece) -> (String, Vec<Ordinal>) {
    let mut text = String::new();
    let mut ordinals = Vec::new();
    let own = (piece.first..piece.end).find_map(|index| on_line(chain, index)).map(|candidate| &candidate.ordinal);
    for index in piece.first..piece.end {
        let line = &span.lines[index];
        if index > piece.first {
            text.push_str(if line.blank_before { "\n\n" } else { "\n" });
        }
        let accepted = on_line(chain, index).map(|candidate| candidate.ordinal.clone());
        let again = own.and_then(|own| said_again(own, line.text, index == piece.first));
        let apart = |found: &Ordinal| {
            accepted.as_ref().is_none_or(|own| own.span.end <= found.span.start || found.span.end <= own.span.start)
        };
        let again = again.filter(apart);
        let mut here: Vec<Ordinal> = accepted.into_iter().chain(again).collect();
        here.sort_by_key(|found| found.span.start);
        for mut found in here {
            if found.side == Side::Trailing {
                // `on the line.Image 3/8`: the caption stands before the ordinal and goes with it.
                found.span.start = furniture::without_captions(&line.text[..found.span.start]).0.len();
            }
            found.span = text.len() + found.span.start..text.len() + found.span.end;
            ordinals.push(found);
        }
        text.push_str(line.text);
    }
    (text, ordinals)
}

/// `3/ … [🧵3/x]`: the ordinal at the other side of a line that says the number of a post again, and can be nothing else.
fn said_again(own: &Ordinal, line: &str, opens: bool) -> Option<Ordinal> {
    let other = match own.side {
        Side::Leading => ordinal::trailing(line),
        Side::Trailing if opens => ordinal::leading(line),
        Side::Trailing => None,
    };
    let slashed = |found: &Ordinal| matches!(found.shape, Shape::NumberSlash | Shape::BracketedSlash);
    other.filter(|found| {
        found.number.is_some() && found.number == own.number && found.strength >= Strength::Medium && slashed(found)
    })
}

/// The ordinal on a line; a chain is in line order and has at most one a line.
fn on_line(chain: &[Candidate], line: usize) -> Option<&Candidate> {
    chain.binary_search_by_key(&line, |candidate| candidate.line).ok().map(|at| &chain[at])
}

fn boundary(span: &Span<'_>, chain: &[Candidate], piece: &Piece, next: Option<&Piece>) -> Boundary {
    let side_at = |line: usize| on_line(chain, line).map(|candidate| candidate.ordinal.side);
    if side_at(piece.end - 1) == Some(Side::Trailing) {
        return Boundary::Marker;
    }
    let Some(next) = next else { return Boundary::Separator };
    if side_at(next.first) == Some(Side::Leading) {
        return Boundary::Marker;
    }
    let last = &span.lines[piece.end - 1];
    let closing_link = last.text.split_whitespace().next_back().is_some_and(unspool_model::ordinal::looks_like_link);
    if span.lines[next.first].blank_before {
        Boundary::Separator
    } else if closing_link {
        Boundary::Link
    } else {
        Boundary::Inferred
    }
}

/// Puts records and rejects in byte order and counts everything between them as furniture.
fn with_furniture(lines: &[Line], records: Vec<Record>, rejects: Vec<(usize, Item)>) -> Vec<Item> {
    let Some((first, last)) = lines.first().zip(lines.last()) else { return Vec::new() };
    let mut placed: Vec<(u64, u64, Item)> = records
        .into_iter()
        .map(|record| (record.extent.start, record.extent.end, Item::record(record)))
        .chain(rejects.into_iter().map(|(line, item)| (lines[line].extent.start, lines[line].extent.end, item)))
        .collect();
    placed.sort_by_key(|&(start, ..)| start);
    let mut items = Vec::with_capacity(placed.len() * 2 + 1);
    let mut at = first.extent.start;
    for (start, end, item) in placed {
        if start > at {
            items.push(Item::Furniture(start - at));
        }
        items.push(item);
        at = end;
    }
    if last.extent.end > at {
        items.push(Item::Furniture(last.extent.end - at));
    }
    items
}
