//! Who gives which figure for what: the rows of `claims`.

use unspool_model::{Claim, Quantity};

/// The claims among the figures of a post of the thread `thread_id`, in text order.
#[must_use]
pub fn claims(thread_id: &str, quantities: &[Quantity]) -> Vec<Claim> {
    quantities.iter().filter_map(|quantity| claim(thread_id, quantity)).collect()
}

fn claim(thread_id: &str, quantity: &Quantity) -> Option<Claim> {
    let (source, object) = (quantity.source.clone()?, quantity.object.clone()?);
    let head = head(&object);
    Some(Claim {
        start_char: quantity.start_char,
        end_char: quantity.end_char,
        thread_id: thread_id.to_owned(),
        contest_id: format!("{thread_id}/{}", head.replace(char::is_whitespace, "-")),
        source,
        source_actor_id: quantity.source_actor_id.clone(),
        cue: quantity.cue.clone(),
        surface: quantity.surface.clone(),
        value: quantity.value,
        low: quantity.low,
        high: quantity.high,
        modifier: quantity.modifier,
        unit: quantity.unit.clone(),
        object,
        head,
    })
}

/// The head noun of a noun phrase: its last word, without a plural ending, so that `forces` and `force`
/// meet. Words that end in `-ss` or are short stay.
fn head(object: &str) -> String {
    // An object that is cut short may end in a hyphen.
    let mut words = object.split(|c: char| c.is_whitespace() || c == '-');
    let last = words.rfind(|word| !word.is_empty()).unwrap_or(object).to_lowercase();
    let singular = if let Some(stem) = last.strip_suffix("ies").filter(|stem| stem.len() > 2) {
        format!("{stem}y")
    } else if let Some(stem) = last.strip_suffix("es").filter(|stem| stem.ends_with(['x', 'h']) || stem.ends_with("ss")) {
        stem.to_owned()
    } else {
        last.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with(['s', 'u', 'i'])).unwrap_or(&last).to_owned()
    };
    if singular.is_empty() { last } else { singular }
}

#[cfg(test)]
mod tests {
    use super::head;

    #[test]
    fn heads_meet_over_number() {
        for (object, wanted) in [
            ("North Korean forces", "force"),
            ("bodies", "body"),
            ("air bases", "base"),
            ("attacks", "attack"),
            ("deaths", "death"),
            ("crosses", "cross"),
            ("people", "people"),
            ("total storm-", "storm"),
            ("танков", "танков"),
        ] {
            assert_eq!(head(object), wanted, "{object}");
        }
    }
}
