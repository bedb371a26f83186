//! Names of the model that are two.

use std::ops::Range;

use unspool_lexicon::{Lexicons, WordClass};

use crate::tagger::{Name, NameKind};
use crate::view::View;

/// The names of the model, those of two bodies that `and` joins parted: `National Bank and Election Commission`.
pub(crate) fn parted(view: &View<'_>, names: Vec<Name>, lexicons: &Lexicons) -> Vec<Name> {
    const AND: &str = " and ";
    let is_body = |name: &str| name.rsplit_once(' ').is_some_and(|(_, noun)| lexicons.figures.is(noun, WordClass::Body));
    let mut parted = Vec::with_capacity(names.len());
    for name in names {
        if let Some(persons) = two_persons(view, &name, lexicons) {
            parted.extend(persons);
            continue;
        }
        let two = view.text[name.span.clone()].split_once(AND).filter(|(first, second)| is_body(first) && is_body(second));
        match two.filter(|_| name.kind == NameKind::Organization) {
            Some((first, second)) => parted.extend(halves(&name, first.len(), second.len(), [name.kind; 2])),
            None if name.kind == NameKind::Organization => parted.extend(person_of_body(view, name, lexicons)),
            None => parted.extend(parted_by_verb(view, name, lexicons).into_iter().flat_map(|name| parted_by_slash(view, name))),
        }
    }
    parted
}

/// The first and the last bytes of a name as two names, without what parts them.
const fn halves(name: &Name, first: usize, last: usize, kinds: [NameKind; 2]) -> [Name; 2] {
    let Range { start, end } = name.span;
    [Name { span: start..start + first, kind: kinds[0] }, Name { span: end - last..end, kind: kinds[1] }]
}

/// `Бипина Джоши и Даниэля Переса`: a name of twice two words, the second two of which begin with a given name, is that of two persons.
fn two_persons(view: &View<'_>, name: &Name, lexicons: &Lexicons) -> Option<[Name; 2]> {
    let text = &view.folded[name.span.clone()];
    let words: Vec<&str> = text.split(' ').collect();
    let [given, surname, joint, other_given, other_surname] = words[..] else { return None };
    let (first, second) = (given.len() + 1 + surname.len(), other_given.len() + 1 + other_surname.len());
    let joined = lexicons.figures.is(joint, WordClass::Conjunction);
    (joined && lexicons.gazetteer.is_given_name(other_given)).then(|| halves(name, first, second, [NameKind::Person; 2]))
}

/// `Ana Ruiz of Border Watch`: a given name and a surname in front of `of` are a person's, what stands behind it is the body.
fn person_of_body(view: &View<'_>, name: Name, lexicons: &Lexicons) -> Vec<Name> {
    const OF: &str = " of ";
    let text = &view.folded[name.span.clone()];
    let given = |name: &str| {
        name.split_once(' ').is_some_and(|(given, rest)| lexicons.gazetteer.is_given_name(given) && !rest.contains(' '))
    };
    let Some((person, body)) = text.split_once(OF).filter(|(person, _)| given(person)) else { return vec![name] };
    halves(&name, person.len(), body.len(), [NameKind::Person, name.kind]).into()
}

/// `Berg/Robinson`: a person's name with a stroke inside is two.
fn parted_by_slash(view: &View<'_>, name: Name) -> Vec<Name> {
    let text = &view.text[name.span.clone()];
    let two = text.split_once('/').filter(|(_, second)| second.starts_with(char::is_uppercase));
    let Some((first, second)) = two.filter(|_| name.kind == NameKind::Person) else { return vec![name] };
    halves(&name, first.len(), second.len(), [name.kind; 2]).into()
}

/// `Berg used Robinson`: a person's name with a verb inside is two.
fn parted_by_verb(view: &View<'_>, name: Name, lexicons: &Lexicons) -> Vec<Name> {
    let text = &view.text[name.span.clone()];
    let is_verb = |word: &str| word.starts_with(char::is_lowercase) && lexicons.figures.is(word, WordClass::Verb);
    let verb = text.split(' ').skip(1).find(|word| is_verb(word) && !lexicons.figures.is(word, WordClass::Particle));
    let two = verb.filter(|_| name.kind == NameKind::Person).and_then(|verb| text.split_once(&format!(" {verb} ")));
    let Some((first, second)) = two.filter(|(_, second)| second.starts_with(char::is_uppercase)) else { return vec![name] };
    halves(&name, first.len(), second.len(), [name.kind; 2]).into()
}

#[cfg(test)]
mod tests {
    use unspool_lexicon::Lexicons;

    use super::parted;
    use crate::tagger::{Name, NameKind};
    use crate::view::View;

    #[test]
    fn a_name_of_two_persons_is_two() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        for (text, names) in [
            ("Бипина Зельвы и Даниэля Вереса", &["Бипина Зельвы", "Даниэля Вереса"][..]),
            ("Zelva Orn and Daniel Veres", &["Zelva Orn", "Daniel Veres"]),
            ("Zelva Orn and Border Watch", &["Zelva Orn and Border Watch"]),
        ] {
            let view = View::new(text, &[], None, &lexicons);
            let name = Name { span: 0..text.len(), kind: NameKind::Organization };
            let found: Vec<&str> = parted(&view, vec![name], &lexicons).into_iter().map(|name| &text[name.span]).collect();
            assert_eq!(found, names, "{text}");
        }
    }
}
