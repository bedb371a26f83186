//! What the letters of a Russian or Ukrainian word tell of it.

/// Endings of adjectives in all cases, but the short ones of Ukrainian (`окрема`), which nouns have too.
const ADJECTIVE_ENDINGS: [&str; 26] = [
    "ові", "еві", "ый", "ий", "ой", "ая", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ую", "ых", "их", "ої", "ій", "ою",
    "ні", "ські", "аті", "їх", "ими", "ыми",
];

/// Whether a letter is Cyrillic.
pub(crate) const fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

/// Whether a letter is a Cyrillic vowel.
pub(crate) const fn is_vowel(c: char) -> bool {
    matches!(c, 'а' | 'е' | 'ё' | 'є' | 'и' | 'і' | 'ї' | 'о' | 'у' | 'ы' | 'э' | 'ю' | 'я')
}

/// Whether a word (in small letters) ends as adjectives do.
pub(crate) fn is_adjective(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ADJECTIVE_ENDINGS.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) ends as adjectives of states and places do, in any case: `российских`, `німецька`.
pub(crate) fn is_of_state(folded: &str) -> bool {
    let vowels = ["а", "е", "у", "і"];
    let mut stems = ADJECTIVE_ENDINGS.iter().chain(&["ое", "ом"]).chain(&vowels).filter_map(|ending| folded.strip_suffix(ending));
    stems.any(|stem| ["ск", "цк", "ськ", "цьк", "зьк"].iter().any(|suffix| stem.ends_with(suffix)))
}

/// Whether a word (in small letters) ends as adjectives of several things do: `северные`, `північних`.
pub(crate) fn is_plural_adjective(folded: &str) -> bool {
    folded.starts_with(is_cyrillic)
        && ["ые", "ие", "ні", "ські", "цькі", "ых", "их", "іх", "ыми", "ими"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) ends as adjectives do in the genitive of the plural: `бойових`, `крылатых`.
pub(crate) fn is_plural_genitive(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ["их", "ых", "іх"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) may be a Ukrainian adjective of the plural whose ending nouns hardly have: `ворожі`, `легкі`.
pub(crate) fn is_hard_plural(folded: &str) -> bool {
    ["жі", "чі", "ші", "щі", "кі", "гі", "хі"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) ends as nouns in `-ие`, `-ия`, `-ія` do in the genitive of the plural, and no adjective does:
/// `нарушений`, `акций`, `подій`.
pub(crate) fn is_plural_of_abstract(folded: &str) -> bool {
    let endings =
        ["ений", "аний", "ций", "сий", "зий", "тий", "вий", "рий", "лий", "цій", "сій", "зій", "рій", "лій", "дій", "тій"];
    folded.starts_with(is_cyrillic) && endings.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word is an adjective of one thing that the word behind it (both in small letters) names: `цивільний будинок`,
/// `крилату ракету`. Those of a feminine end as the noun does, and so do participles behind it (`людина поранена`).
pub(crate) fn is_attribute(folded: &str, noun: &str) -> bool {
    let ends = |word: &str, endings: &[&str]| endings.iter().any(|ending| word.ends_with(ending));
    let feminine = ["а", "у"].into_iter().any(|vowel| folded.ends_with(vowel) && noun.ends_with(vowel));
    let neuter = ends(folded, &["ве", "не", "ке"]) && ends(noun, &["ння", "ття"]);
    let participle = ends(noun, &["ена", "ана", "яна", "ита", "ыта", "ята", "ену", "ану", "яну"]) || is_past(noun);
    folded.starts_with(is_cyrillic)
        && noun.starts_with(is_cyrillic)
        && (ends(folded, &["ий", "ый", "ой", "ая", "ую", "ое", "ее"]) || feminine || neuter)
        && !participle
}

/// Whether a word (in small letters) may be the genitive plural of a noun that has no ending there: `міст`, `систем`. Verbs
/// of the present end in other consonants.
pub(crate) fn is_bare_genitive(folded: &str) -> bool {
    /// Letters of the shortest.
    const SHORTEST: usize = 4;
    let verb = ["ют", "ут", "ят", "ат", "ет", "ит", "ёт"].iter().any(|ending| folded.ends_with(ending));
    let vowel = ['а', 'я', 'о', 'е', 'ё', 'є', 'и', 'і', 'ї', 'ы', 'у', 'ю', 'э', 'ь', 'й'];
    folded.starts_with(is_cyrillic) && folded.chars().count() >= SHORTEST && !folded.ends_with(vowel) && !verb
}

/// Whether a word (in small letters) ends as nouns and adjectives do in the genitive, and no verb of the past does.
pub(crate) fn is_genitive(folded: &str) -> bool {
    let endings = ["а", "я", "и", "ы", "у", "і", "ї", "ов", "ев", "ів", "їв", "ей", "ого", "его", "ой", "ої", "ых", "их"];
    folded.starts_with(is_cyrillic) && endings.iter().any(|ending| folded.ends_with(ending)) && !is_past_plural(folded)
}

/// Whether a word (in small letters) ends as nouns and adjectives do behind `в`, where something is: `структурах`, `штабе`.
pub(crate) fn is_prepositional(folded: &str) -> bool {
    let endings = ["ах", "ях", "е", "и", "і", "ї", "ом", "ём", "ем", "ому", "ій", "ой", "ых", "их"];
    folded.starts_with(is_cyrillic) && endings.iter().any(|ending| folded.ends_with(ending)) && !is_past_plural(folded)
}

/// Whether a word (in small letters) ends as the genitive of nouns for what has no plural: `території`, `инфраструктуры`,
/// `населения`. Neither verbs nor adverbs end so.
pub(crate) fn is_mass_genitive(folded: &str) -> bool {
    let endings = ["ии", "ії", "ства", "ения", "ення", "ости", "ості", "туры", "тури", "ики", "іки"];
    folded.starts_with(is_cyrillic) && endings.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) is the name of somebody's father, in any case: `Петрович`, `Іванівни`.
pub(crate) fn is_patronymic(folded: &str) -> bool {
    /// Letters of the shortest one.
    const SHORTEST: usize = 6;
    let parts = ["ович", "евич", "йович", "овн", "евн", "івн", "ївн"];
    folded.starts_with(is_cyrillic) && folded.chars().count() >= SHORTEST && parts.iter().any(|part| folded.contains(part))
}

/// Whether a word (in small letters) ends as many surnames do, in any case, and some towns: `гаврилова`, `дмитренко`, `рудского`.
pub(crate) fn is_like_surname(folded: &str) -> bool {
    let cases = ["", "а", "у", "ым", "им", "ом", "е", "і", "ой", "ою"];
    let surname = |stem: &str| ["ов", "ев", "ёв", "єв", "ин", "ын", "енк"].iter().any(|part| stem.ends_with(part));
    folded.starts_with(is_cyrillic)
        && (is_adjective(folded)
            || folded.ends_with("енко")
            || cases.iter().filter_map(|case| folded.strip_suffix(case)).any(surname))
}

/// Whether a word (in small letters) is a participle that says what happened to what is counted: `поранено`, `уничтожено`,
/// `убито`. No counted noun ends so; those of the plural (`уволены`) end as nouns do (`страны`), and are participles only
/// `behind` a noun.
pub(crate) fn is_participle(folded: &str, behind: bool) -> bool {
    let ends = |endings: &[&str]| endings.iter().any(|ending| folded.ends_with(ending));
    folded.starts_with(is_cyrillic)
        && (ends(&["ено", "ано", "яно", "ито", "ыто", "ято"])
            || behind && ends(&["ены", "аны", "яны", "иты", "ыты", "яты", "ені", "ані", "яні", "иті", "яті"]))
}

/// Whether a word (in small letters) ends as adjectives do in the instrumental of the plural: `російськими`.
pub(crate) fn is_adjective_of_means(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ["ими", "ыми"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) ends as nouns and adjectives do in the instrumental of the plural: `ракетами`, `дітьми`.
pub(crate) fn is_instrumental_plural(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ["ами", "ями", "ими", "ыми", "ьми"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) is a verb of the past in the plural: `получили`, `отримали`. Right behind a numeral no
/// noun ends so, for it stands in the genitive.
pub(crate) fn is_past_plural(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ["ли", "лись", "лися"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) is the preposition of where something is.
pub(crate) fn is_in(folded: &str) -> bool {
    matches!(folded, "в" | "во" | "у")
}

/// Whether a word (in small letters) is a verb of the present or an infinitive that ends in the reflexive: `находятся`, `сдаться`,
/// `перебуваються`.
pub(crate) fn is_reflexive(folded: &str) -> bool {
    folded.starts_with(is_cyrillic) && ["тся", "ться"].iter().any(|ending| folded.ends_with(ending))
}

/// Whether a noun (in small letters) ends as those of people do in the nominative of the plural: `власти`, `эксперты`, `мешканці`.
pub(crate) fn is_subject_plural(folded: &str) -> bool {
    folded.ends_with(['и', 'ы', 'і'])
}

/// Whether a name of a person (in small letters) stands in the case of a subject, and agrees with a verb: `сообщил` and `олег вир`, not
/// `олега вира`.
pub(crate) fn is_subject_of(verb: &str, name: &str) -> bool {
    /// Endings of men's names in other cases, and last letters that no subject has.
    const OF_MEN: [&str; 7] = ["ым", "им", "ом", "ем", "єм", "ім", "ого"];
    const OBLIQUE: [char; 8] = ['у', 'ю', 'е', 'и', 'ы', 'і', 'ї', 'є'];
    let ends_as = |of: &[&str]| of.iter().any(|ending| verb.ends_with(ending));
    let (given, last) = (name.split(' ').next().unwrap_or(name), name.rsplit(' ').next().unwrap_or(name));
    let oblique = given.ends_with(OBLIQUE) || last.ends_with(OBLIQUE) || OF_MEN.iter().any(|ending| last.ends_with(ending));
    // `олег сирота` is a man too.
    let of_woman = last.ends_with(['а', 'я']) && (given == last || given.ends_with(['а', 'я']));
    // Verbs of a woman, or of anyone.
    let of_her = ends_as(&["ла", "лась", "лася", "ет", "ит", "є", "ить", "ше"]);
    let fits = if of_her { !(ends_as(&["ла", "лась", "лася"]) && last.ends_with('й')) } else { !of_woman };
    fits && !oblique
}

/// Endings of nouns in the genitive of the plural that nouns of other cases do not have.
const GENITIVE: [&str; 5] = ["ов", "ев", "ів", "їв", "ей"];

/// Whether a word (in small letters) ends as nouns do in the genitive of the plural: `респондентів`, `рублей`.
pub(crate) fn ends_in_genitive(folded: &str) -> bool {
    GENITIVE.iter().any(|ending| folded.ends_with(ending))
}

/// Whether a word (in small letters) ends as nouns of the plural do in any case, and neither as verbs of the past nor as participles:
/// `расходы`, `баз`, `кораблям`.
pub(crate) fn is_plural_noun(folded: &str) -> bool {
    let endings = ["ы", "и", "і", "ї", "ам", "ям", "ах", "ях", "ами", "ями"];
    let ends = endings.iter().any(|ending| folded.ends_with(ending)) || ends_in_genitive(folded) || is_bare_genitive(folded);
    folded.starts_with(is_cyrillic) && ends && !is_past(folded) && !is_participle(folded, true)
}

/// Whether a word (in small letters) ends as verbs of the past do in any gender. Some nouns of the genitive end so too (`села`).
pub(crate) fn is_past(folded: &str) -> bool {
    let endings = ["ла", "ло", "лась", "лось", "лася", "лося"];
    is_past_plural(folded) || folded.starts_with(is_cyrillic) && endings.iter().any(|ending| folded.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::{is_adjective, is_genitive, is_like_surname, is_participle, is_past_plural, is_patronymic, is_subject_of};

    #[test]
    fn verbs_of_the_past_are_no_counted_nouns() {
        assert!(is_past_plural("получили") && is_past_plural("отримали") && is_past_plural("разбились"));
        assert!(!is_past_plural("кораблей") && !is_past_plural("людей") && !is_past_plural("broccoli"));
    }

    #[test]
    fn adjectives_are_known_in_their_cases() {
        for word in ["мирных", "отдельная", "гвардейской", "механізованої", "українські"]
        {
            assert!(is_adjective(word), "{word}");
        }
        assert!(!is_adjective("солдат") && !is_adjective("troops"));
    }

    #[test]
    fn genitives_are_no_verbs() {
        assert!(is_genitive("города") && is_genitive("обороны") && is_genitive("області") && is_genitive("экстренных"));
        assert!(!is_genitive("сообщили") && !is_genitive("governor"));
    }

    #[test]
    fn surnames_are_known_in_their_cases() {
        for word in ["гаврилова", "дмитренко", "рудского", "зельвиным"] {
            assert!(is_like_surname(word), "{word}");
        }
        assert!(!is_like_surname("сызрань") && !is_like_surname("зельвинск") && !is_like_surname("zelvin"));
    }

    #[test]
    fn subjects_of_one_are_no_genitives() {
        assert!(is_subject_of("сообщил", "олег вир") && is_subject_of("сообщила", "анна зельвина"));
        assert!(is_subject_of("пишет", "анна берг") && is_subject_of("повідомив", "андрій бочаров"));
        assert!(is_subject_of("сообщил", "олег сирота") && !is_subject_of("сообщил", "анна зельвина"));
        assert!(!is_subject_of("сообщил", "олега вира") && !is_subject_of("сообщил", "анны зельвиной"));
        assert!(!is_subject_of("сообщил", "олегом зельвиным") && !is_subject_of("сообщили", "олега вира"));
    }

    #[test]
    fn fathers_are_known_by_their_ending() {
        assert!(is_patronymic("петровича") && is_patronymic("іванівни") && is_patronymic("сергеевна"));
        assert!(!is_patronymic("петров") && !is_patronymic("ковчег"));
    }

    #[test]
    fn participles_are_no_nouns() {
        assert!(is_participle("поранено", false) && is_participle("уволены", true) && is_participle("знищені", true));
        assert!(!is_participle("страны", false) && !is_participle("солдат", true) && !is_participle("casino", true));
    }
}
