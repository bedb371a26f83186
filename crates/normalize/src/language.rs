//! The language of a post, where it can be told.

use whichlang::{Lang, detect_language};

/// Letters that a text must have before its language is guessed.
const ENOUGH_LETTERS: usize = 20;

/// The language as ISO 639-1: what the dump says, else what the text shows; null where the detector
/// is not sure.
pub(crate) fn detect(declared: Option<&str>, text: &str) -> Option<String> {
    if let Some(code) = declared.and_then(declared_code) {
        return Some(code);
    }
    let words: Vec<&str> =
        text.split_whitespace().filter(|word| !word.contains("://") && !word.starts_with(['@', '#'])).collect();
    let prose = words.join(" ");
    let letters = prose.chars().filter(|c| c.is_alphabetic()).count();
    let wide = prose.chars().filter(|&c| is_cjk(c)).count();
    if letters < ENOUGH_LETTERS && wide < 5 {
        return None;
    }
    if let Some(code) = by_script(&prose, letters) {
        return code.map(str::to_owned);
    }
    // Surer than one answer: the whole text and both its halves agree.
    let language = detect_language(&prose);
    let (first, second) = words.split_at(words.len() / 2);
    let halves_agree = letters < 2 * ENOUGH_LETTERS
        || detect_language(&first.join(" ")) == language && detect_language(&second.join(" ")) == language;
    let foreign = prose.chars().filter(|&c| c.is_alphabetic() && !c.is_ascii()).count();
    let plausible = match language {
        Lang::Eng => foreign * 10 <= letters,
        Lang::Nld | Lang::Ita => foreign * 5 <= letters,
        _ => true,
    };
    let enough = letters >= 2 * ENOUGH_LETTERS || words.len() >= 4;
    (halves_agree && plausible && enough).then(|| code(language).to_owned())
}

/// `en`, `en-US`, `pt_BR`; X's `und`, `qme`, `zxx` say nothing.
fn declared_code(tag: &str) -> Option<String> {
    let primary = tag.split(['-', '_']).next()?.trim().to_ascii_lowercase();
    // X uses the withdrawn codes of two languages.
    let primary = match primary.as_str() {
        "in" => "id",
        "iw" => "he",
        other => other,
    };
    (primary.len() == 2 && primary.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| primary.to_owned())
}

/// Languages that the detector does not know but letters show. `Some(None)`: not one it can tell.
fn by_script(prose: &str, letters: usize) -> Option<Option<&'static str>> {
    let count = |wanted: fn(char) -> bool| prose.chars().filter(|&c| wanted(c)).count();
    let most = |n: usize| n * 2 > letters;
    if most(count(|c| matches!(c, '\u{400}'..='\u{52f}'))) {
        let ukrainian = count(|c| "іїєґІЇЄҐ".contains(c));
        let russian = count(|c| "ыэъёЫЭЪЁ".contains(c));
        let others = count(|c| "ўЎђјљњћџәғқңөұүһѓќѕ".contains(c));
        return match (ukrainian, russian, others) {
            (0, _, 0) if russian > 0 => Some(Some("ru")),
            (u, 0, 0) if u > 0 => Some(Some("uk")),
            (_, _, o) if o > 0 => Some(None),
            (0, 0, 0) => None,
            (u, r, _) if u > 4 * r => Some(Some("uk")),
            (u, r, _) if r > 4 * u => Some(Some("ru")),
            _ => Some(None),
        };
    }
    if most(count(|c| matches!(c, '\u{590}'..='\u{5ff}'))) {
        return Some(Some("he"));
    }
    if most(count(|c| matches!(c, '\u{600}'..='\u{6ff}'))) {
        let persian = count(|c| "پچژگ".contains(c));
        let urdu = count(|c| "ٹڈڑےں".contains(c));
        return match (persian, urdu) {
            (0, 0) => Some(Some("ar")),
            (_, 0) => Some(Some("fa")),
            (_, _) => Some(Some("ur")),
        };
    }
    let latin = count(|c| c.is_ascii_alphabetic() || matches!(c, '\u{c0}'..='\u{24f}'));
    let known = latin + count(|c| is_cjk(c) || matches!(c, '\u{900}'..='\u{97f}' | '\u{1e00}'..='\u{1eff}'));
    if !most(known) {
        return Some(None);
    }
    // Letters of Latin alphabets whose languages the detector does not know.
    let unknown = count(|c| "łąęńśźżčřšžěůőűșțđħġāēīūļķņ".contains(c));
    (unknown * 25 > letters).then_some(None)
}

fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

fn code(language: Lang) -> &'static str {
    match language {
        Lang::Ara => "ar",
        Lang::Cmn => "zh",
        Lang::Deu => "de",
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Hin => "hi",
        Lang::Ita => "it",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Nld => "nl",
        Lang::Por => "pt",
        Lang::Rus => "ru",
        Lang::Spa => "es",
        Lang::Swe => "sv",
        Lang::Tur => "tr",
        Lang::Vie => "vi",
    }
}

#[cfg(test)]
mod tests {
    use super::detect;

    #[test]
    fn languages_of_plain_posts() {
        let cases = [
            ("The convoy crossed the river before dawn and was seen near the bridge", Some("en")),
            ("Колонна пересекла реку до рассвета, её видели у моста", Some("ru")),
            ("Колона перетнула річку до світанку, її бачили біля мосту", Some("uk")),
            ("القافلة عبرت النهر قبل الفجر وشوهدت قرب الجسر", Some("ar")),
            ("کاروان پیش از سپیده دم از رودخانه گذشت و نزدیک پل دیده شد", Some("fa")),
            ("Der Konvoi überquerte den Fluss vor dem Morgengrauen", Some("de")),
            ("Kolumna przekroczyła rzekę przed świtem, widziano ją koło mostu", None),
            ("ok", None),
            ("https://example.com/a-long-path-with-english-words", None),
        ];
        for (text, wanted) in cases {
            assert_eq!(detect(None, text).as_deref(), wanted, "{text}");
        }
    }

    #[test]
    fn what_the_dump_says_wins() {
        assert_eq!(detect(Some("en-US"), "Привет").as_deref(), Some("en"));
        assert_eq!(detect(Some("und"), "ok"), None);
    }
}
