//! Writes a dump of invented posts as JSON lines: `generate COUNT FILE`. The same count gives the same
//! bytes. For benchmarks.

use std::io::{BufWriter, Write};

/// Openings, middles and ends of posts; a post takes one of each by its number.
const PLACES: [&str; 8] = ["Kharkiv", "El Fasher", "Aleppo", "Kidal", "the Taiwan Strait", "Mitrovica", "Sittwe", "Gaza City"];
const ACTORS: [&str; 8] = [
    "Ukraine's military intelligence",
    "the UN",
    "Russian Telegram channels",
    "Israeli officials",
    "Reuters",
    "the RSF",
    "Beijing",
    "@bbcworld",
];
const OBJECTS: [&str; 6] = ["North Korean troops", "tanks", "civilians", "drones", "refugees", "barrels of oil"];
const TAILS: [&str; 6] = [
    "Nothing of this is confirmed yet.",
    "More at https://example.com/reports/{n}.",
    "Source: t.me/rybar/{n}",
    "Sanctions will not change that, analysts say.",
    "The hospital was hit twice last week.",
    "Thread continues tomorrow 🧵",
];

fn post(number: usize) -> String {
    let pick = |list: &[&'static str], step: usize| list[number / step % list.len()];
    let figure = 10 + number * 37 % 9_000;
    let opening = match number % 3 {
        0 => format!("According to {}, {figure} {} are near {}.", pick(&ACTORS, 1), pick(&OBJECTS, 2), pick(&PLACES, 3)),
        1 => format!("A quiet day in {}, with no news from the front and little talk of it in the capital.", pick(&PLACES, 1)),
        _ => format!(
            "{} says that {figure} {} left {} on 24 February 2022.",
            pick(&ACTORS, 1),
            pick(&OBJECTS, 3),
            pick(&PLACES, 2)
        ),
    };
    format!("{opening}\n{}", pick(&TAILS, 5).replace("{n}", &number.to_string()))
}

fn main() -> std::io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = || std::io::Error::other("usage: generate COUNT FILE");
    let count: usize = arguments.next().and_then(|count| count.parse().ok()).ok_or_else(usage)?;
    let path = arguments.next().ok_or_else(usage)?;
    if let Some(folder) = std::path::Path::new(&path).parent() {
        fs_err::create_dir_all(folder)?;
    }
    let mut out = BufWriter::new(fs_err::File::create(&path)?);
    for number in 0..count {
        let (minute, author) = (number % 60, number % 997);
        let line = serde_json::json!({
            "id": format!("{}", 1_600_000_000_000_000_000_u64 + number as u64),
            "author": format!("author_{author}"),
            "created_at": format!("2023-{:02}-{:02}T12:{minute:02}:00Z", 1 + number / 28 % 12, 1 + number % 28),
            "text": post(number),
        });
        writeln!(out, "{line}")?;
    }
    out.flush()
}
