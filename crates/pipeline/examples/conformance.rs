//! Measures the figures against outside cases: `conformance FOLDER EXCEPTIONS [--verbose]`.
//!
//! FOLDER holds JSON files of cases as Recognizers-Text keeps them (`Input`, `Results` with `Text`,
//! `Start`, `End`, `Resolution`). Our rows are mapped to their results: a number by its value where the
//! spans overlap, a percentage, an amount of money with its currency, a dimension with its unit, a
//! range by its ends. A case passes if every result has its row and no row of that kind is left over.
//! EXCEPTIONS is a table of the cases where `GUIDELINES` and they differ on what a number is: the file,
//! the first 12 hex digits of the SHA-256 of the input, the reason. They are counted apart.

use std::collections::BTreeMap;
use std::io::Write;

use camino::Utf8Path;
use serde::Deserialize;
use unspool_datasets::FileEntry;
use unspool_derive::{Subject, derive};
use unspool_lexicon::Lexicons;
use unspool_model::{Modifier, Quantity, QuantityKind};

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Case {
    input: String,
    results: Vec<Expected>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct Expected {
    text: String,
    start: usize,
    end: usize,
    #[serde(default)]
    resolution: BTreeMap<String, serde_json::Value>,
}

impl Expected {
    fn said(&self, key: &str) -> Option<&str> {
        self.resolution.get(key).and_then(|value| value.as_str())
    }
}

/// UCUM codes of their unit names.
const UNITS: [(&str, &str); 24] = [
    ("Mile", "[mi_i]"),
    ("Barrel", "{barrel}"),
    ("Foot", "[ft_i]"),
    ("Acre", "[acr_us]"),
    ("Gallon", "[gal_us]"),
    ("Cubic foot", "[cft_i]"),
    ("Square meter", "m2"),
    ("Metric ton", "t"),
    ("Kilometer", "km"),
    ("Inch", "[in_i]"),
    ("Meter", "m"),
    ("Millimeter", "mm"),
    ("Megabit", "MBy"),
    ("Tablespoon", "[tbs_us]"),
    ("Cup", "[cup_us]"),
    ("Kilogram", "kg"),
    ("Microgram", "ug"),
    ("Radian", "rad"),
    ("Turn", "{turn}"),
    ("Ton", "t"),
    ("Pound", "[lb_av]"),
    ("Centimeter per millisecond", "cm/ms"),
    ("Meter per millisecond", "m/ms"),
    ("Kilometer per millisecond", "km/ms"),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, exceptions, rest @ ..] = &arguments[..] else {
        return Err("usage: conformance FOLDER EXCEPTIONS [--verbose]".into());
    };
    let verbose = rest.iter().any(|argument| argument == "--verbose");
    let exceptions = fs_err::read_to_string(exceptions)?;
    let lexicons = Lexicons::load(None)?;
    let mut out = std::io::stdout().lock();
    let mut sum = (0, 0);
    let mut files: Vec<_> = Utf8Path::new(folder).read_dir_utf8()?.collect::<Result<_, _>>()?;
    files.sort_by_key(|file| file.file_name().to_owned());
    for file in files.iter().filter(|file| file.path().extension() == Some("json")) {
        let name = file.path().file_stem().unwrap_or_default();
        let cases: Vec<Case> = serde_json::from_str(&fs_err::read_to_string(file.path())?)?;
        let (mut passed, mut excepted, mut total) = (0, 0, 0);
        for case in cases {
            let key = FileEntry::of_text("", &case.input).sha256[..12].to_owned();
            let listed = exceptions.lines().any(|line| line.starts_with(&format!("{name},{key},")));
            let rows = derive(&Subject::text(&case.input), &lexicons).quantities;
            let good = passes(name, &case, &rows);
            if listed {
                excepted += 1;
                if good && verbose {
                    writeln!(out, "{name} {key} is listed as an exception and passes: {:?}", case.input)?;
                }
                continue;
            }
            total += 1;
            passed += usize::from(good);
            if !good && verbose {
                let wanted: Vec<String> =
                    case.results.iter().map(|wanted| format!("{} {:?}", wanted.text, wanted.resolution.values())).collect();
                let found: Vec<String> = rows.iter().map(shown).collect();
                writeln!(out, "{name} {key} {:?}\n    wanted {wanted:?}\n    found  {found:?}", case.input)?;
            }
        }
        writeln!(out, "{name:<20} {passed:>4} of {total:>4} ({:.1}%), {excepted} excepted", percent(passed, total))?;
        sum = (sum.0 + passed, sum.1 + total);
    }
    writeln!(out, "{:<20} {:>4} of {:>4} ({:.1}%)", "all", sum.0, sum.1, percent(sum.0, sum.1))?;
    Ok(())
}

#[allow(clippy::cast_precision_loss, reason = "counts of cases")]
fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 100.0 } else { 100.0 * part as f64 / whole as f64 }
}

fn shown(row: &Quantity) -> String {
    format!(
        "{} {} {:?} {:?}..{:?} {:?} {:?}",
        row.surface,
        row.kind.as_str(),
        row.value,
        row.low,
        row.high,
        row.unit,
        row.modifier
    )
}

/// Whether every expected result has a row of its own, and no row of the kind is left over.
fn passes(name: &str, case: &Case, rows: &[Quantity]) -> bool {
    let of_kind = |row: &&Quantity| match name {
        "PercentModel" => row.kind == QuantityKind::Percent,
        "CurrencyModel" => row.kind == QuantityKind::Money,
        // Temperatures are a model of their own there.
        "DimensionModel" => row.kind == QuantityKind::Measure && !matches!(row.unit.as_deref(), Some("Cel" | "[degF]" | "deg")),
        // A number that a unit is glued to is none there.
        "NumberModel" => row.kind != QuantityKind::Measure || row.surface.contains(' '),
        "NumberRangeModel" => row.modifier.is_some_and(|modifier| modifier != Modifier::Approximately),
        _ => true,
    };
    let mut left: Vec<&Quantity> = rows.iter().filter(of_kind).collect();
    for wanted in &case.results {
        let Some(at) = left.iter().position(|row| overlaps(row, wanted) && equals(name, row, wanted)) else { return false };
        left.remove(at);
    }
    left.is_empty()
}

fn overlaps(row: &Quantity, wanted: &Expected) -> bool {
    (row.start_char as usize) <= wanted.end && wanted.start < row.end_char as usize
}

fn equals(name: &str, row: &Quantity, wanted: &Expected) -> bool {
    let value = wanted.said("value").unwrap_or_default();
    match name {
        "NumberRangeModel" => interval(row) == Some(value.to_owned()),
        "PercentModel" => near(row.value, value.trim_end_matches('%')),
        "CurrencyModel" => {
            let code = wanted.said("isoCurrency");
            let hundredths = wanted.said("unit").is_some_and(|unit| matches!(unit, "Cent" | "Pence" | "Penny"));
            let found = if hundredths { row.value.map(|value| value * 100.0) } else { row.value };
            let satoshi = wanted.said("unit") == Some("Satoshi");
            let found = if satoshi { row.value.map(|value| value * 1e8) } else { found };
            near(found, value)
                && code.is_none_or(|code| row.unit.as_deref().is_some_and(|unit| unit.split('/').next() == Some(code)))
        }
        "DimensionModel" => {
            let unit = UNITS.iter().find(|(known, _)| Some(*known) == wanted.said("unit")).map(|(_, code)| *code);
            let found = row.unit.as_deref().unwrap_or_default();
            near(row.value, value) && unit.is_some_and(|code| found == code || found.starts_with(&format!("{code}/")))
        }
        _ => {
            near(row.value, value)
                || row.value.is_some_and(|found| near(Some(found * 100.0), value) && row.unit.as_deref() == Some("USD"))
        }
    }
}

fn near(found: Option<f64>, wanted: &str) -> bool {
    let wanted: Option<f64> = wanted.parse().ok();
    found.zip(wanted).is_some_and(|(found, wanted)| (found - wanted).abs() <= 1e-6 * wanted.abs().max(1e-12))
}

/// The interval that a row says, as they write it.
fn interval(row: &Quantity) -> Option<String> {
    let number = |value: f64| format!("{value}");
    let value = row.value.map(number)?;
    Some(match row.modifier? {
        Modifier::MoreThan => format!("({value},)"),
        Modifier::AtLeast => format!("[{value},)"),
        Modifier::LessThan => format!("(,{value})"),
        Modifier::AtMost => format!("(,{value}]"),
        Modifier::Range => format!("[{},{})", number(row.low?), number(row.high?)),
        Modifier::Approximately => return None,
    })
}
