//! Texts on a stream, features out: what `unspool annotate` does with a line.

use serde_json::Value;
use unspool_derive::{Subject, complete_alone, derive};
use unspool_lexicon::Lexicons;
use unspool_model::Features;

/// The text of an input line: a JSON string, an object with a `text`, or the plain line.
///
/// # Errors
/// When the line is a JSON object without a `text`; plain text that only begins like JSON is text.
pub fn line_text(line: &str) -> Result<String, String> {
    let trimmed = line.trim();
    if !trimmed.starts_with(['"', '{']) {
        return Ok(line.to_owned());
    }
    match serde_json::from_str::<Value>(trimmed) {
        Ok(Value::String(text)) => Ok(text),
        Ok(Value::Object(object)) => match object.get("text") {
            Some(Value::String(text)) => Ok(text.clone()),
            Some(_) => Err("`text` is no string".to_owned()),
            None => Err("the object has no `text`".to_owned()),
        },
        _ => Ok(line.to_owned()),
    }
}

/// The features of a text, nothing else being known of it.
#[must_use]
pub fn annotate(text: &str, lexicons: &Lexicons) -> Features {
    let mut features = derive(&Subject::text(text), lexicons);
    complete_alone(text, &mut features);
    features
}
