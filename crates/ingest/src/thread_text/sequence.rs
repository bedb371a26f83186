//! Which of the possible ordinals of a page are ordinals: the ones that form sequences.
//!
//! `9/11` may open a post about an attack or be the ninth of eleven posts. Alone the form cannot
//! say; between `8/11` and `10/11` it can. So the candidates of a section are weighed as a chain:
//! each costs or earns by its form, each step from one to the next by how well it counts on, and the
//! chain with the highest sum wins. What is not on it stays text.

use unspool_model::ordinal::{self, Ordinal, Shape, Side, Strength, Total};

/// A candidate and the line it stands on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Candidate {
    /// Index of the line among the text lines of the section.
    pub line: usize,
    /// The possible ordinal.
    pub ordinal: Ordinal,
}

/// How far back a step may reach; longer steps would make the work quadratic.
const REACH: usize = 48;

/// Characters of an item of a list inside a post.
const LONGEST_ITEM: usize = 160;

/// The shape of the ordinals of an author who keeps to one, as a sequence of three or more shows.
pub(super) fn habit(chains: &[Vec<Candidate>]) -> Option<Shape> {
    const SHORTEST: usize = 3;
    let shapes = chains.iter().filter(|chain| chain.len() >= SHORTEST).flatten().map(|candidate| candidate.ordinal.shape);
    let mut shapes = shapes.filter(|&shape| shape != Shape::ThreadEmoji && shape != Shape::End);
    let first = shapes.next()?;
    shapes.all(|shape| shape == first).then_some(first)
}

/// The ordinals of a section, at most one a line, in order. `habit` is the shape that the author keeps to elsewhere on the page.
pub(super) fn accepted(lines: &[&str], habit: Option<Shape>) -> Vec<Candidate> {
    let candidates: Vec<Candidate> = lines
        .iter()
        .enumerate()
        .flat_map(|(line, text)| {
            let mut found = [ordinal::leading(text), ordinal::trailing(text)];
            // `3/Text [3/x]`: the first says where the post begins, the second only the same again.
            if let [Some(first), Some(last)] = &mut found
                && first.number.is_some()
                && first.number == last.number
                && first.span.end <= last.span.start
            {
                (first.strength, last.strength) = (Strength::Strong, Strength::Medium);
            }
            found.into_iter().flatten().map(move |ordinal| Candidate { line, ordinal })
        })
        .collect();
    best_chain(&candidates, lines, habit)
}

fn best_chain(candidates: &[Candidate], lines: &[&str], habit: Option<Shape>) -> Vec<Candidate> {
    let mut best: Vec<(f64, Option<usize>)> = Vec::with_capacity(candidates.len());
    for (index, candidate) in candidates.iter().enumerate() {
        // A preview may show no more than the first post of a thread.
        let usual = candidate.ordinal.number == Some(1) && habit == Some(candidate.ordinal.shape);
        let own = form_score(candidate, lines) + if usual { 3.0 } else { 0.0 };
        // A chain may begin anywhere.
        let mut top = (own, None);
        for earlier in index.saturating_sub(REACH)..index {
            if candidates[earlier].line == candidate.line {
                continue;
            }
            let score = best[earlier].0 + own + step_score(&candidates[earlier].ordinal, &candidate.ordinal);
            if score > top.0 {
                top = (score, Some(earlier));
            }
        }
        best.push(top);
    }
    let Some(last) = (0..best.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0)) else { return Vec::new() };
    if best[last].0 <= 0.0 {
        return Vec::new();
    }
    let mut chain = Vec::new();
    let mut at = Some(last);
    while let Some(index) = at {
        chain.push(candidates[index].clone());
        at = best[index].1;
    }
    chain.reverse();
    chain
}

/// What the form and the place of one candidate say.
fn form_score(candidate: &Candidate, lines: &[&str]) -> f64 {
    let ordinal = &candidate.ordinal;
    let mut score = match ordinal.strength {
        Strength::Strong => 2.0,
        Strength::Medium => 1.0,
        Strength::Weak => -2.0,
    };
    if ordinal.shape == Shape::ThreadEmoji {
        // Says that a thread begins, which only a first line can say.
        score = if candidate.line == 0 { 1.5 } else { 0.05 };
    }
    if ordinal.shape == Shape::Bare {
        // `3 Soldiers were hurt` counts: only several posts that count on are a sequence.
        score -= 0.6;
    }
    let leading = ordinal.side == Side::Leading;
    if ordinal.span == (0..lines[candidate.line].len()) {
        // Alone on its line it may open the next post or close the last one: `3/` opens, `/3` closes,
        // and there is nothing to close before the first line, nothing to open behind the last.
        let natural = leading == (ordinal.shape != Shape::SlashNumber && ordinal.shape != Shape::End);
        let at_edge = if leading { candidate.line + 1 == lines.len() } else { candidate.line == 0 };
        score += if at_edge {
            -4.0
        } else if natural {
            0.5
        } else {
            0.0
        };
    }
    if leading && ordinal.strength == Strength::Weak && candidate.line > 0 {
        // `Three reasons:` and then `1.` is a list inside a post, unless its items are as long as posts.
        let before = lines[candidate.line - 1].trim_end();
        let item = lines[candidate.line].chars().count() <= LONGEST_ITEM;
        score -= if before.ends_with(':') && item { 4.0 } else { 0.5 };
    }
    if ordinal.number == Some(1) && matches!(ordinal.total, Total::Known(3..)) && (leading == (candidate.line == 0)) {
        score += 2.5;
    }
    score
}

/// How well `next` counts on from `before`.
fn step_score(before: &Ordinal, next: &Ordinal) -> f64 {
    let (Some(from), Some(to)) = (before.number, next.number) else {
        // `/end` and the emoji have no number to count with.
        return 0.0;
    };
    let restart = to == 1 && from != 1 || to <= from;
    let count = match to.checked_sub(from) {
        Some(1) => 4.0,
        Some(2..=5) => 1.5,
        Some(6..) => -1.0,
        _ if to == 1 => 2.0,
        _ => -2.5,
    };
    let style = if before.shape == next.shape && before.side == next.side { 0.0 } else { -2.0 };
    let totals = match (before.total, next.total) {
        (Total::Known(a), Total::Known(b)) if a == b => 2.0,
        (Total::Known(_), Total::Known(_)) if !restart => -3.0,
        _ => 0.0,
    };
    count + style + totals
}

#[cfg(test)]
mod tests {
    use super::{accepted, habit};

    fn numbers(lines: &[&str]) -> Vec<(usize, Option<u32>)> {
        accepted(lines, None).into_iter().map(|candidate| (candidate.line, candidate.ordinal.number)).collect()
    }

    #[test]
    fn a_sequence_makes_ordinals_of_weak_forms() {
        assert_eq!(numbers(&["8/11 One", "9/11 Two", "10/11 Three"]), [(0, Some(8)), (1, Some(9)), (2, Some(10))]);
        assert_eq!(numbers(&["9/11 changed everything", "for the whole region"]), []);
    }

    #[test]
    fn bare_numbers_are_ordinals_where_many_count_on() {
        let lines = ["1 Fighting goes on", "2 Ana told me this", "3 Many left", "4 ICRC is there", "5 The rest waits"];
        assert_eq!(numbers(&lines).len(), 5);
        assert_eq!(numbers(&lines[..3]), []);
        assert_eq!(numbers(&["2 Russian tanks", "3 Turkish drones", "5 Chinese ships"]), []);
    }

    #[test]
    fn a_first_post_has_the_shape_of_the_others_of_its_author() {
        let chain = accepted(&["1) One", "2) Two", "3) Three"], None);
        let first = |habit| accepted(&["1) Another thread begins", "and goes on"], habit).len();
        assert_eq!((first(None), first(habit(&[chain]))), (0, 1));
    }

    #[test]
    fn a_list_inside_a_post_is_text() {
        let lines = ["Why it matters /4", "Three reasons:", "1. Grain", "2. Gas", "3. Ports /5", "So much for that /6"];
        assert_eq!(numbers(&lines), [(0, Some(4)), (4, Some(5)), (5, Some(6))]);
    }

    #[test]
    fn posts_behind_a_colon_are_no_list() {
        let posts: Vec<String> = (1..=3).map(|number| format!("({number}) {}", "word ".repeat(40))).collect();
        assert_eq!(numbers(&["Here is how:", &posts[0], &posts[1], &posts[2]]), [(1, Some(1)), (2, Some(2)), (3, Some(3))]);
        assert_eq!(numbers(&["Here is why:", "(1) Grain", "(2) Gas", "(3) Ports"]), []);
    }

    #[test]
    fn an_ordinal_alone_on_a_line_opens_or_closes() {
        let sides =
            |lines: &[&str]| accepted(lines, None).into_iter().map(|candidate| candidate.ordinal.side).collect::<Vec<_>>();
        assert_eq!(sides(&["1/", "a", "2/", "b"]), [super::Side::Leading; 2]);
        assert_eq!(sides(&["a", "/1", "b", "/2"]), [super::Side::Trailing; 2]);
    }

    #[test]
    fn numbering_may_start_again() {
        let lines = ["a /1", "b /2", "c /1", "d /2"];
        assert_eq!(numbers(&lines).len(), 4);
    }
}
