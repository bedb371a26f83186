//! Units of figures, by where they stand.

use serde::Deserialize;
use unspool_model::QuantityKind;

use crate::files::{Files, LexiconError, non_empty, values};
use crate::phrases::Phrases;

/// Where a unit stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitPlace {
    /// In front of the figure.
    Before,
    /// Behind it.
    After,
    /// Right behind its digits.
    Glued,
    /// Behind it, and before `of`.
    Partitive,
    /// A letter that digits are glued to which a scale or groups of three tell from a name: `N15 million`.
    Large,
    /// Behind a figure with a scale, because the form is a word: `3 trillion won`.
    Scaled,
    /// Right behind it or behind its hyphen, because the form is an adjective: `30-километровая`.
    Tied,
}

/// A unit.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// What it measures.
    pub kind: QuantityKind,
    /// ISO 4217, UCUM or `%`.
    pub code: String,
    /// What a figure in this form is multiplied with to be in `code`: 10 for decades, 0.01 for cents.
    pub factor: f64,
}

#[derive(Deserialize)]
pub(crate) struct UnitRow {
    kind: QuantityKind,
    unit: String,
    pub place: UnitPlace,
    pub forms: String,
}

/// The units of `units.csv`, by their place in the order of [`UnitPlace`].
pub(crate) fn units(files: &Files) -> Result<[Phrases<Unit>; 7], LexiconError> {
    let mut places: [Vec<(String, Unit)>; 7] = Default::default();
    for (line, row) in files.rows::<UnitRow>("units.csv")? {
        let error = || files.get("units.csv").error(line, format!("`{}` is no unit: `CODE`, `N.CODE` or `CODE/N`", row.unit));
        let (code, factor) = scaled(&row.unit).ok_or_else(error)?;
        let unit = Unit { kind: row.kind, code, factor };
        places[row.place as usize].extend(values(&row.forms).map(|form| (form.to_owned(), unit.clone())));
    }
    Ok(places.map(Phrases::new))
}

/// `10.a` is ten years, `USD/100` a hundredth of a dollar.
fn scaled(unit: &str) -> Option<(String, f64)> {
    let unit: String = non_empty(unit)?;
    if let Some((number, code)) = unit.split_once('.')
        && let Ok(factor) = number.parse::<f64>()
    {
        return Some((code.to_owned(), factor));
    }
    if let Some((code, number)) = unit.rsplit_once('/')
        && let Ok(divisor) = number.parse::<f64>()
    {
        return (divisor > 0.0).then(|| (code.to_owned(), 1.0 / divisor));
    }
    Some((unit, 1.0))
}
