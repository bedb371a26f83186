//! Names inside hashtags that are written in camel case (`#StandWithUkraine`), and tags in small letters that are a name
//! (`#ukraine`). A tag that is a name as it is written is found as any other word is.

use std::ops::Range;

use unspool_lexicon::{Folded, Hit, Lexicons, WordClass};

use crate::actors::{self, FoundActor};
use crate::mentions::is_ordinary;
use crate::places::{self, FoundPlace};
use crate::spans;
use crate::view::View;

/// Most parts of a tag that a name has.
const MOST_PARTS: usize = 3;

/// Adds what the parts of hashtags name, where nothing has been found in the tag.
pub(crate) fn add(view: &View<'_>, lexicons: &Lexicons, actors: &mut Vec<FoundActor>, places: &mut Vec<FoundPlace>) {
    if !view.has_signs {
        return;
    }
    let mut hits = Vec::new();
    for (sign, mark) in view.text.match_indices(['#', '＃']) {
        let start = sign + mark.len();
        let length = view.text[start..].find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(view.text.len() - start);
        let tag = start..start + length;
        let taken =
            spans::overlap(actors, |actor| actor.span.clone(), &tag) || spans::overlap(places, |place| place.span.clone(), &tag);
        if !taken && !view.is_masked(tag.clone()) {
            hits.extend(names(view.text, &parts(view.text, &tag), lexicons));
        }
    }
    if !hits.is_empty() {
        actors.extend(hits.iter().filter_map(|&hit| actors::simple(view, hit, &lexicons.names)));
        places.extend(hits.iter().filter_map(|&hit| places::of_hit(hit, &lexicons.names)));
        actors.sort_by_key(|actor| (actor.span.start, actor.span.end));
        places.sort_by_key(|place| (place.span.start, place.span.end));
    }
}

/// The words of a tag: a capital behind a small letter begins one, and so does the last of several capitals.
fn parts(text: &str, tag: &Range<usize>) -> Vec<Range<usize>> {
    let chars: Vec<(usize, char)> = text[tag.clone()].char_indices().map(|(at, c)| (tag.start + at, c)).collect();
    let mut parts: Vec<Range<usize>> = Vec::new();
    let mut start = tag.start;
    for (index, &(at, c)) in chars.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| chars[before].1);
        let behind = chars.get(index + 1).map(|&(_, c)| c);
        let begins = c.is_uppercase()
            && before
                .is_some_and(|before| before.is_lowercase() || before.is_uppercase() && behind.is_some_and(char::is_lowercase));
        if begins || c == '_' {
            parts.push(start..at);
            start = at + usize::from(c == '_');
        }
    }
    parts.push(start..tag.end);
    parts.retain(|part| !part.is_empty());
    parts
}

/// The names that one part or several in a row spell, the longest first. Doubtful names have nothing around them here that
/// could speak for them.
fn names(text: &str, parts: &[Range<usize>], lexicons: &Lexicons) -> Vec<Hit> {
    if let [tag] = parts {
        return small(text, tag, lexicons).into_iter().collect();
    }
    let mut found = Vec::new();
    let mut first = 0;
    while first < parts.len() {
        let named = (first + 1..=parts.len().min(first + MOST_PARTS)).rev().find_map(|end| {
            let words: Vec<&str> = parts[first..end].iter().map(|part| &text[part.clone()]).collect();
            let spelled = || whole(&with_small_words(&words, lexicons), false, lexicons);
            whole(&words.join(" "), false, lexicons).or_else(spelled).map(|hit| (hit, end))
        });
        match named {
            Some((mut hit, end)) => {
                (hit.start, hit.end) = (parts[first].start, parts[end - 1].end);
                found.push(hit);
                first = end;
            }
            None => first += 1,
        }
    }
    found
}

/// `Horn of Africa` from `#HornOfAfrica`: in the middle of a name prepositions have no capital.
fn with_small_words(words: &[&str], lexicons: &Lexicons) -> String {
    let last = words.len() - 1;
    let inner = |at: usize, word: &str| at > 0 && at < last && lexicons.figures.is(word, WordClass::Function);
    let spelled = words.iter().enumerate().map(|(at, word)| if inner(at, word) { word.to_lowercase() } else { (*word).into() });
    spelled.collect::<Vec<String>>().join(" ")
}

/// The name that a tag in small letters spells, if it is no ordinary word: `#ukraine`, but not `#turkey`.
fn small(text: &str, tag: &Range<usize>, lexicons: &Lexicons) -> Option<Hit> {
    let word = &text[tag.clone()];
    if word.contains(char::is_uppercase) || is_ordinary(word) {
        return None;
    }
    let mut hit = whole(word, true, lexicons)?;
    (hit.start, hit.end) = (tag.start, tag.end);
    Some(hit)
}

/// The name that some words are as a whole, unless it is a doubtful one. `small` says that they lack their capitals.
fn whole(words: &str, small: bool, lexicons: &Lexicons) -> Option<Hit> {
    let folded = Folded::new(words);
    let hits = lexicons.names.hits(words, &folded, small);
    let hit = hits.into_iter().find(|hit| hit.start == 0 && hit.end == words.len())?;
    (!lexicons.evidence.is_doubtful(&folded)).then_some(hit)
}

#[cfg(test)]
mod tests {
    use super::parts;

    #[test]
    fn tags_part_at_capitals() {
        let words = |tag: &str| parts(tag, &(0..tag.len())).into_iter().map(|part| tag[part].to_owned()).collect::<Vec<_>>();
        assert_eq!(words("StandWithUkraine"), ["Stand", "With", "Ukraine"]);
        assert_eq!(words("IStandWithPutin"), ["I", "Stand", "With", "Putin"]);
        assert_eq!(words("TeamUSA"), ["Team", "USA"]);
        assert_eq!(words("USATeam_Kyiv"), ["USA", "Team", "Kyiv"]);
        assert_eq!(words("ukraine"), ["ukraine"]);
        assert_eq!(words("СлаваУкраїні"), ["Слава", "Україні"]);
        assert!(words("").is_empty());
    }
}
