//! Numerals with their values, and what is none.

use std::sync::LazyLock;

use proptest::prelude::*;
use unspool_lexicon::Lexicons;

use super::{Value, parse};
use crate::view::View;

fn read(lexicons: &Lexicons, text: &str) -> Option<(String, Value)> {
    let view = View::new(text, &[], None, lexicons);
    parse(&view, 0, false, &lexicons.figures).map(|numeral| (text[numeral.span].to_owned(), numeral.value))
}

#[test]
fn numerals_and_their_values() {
    let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
    let cases = [
        ("3,000 men", "3,000", Value::Exact(3000.0)),
        ("1.5 million", "1.5 million", Value::Exact(1.5e6)),
        ("1,5 млн", "1,5 млн", Value::Exact(1.5e6)),
        ("3.000 солдат", "3.000", Value::Exact(3000.0)),
        ("1.234,5", "1.234,5", Value::Exact(1234.5)),
        ("12,34,567.5", "12,34,567.5", Value::Exact(1_234_567.5)),
        ("5bn", "5bn", Value::Exact(5e9)),
        ("3\u{a0}000 men", "3\u{a0}000", Value::Exact(3000.0)),
        ("40 000 men", "40 000", Value::Exact(40000.0)),
        ("2014 300 men", "2014", Value::Exact(2014.0)),
        ("1.3x10^6", "1.3x10^6", Value::Exact(1.3e6)),
        ("2½ miles", "2½", Value::Exact(2.5)),
        ("10 1/2 miles", "10 1/2", Value::Exact(10.5)),
        ("2 million 300 thousand men", "2 million 300 thousand", Value::Exact(2.3e6)),
        ("twenty-one thousand and six", "twenty-one thousand and six", Value::Exact(21006.0)),
        ("a hundred and one men", "a hundred and one", Value::Exact(101.0)),
        ("nine point nought four", "nine point nought four", Value::Exact(9.04)),
        ("minus five", "minus five", Value::Exact(-5.0)),
        ("half a million", "half a million", Value::Exact(5e5)),
        ("two and a half million", "two and a half million", Value::Exact(2.5e6)),
        ("three million and a half", "three million and a half", Value::Exact(3.5e6)),
        ("three quarters of a billion", "three quarters of a billion", Value::Exact(7.5e8)),
        ("two-thirds of", "two-thirds", Value::Ratio(2.0 / 3.0)),
        ("a fifth of", "a fifth", Value::Ratio(0.2)),
        ("one in five", "one in five", Value::Ratio(0.2)),
        ("9 out of 10", "9 out of 10", Value::Ratio(0.9)),
        ("3:1", "3:1", Value::Ratio(3.0)),
        ("ten-to-one", "ten-to-one", Value::Ratio(10.0)),
        ("five times more", "five times", Value::Ratio(5.0)),
        ("tenfold", "tenfold", Value::Ratio(10.0)),
        ("dozens of", "dozens", Value::Vague(24.0, 120.0)),
        ("three dozens", "three dozens", Value::Exact(36.0)),
        ("a couple of dozen", "a couple of dozen", Value::About(24.0)),
        ("hundreds of thousands of", "hundreds of thousands", Value::Vague(1e5, 1e6)),
        ("several hundred men", "several hundred", Value::Vague(100.0, 1000.0)),
        ("двести сорок", "двести сорок", Value::Exact(240.0)),
        ("полгода", "пол", Value::Exact(0.5)),
        ("півроку", "пів", Value::Exact(0.5)),
    ];
    for (text, surface, value) in cases {
        assert_eq!(read(&lexicons, text), Some((surface.to_owned(), value)), "{text}");
    }
}

#[test]
fn what_is_no_numeral() {
    let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
    for text in ["a man", "and", "1.2.3", "some", "hundredth", "a third party", "twice", "half-hearted"] {
        assert_eq!(read(&lexicons, text), None, "{text}");
    }
}

static LEXICONS: LazyLock<Lexicons> = LazyLock::new(|| Lexicons::load(None).expect("the embedded lexicons load"));

/// A number below 10^15 in English words, with `and` as the British write it or without.
fn spelled(number: u64, and: bool) -> String {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] = ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    let at = |names: &[&'static str], index: u64| names[usize::try_from(index).expect("a small number")];
    for (size, name) in [(1_000_000_000_000, "trillion"), (1_000_000_000, "billion"), (1_000_000, "million"), (1000, "thousand")]
    {
        if number >= size {
            let (head, rest) = (spelled(number / size, and), number % size);
            let joint = if and && rest < 100 { " and " } else { " " };
            return if rest == 0 { format!("{head} {name}") } else { format!("{head} {name}{joint}{}", spelled(rest, and)) };
        }
    }
    if number >= 100 {
        let rest = number % 100;
        let head = format!("{} hundred", at(&ONES, number / 100));
        let joint = if and { " and " } else { " " };
        return if rest == 0 { head } else { format!("{head}{joint}{}", spelled(rest, and)) };
    }
    match (number, number % 10) {
        (0..20, _) => at(&ONES, number).to_owned(),
        (_, 0) => at(&TENS, number / 10).to_owned(),
        (_, one) => format!("{}-{}", at(&TENS, number / 10), at(&ONES, one)),
    }
}

/// Digits in groups of three.
fn grouped(number: u64, sign: char) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(sign);
        }
        out.push(digit);
    }
    out
}

#[allow(clippy::cast_precision_loss, reason = "below 2^53")]
fn double(number: u64) -> f64 {
    number as f64
}

proptest! {
    #[test]
    fn spelled_numbers_are_read_back(number in prop_oneof![0_u64..10_000, 0_u64..1_000_000_000_000_000], and in any::<bool>()) {
        let words = spelled(number, and);
        let text = format!("{words} drones");
        prop_assert_eq!(read(&LEXICONS, &text), Some((words, Value::Exact(double(number)))));
    }

    #[test]
    fn grouped_digits_are_read_back(number in 1000_u64..1_000_000_000_000_000, sign in prop::sample::select(vec![',', '\u{a0}', '\u{202f}', '\u{2009}', ' '])) {
        let digits = grouped(number, sign);
        let text = format!("{digits} drones");
        prop_assert_eq!(read(&LEXICONS, &text), Some((digits, Value::Exact(double(number)))));
    }
}

#[test]
fn a_number_beyond_a_double_keeps_its_span() {
    let digits = "9".repeat(400);
    let found = read(&LEXICONS, &format!("{digits} drones")).expect("a numeral");
    assert_eq!((found.0.len(), found.1.exact().map(f64::is_finite)), (400, Some(false)));
}
