//! Units that another figure tells: those that it names for both, and those of a letter that it makes clear.

use unspool_lexicon::{Figures, NumeralClass, WordClass};
use unspool_model::QuantityKind;

use super::{FoundFigure, results};
use crate::slavic::is_cyrillic;
use crate::view::{Kind, View};

/// Gives figures the units that others name for them.
pub(super) fn share(view: &View<'_>, found: &mut [FoundFigure], figures: &Figures) {
    weigh(view, found);
    count_millions(view, found, figures);
    share_in_lists(view, found, figures);
    share_out(view, found);
    share_levels(view, found, figures);
    share_conversions(view, found);
    results::share(view, found);
    results::points(view, found);
}

/// Units of mass, behind which pounds that say the same are one as well.
const MASSES: [&str; 3] = ["kg", "t", "g"];
/// Units of length, as UCUM writes them, beside which `m` is one too.
const LENGTHS: [&str; 7] = ["m", "km", "cm", "mm", "[mi_i]", "[ft_i]", "[nmi_i]"];
/// The pound, as UCUM writes it.
const POUND: &str = "[lb_av]";

/// Whether a figure is of pounds without a sign of a currency.
fn is_pounds(view: &View<'_>, figure: &FoundFigure) -> bool {
    figure.unit.as_deref() == Some("GBP") && view.text[figure.span.clone()].ends_with("pounds")
}

/// Makes weights of pounds: `3,800 kilograms (8,370 pounds)`, `300 kilograms, or 660 pounds`, `weighs 2,000 pounds`.
fn weigh(view: &View<'_>, found: &mut [FoundFigure]) {
    /// Most words from the verb to the figure: `weighs about`.
    const FARTHEST: usize = 3;
    for index in (0..found.len()).filter(|&index| is_pounds(view, &found[index])).collect::<Vec<_>>() {
        let start = found[index].span.start;
        let again = index.checked_sub(1).map(|first| &found[first]).is_some_and(|first| {
            let mass = first.unit.as_deref().is_some_and(|unit| MASSES.contains(&unit));
            mass && matches!(view.text[first.span.end..start].trim(), "(" | "or" | ", or")
        });
        let at = view.token_at(start);
        let weighs = || (1..=FARTHEST).filter_map(|back| at.checked_sub(back)).any(|verb| view.is(verb, WordClass::Weighing));
        if again || weighs() {
            (found[index].kind, found[index].unit) = (QuantityKind::Measure, Some(POUND.to_owned()));
        }
    }
}

/// Makes millions of metres where a figure of the same sentence says `million` or `k`, and none a length: `5.75 million Zelvians, 1.2m in
/// Tarno`; and where something that is no length is put at them: `puts output at 4.5m`.
fn count_millions(view: &View<'_>, found: &mut [FoundFigure], figures: &Figures) {
    /// What a metre stands for then.
    const MILLION: f64 = 1e6;
    let glued = |figure: &FoundFigure| {
        let text = &view.text[figure.span.clone()];
        figure.unit.as_deref() == Some("m")
            && text.strip_suffix('m').is_some_and(|digits| digits.ends_with(|c: char| c.is_ascii_digit()))
    };
    for index in (0..found.len()).filter(|&index| glued(&found[index])).collect::<Vec<_>>() {
        let sentence = view.sentence(found[index].span.start);
        let here = |other: &&FoundFigure| sentence.start <= other.span.start && other.span.end <= sentence.end;
        let scaled = |other: &FoundFigure| {
            let words = view.folded[other.span.clone()].split(|c: char| !c.is_alphabetic());
            words.filter(|word| !word.is_empty()).any(|word| {
                figures.numeral(word, word).is_some_and(|word| word.class.is_short() || word.class == NumeralClass::Scale)
            })
        };
        let long = |other: &FoundFigure| {
            other.kind == QuantityKind::Measure
                && other.unit.as_deref().is_some_and(|unit| LENGTHS.contains(&unit))
                && !glued(other)
        };
        let others = || found.iter().filter(here).filter(|other| other.span != found[index].span);
        let put = || is_put_at(view, &sentence, found[index].span.start);
        if (others().any(scaled) || put()) && !others().any(long) {
            let figure = &mut found[index];
            (figure.kind, figure.unit) = (QuantityKind::Count, None);
            for value in [&mut figure.value, &mut figure.low, &mut figure.high].into_iter().flatten() {
                *value = (*value * MILLION).round();
            }
        }
    }
}

/// `puts output at`: whether a verb of putting, a noun of what is measured and `at` stand before a byte.
fn is_put_at(view: &View<'_>, sentence: &std::ops::Range<usize>, start: usize) -> bool {
    let (first, at) = (view.token_at(sentence.start), view.token_at(start));
    let placed = at > first + 2 && view.is_text(at - 1, "at") && view.is_small(at - 2, WordClass::Measured);
    placed
        && !view.is(at - 2, WordClass::Dimension)
        && (first..at - 2).rev().take(6).any(|verb| view.is_small(verb, WordClass::Putting))
}

/// `from 0.5 to 1.2 euros`, `from 3.6 million rubles to 400,000`, `$5m, up from 3m`, `40 km in May against 20 in April`: two
/// levels, of which one names the unit.
fn share_levels(view: &View<'_>, found: &mut [FoundFigure], figures: &Figures) {
    /// Most words between a level and the one that it is compared with.
    const MOST_BETWEEN: usize = 14;
    /// So many percent are another figure.
    const MOST_PERCENT: f64 = 1e5;
    for index in 1..found.len() {
        let (first, second) = (&found[index - 1], &found[index]);
        let head = view.folded[..first.span.start].trim_end();
        let head = figures.cues_before.ends(head).map_or(head, |(start, _)| head[..start].trim_end());
        let between = view.folded[first.span.end..second.span.start].trim();
        let levels = between_levels(head, between, figures);
        // `4 km2 a day in May, vs 2 in April`
        let clause = || !between.contains(['.', ';', ':', '\n']) && between.split(' ').count() <= MOST_BETWEEN;
        let cue = figures.cues_before.ends(between).map_or(between, |(start, _)| between[..start].trim_end());
        let earlier = matches!(between, "of which" | ", of which") || figures.comparisons.ends(cue).is_some() && clause();
        // `the share of exports rose from 13 to 47 percent`: an object in front of both
        let fronted = first.object.as_ref().is_some_and(|object| object.end <= first.span.start);
        let shared = is_bare(first) || fronted && first.kind == QuantityKind::Count && second.kind == QuantityKind::Percent;
        if shared && second.unit.is_some() && levels {
            let (kind, unit) = (second.kind, second.unit.clone());
            (found[index - 1].kind, found[index - 1].unit) = (kind, unit);
            // `с 60 до 45 долларов`: a level, and no upper bound.
            found[index].modifier = found[index].modifier.filter(|_| between != "до");
        // `by 15% to 470,000`: a change, and the level that it leads to.
        } else if is_bare(second) && first.unit.is_some() {
            let sum = is_further_sum(view, first, second, between) || is_part_of_sum(view, first, second, between);
            let same = levels && !head.ends_with("by") || earlier || results::is_share(view, first, second);
            // `210k rubles a month and a bonus of 4 million`: a sum is no rate.
            let currency = || first.unit.as_deref().and_then(|unit| unit.split('/').next()).map(str::to_owned);
            let unit = if same { first.unit.clone() } else { currency() };
            // `4.28 trn rubles (2%), against 0.97 trn`
            let scaled = first.kind == QuantityKind::Percent && second.value.is_some_and(|value| value.abs() >= MOST_PERCENT);
            if (same || sum) && !scaled {
                (found[index].kind, found[index].unit) = (first.kind, unit);
            }
        }
    }
}

/// `$61bn for Ukraine, 26 for Israel and 8 for Taiwan`: what is given to each has the unit and scale of what the first is given;
/// so has each share of votes (`13.3% would vote for Ruiz, 8.1 for Berg`) and a part of a sum (`$68.7bn, of which exports 4.9`).
fn share_out(view: &View<'_>, found: &mut [FoundFigure]) {
    /// Most words from `for` to the next figure.
    const MOST: usize = 6;
    let is_given = |figure: &FoundFigure| {
        let whom = view.text[figure.span.end..].strip_prefix(" for ").unwrap_or_default();
        whom.starts_with(char::is_alphabetic)
    };
    for index in 1..found.len() {
        let (first, second) = (&found[index - 1], &found[index]);
        let between = view.folded[first.span.end..second.span.start].trim_end();
        let listed = between.ends_with([',', ';']) || between.ends_with(" and");
        let smaller = second.value.zip(first.value).is_some_and(|(part, whole)| part < whole);
        let part = between.trim_start_matches(", ").starts_with("of which") && first.kind == QuantityKind::Money && smaller;
        let clause = (listed || part) && !between.contains(['.', ':', '\n']) && between.split(' ').count() <= MOST;
        let plain = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let digits = view.text[first.span.clone()].trim_matches(|c: char| !c.is_ascii_digit());
        let said = digits.replace(',', "").parse::<f64>().ok();
        let scale = first.value.zip(said).map(|(value, said)| (value / said).round());
        let Some(scale) = scale.filter(|scale| scale.is_finite() && *scale >= 1.0) else { continue };
        // `41,000 roubles for students, 150k for engineers`
        let own = second.value.is_some_and(|value| value >= 1e3) && !plain(&view.text[second.span.clone()]);
        let scale = if own { 1.0 } else { scale };
        let money = first.kind == QuantityKind::Money && is_given(first);
        let votes = first.kind == QuantityKind::Percent && second.value.is_some_and(|value| value < 100.0);
        if clause
            && (part || (money || votes) && is_given(second))
            && is_bare(second)
            && (own || plain(&view.text[second.span.clone()]))
        {
            let (kind, unit) = (first.kind, first.unit.clone());
            let figure = &mut found[index];
            (figure.kind, figure.unit, figure.value) = (kind, unit, figure.value.map(|value| value * scale));
        }
    }
}

/// `from 3.5 billion rubles in 2021 to 46 billion in 2023, and 66 billion`, `31 billion rubles, or 2 billion more`: millions that say no
/// more, behind money in one clause.
fn is_further_sum(view: &View<'_>, first: &FoundFigure, second: &FoundFigure, between: &str) -> bool {
    /// Most words between the two.
    const MOST: usize = 8;
    /// From so much on people name money by its scale alone.
    const LARGE: f64 = 1e6;
    let large = second.value.is_some_and(|value| value >= LARGE);
    let scaled = view.text[second.span.clone()].ends_with(|c: char| c.is_alphabetic());
    let joined = ["to", "and", ",", "then", " or", " even", "i.e."].iter().any(|word| between.ends_with(word));
    // `€2.3bn from the loan this week: 18.1bn so far`
    let billions = ["bn", "tn", "trn"].iter().any(|scale| view.text[second.span.clone()].ends_with(scale));
    // `€51 bn (10bn short and 17bn for refugees)`
    let here = !between.trim_start_matches('(').contains(['.', ';', '(', '\n']);
    if first.kind == QuantityKind::Money && billions && here {
        return true;
    }
    let clause = !between.trim_end_matches("i.e.").contains(['.', ';', ':', '(', '\n']) && between.split(' ').count() <= MOST;
    let ends = view.token(view.token_at(second.span.end)).is_none_or(|(token, text)| {
        token.kind == Kind::Mark && text != "-" || token.is(WordClass::Function) || matches!(text, "more" | "less")
    });
    first.kind == QuantityKind::Money && large && scaled && joined && clause && ends
}

/// `90 млрд євро. З них 60 млрд піде на оборону`, `€90bn. Of this 60 billion goes …`: a smaller sum of the scale of the one that the
/// sentence before names.
fn is_part_of_sum(view: &View<'_>, first: &FoundFigure, second: &FoundFigure, between: &str) -> bool {
    let opens = [". of this", ". of that", ". of these", ". of which", ". из них", ". з них", ". із них"];
    let scaled = view.text[second.span.clone()].ends_with(|c: char| c.is_alphabetic());
    let between = between.trim_end_matches([',', ' ']);
    let opened = opens.iter().any(|words| between.ends_with(words)) && between.matches(['.', ';', '\n']).count() == 1;
    first.kind == QuantityKind::Money && opened && scaled && second.value < first.value
}

/// `from 50,000 rubles ($825) to 300,000 ($5,000)`, `400,000 and 150,000 rubles`: what a sum in another currency explains is money of
/// the unit that such a sum explained before; and of two sums in one breath the last one names the currency.
fn share_conversions(view: &View<'_>, found: &mut [FoundFigure]) {
    let mut explained: Option<String> = None;
    for index in 0..found.len().saturating_sub(1) {
        let (first, second) = (&found[index], &found[index + 1]);
        let between = &view.text[first.span.end..second.span.start];
        let unit = second.unit.clone().filter(|_| second.kind == QuantityKind::Money);
        let spelled = || view.text[second.span.clone()].ends_with(char::is_alphabetic);
        if is_bare(first) && matches!(between, " and " | " or ") && unit.is_some() && spelled() {
            (found[index].kind, found[index].unit) = (QuantityKind::Money, unit);
        } else if unit.is_some() && matches!(between, " (" | " [") {
            if is_bare(first) && explained.is_some() && explained != unit {
                (found[index].kind, found[index].unit) = (QuantityKind::Money, explained.clone());
            } else if first.kind == QuantityKind::Money {
                explained.clone_from(&first.unit);
            }
        }
    }
}

/// Whether a figure has neither unit nor object.
pub(super) fn is_bare(figure: &FoundFigure) -> bool {
    figure.kind == QuantityKind::Count && figure.object.is_none() && figure.value.is_some()
}

/// `10, 20 and 30 km`, `girls, 12 and 13 years old`, `чоловіки 25, 30, 32 років`: the last figure of a list names the unit of all.
fn share_in_lists(view: &View<'_>, found: &mut [FoundFigure], figures: &Figures) {
    /// Fewest figures, but of ages.
    const FEWEST: usize = 3;
    for last in 1..found.len() {
        if found[last].unit.is_none() || view.text[found[last].span.clone()].ends_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        let between = |index: usize| view.folded[found[index].span.end..found[index + 1].span.start].trim();
        let conjunction = |index: usize| figures.is(between(index).trim_start_matches(", "), WordClass::Conjunction);
        let first =
            (0..last).rev().take_while(|&index| is_bare(&found[index]) && (between(index) == "," || conjunction(index))).last();
        let Some(first) = first else { continue };
        let ages = is_age_with_unit(view, &found[last]);
        if ages || last - first + 1 >= FEWEST && conjunction(last - 1) {
            let (kind, unit) = (found[last].kind, found[last].unit.clone());
            found[first..last].iter_mut().for_each(|figure| (figure.kind, figure.unit) = (kind, unit.clone()));
        }
    }
}

/// Whether the words in front of a figure and behind it make two levels of it and the next one: `from … to`, `с … до`.
fn between_levels(head: &str, between: &str, figures: &Figures) -> bool {
    let before = head.rsplit(' ').next().unwrap_or_default();
    matches!(between, "to" | "до") && (before == "by" || figures.is(before, WordClass::RangeFront))
}

/// Whether a figure is an age that says so: `13 years old`, `13 років`.
fn is_age_with_unit(view: &View<'_>, figure: &FoundFigure) -> bool {
    let text = &view.folded[figure.span.clone()];
    figure.unit.as_deref() == Some("a") && (text.ends_with("old") || text.ends_with(is_cyrillic))
}
