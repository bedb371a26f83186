//! Posts of our own, to learn names from: as they are, and under other names.
//!
//! The lexicons know most names of such posts, so a model that reads them as they are learns to ask the lexicons. With
//! other names in place of their own, of which the features see no lexicon, it learns what stands around a name that
//! nobody knows. The other names are put together from those of the lexicons, by a fixed generator.

use std::ops::Range;

use unspool_lexicon::Lexicons;
use unspool_model::ActorKind;

use super::features::Sight;
use super::train::{Labelled, Random, Sentence};
use super::{Name, NameKind};

/// What a name of an [`OwnPost`] names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OwnKind {
    /// A person.
    Person,
    /// A body or group.
    Organization,
    /// A place that is no state.
    Place,
    /// A state, or its capital for it: it acts and is a place.
    State,
}

impl OwnKind {
    const fn name_kind(self) -> NameKind {
        match self {
            Self::Person => NameKind::Person,
            Self::Organization => NameKind::Organization,
            Self::Place | Self::State => NameKind::Location,
        }
    }
}

/// A post with its names.
#[derive(Clone, Debug)]
pub struct OwnPost {
    /// The text.
    pub text: String,
    /// Its names in bytes, in order, none overlapping.
    pub names: Vec<(Range<usize>, OwnKind)>,
}

/// What a sentence of our own counts beside those of the corpora: there are as many of them, much like one another. At one
/// half BTC's folds lose 0.004 more, and unknown names of reports gain nothing.
const WEIGHT: f32 = 0.25;

impl OwnPost {
    /// As it is.
    #[must_use]
    pub fn sentence(&self) -> Sentence {
        let labelled = |(span, kind): &(Range<usize>, OwnKind)| Labelled {
            name: Name { span: span.clone(), kind: kind.name_kind() },
            sight: Sight::Whole,
        };
        Sentence { text: self.text.clone(), names: self.names.iter().map(labelled).collect(), weight: WEIGHT }
    }

    /// Whether a name opens a sentence and acts in it: before a word in small letters or a possessive mark.
    fn acts(&self, span: &Range<usize>) -> bool {
        let (before, behind) = (&self.text[..span.start], &self.text[span.end..]);
        let opens = before.is_empty() || [". ", "; "].iter().any(|end| before.ends_with(end));
        opens && (behind.starts_with("'s") || behind.starts_with(' ') && behind[1..].starts_with(char::is_lowercase))
    }
}

/// Gives posts other names.
#[derive(Debug)]
pub struct Renamer {
    given: Vec<String>,
    surnames: Vec<String>,
    places: Vec<String>,
    bodies: Vec<String>,
    random: Random,
}

impl Renamer {
    /// With the names of some lexicons in Latin letters.
    #[must_use]
    pub fn new(lexicons: &Lexicons) -> Self {
        // Comments, heads and the few quoted cells do not begin with such a letter.
        let latin = |name: &&str| name.starts_with(|c: char| c.is_uppercase() && c < '\u{250}');
        let file = |name: &str| -> Vec<String> {
            let text = lexicons.files.iter().find(|file| file.name == name).map_or("", |file| &*file.text);
            text.lines().skip(1).map(|line| line.split(',').next().unwrap_or(line)).filter(latin).map(str::to_owned).collect()
        };
        let of_kind = |kind: ActorKind| {
            let named = lexicons.names.actors.iter().filter(move |actor| actor.kind == kind);
            named.map(|actor| actor.name.as_str()).filter(latin)
        };
        // `Q95690585`: an item of Wikidata without a name.
        let is_item = |name: &String| name.chars().nth(1).is_some_and(|c| c.is_ascii_digit());
        let mut bodies: Vec<String> = of_kind(ActorKind::Organization).map(str::to_owned).collect();
        bodies.extend(file("organizations.csv").into_iter().filter(|name| !is_item(name)));
        Self {
            given: file("given_names.csv"),
            surnames: of_kind(ActorKind::Person).map(|name| last_word(name).to_owned()).collect(),
            places: file("cities.csv"),
            bodies,
            random: Random::default(),
        }
    }

    /// A post with other names. States keep theirs, but where one acts it may become somebody else: who says and does what
    /// states say and do is a person or body as well.
    pub fn renamed(&mut self, post: &OwnPost) -> Sentence {
        let mut sentence = Sentence { text: String::new(), names: Vec::new(), weight: WEIGHT };
        let mut done = 0;
        for (span, kind) in &post.names {
            sentence.text.push_str(&post.text[done..span.start]);
            done = span.end;
            let other = match kind {
                OwnKind::State if post.acts(span) => {
                    [OwnKind::State, OwnKind::Organization, OwnKind::Person, OwnKind::Person][self.random.below(4)]
                }
                other => *other,
            };
            let start = sentence.text.len();
            let sight = self.name(other, &post.text[span.clone()], &mut sentence.text);
            let name = Name { span: start..sentence.text.len(), kind: other.name_kind() };
            sentence.names.push(Labelled { name, sight });
        }
        sentence.text.push_str(&post.text[done..]);
        sentence
    }

    /// Puts a name behind `text` that may stand for `old`.
    fn name(&mut self, kind: OwnKind, old: &str, text: &mut String) -> Sight {
        let name = match kind {
            OwnKind::State => old.to_owned(),
            OwnKind::Person => self.person(old.contains(' ')),
            OwnKind::Organization => self.body(),
            OwnKind::Place => any(&self.places, &mut self.random).to_owned(),
        };
        text.push_str(&name);
        match kind {
            OwnKind::State => Sight::Whole,
            _ if self.random.below(2) == 0 => Sight::Unheard,
            _ => Sight::Unlisted,
        }
    }

    /// A surname, or with `whole` always, else often, a whole name.
    fn person(&mut self, whole: bool) -> String {
        let surname = any(&self.surnames, &mut self.random);
        if !whole && self.random.below(2) == 0 {
            return surname.to_owned();
        }
        let given = any(&self.given, &mut self.random);
        let second = any(&self.given, &mut self.random);
        match self.random.below(12) {
            0 => format!("{given} {second} {surname}"),
            1 => format!("{given} al-{surname}"),
            2 => format!("{surname} {given}-{}", second.to_lowercase()),
            _ => format!("{given} {surname}"),
        }
    }

    /// A body: an abbreviation, the beginning of one and the end of another, or one as it is.
    fn body(&mut self) -> String {
        let way = self.random.below(10);
        let body = any(&self.bodies, &mut self.random);
        let noun = last_word(any(&self.bodies, &mut self.random));
        match way {
            0..3 => (0..3 + self.random.below(3)).filter_map(|_| ('A'..='Z').nth(self.random.below(26))).collect(),
            3 => {
                let front = if self.random.below(2) == 0 { &self.places } else { &self.surnames };
                format!("{} {noun}", any(front, &mut self.random))
            }
            4 | 5 => format!("{} {noun}", body.split(' ').next().unwrap_or(body)),
            _ => body.to_owned(),
        }
    }
}

fn last_word(name: &str) -> &str {
    name.rsplit(' ').next().unwrap_or(name)
}

fn any<'n>(names: &'n [String], random: &mut Random) -> &'n str {
    names.get(random.below(names.len())).map_or("", String::as_str)
}

#[cfg(test)]
mod tests {
    use super::{Lexicons, OwnKind, OwnPost, Renamer, Sight};

    #[test]
    fn names_are_others_and_everything_else_stays() {
        let lexicons = Lexicons::load(None).expect("the embedded lexicons load");
        let text = "Ana Ruiz left Quelimane for Chad".to_owned();
        let post = OwnPost { text, names: vec![(0..8, OwnKind::Person), (14..23, OwnKind::Place), (28..32, OwnKind::State)] };
        let [once, again] = [(); 2].map(|()| Renamer::new(&lexicons).renamed(&post));
        assert_eq!(once.text, again.text);
        let names: Vec<_> = once.names.iter().map(|labelled| &once.text[labelled.name.span.clone()]).collect();
        let [person, place, state] = names[..] else { panic!("three names, not {names:?}") };
        assert_eq!(once.text, format!("{person} left {place} for {state}"));
        assert!(person.contains(' ') && person != "Ana Ruiz" && place != "Quelimane" && state == "Chad");
        assert!(once.names[0].sight > Sight::Whole && once.names[2].sight == Sight::Whole);
    }

    #[test]
    fn states_that_act_may_be_somebody_else() {
        let acts = |text: &str, surface: &str| {
            let start = text.find(surface).expect("the surface is in the text");
            let span = start..start + surface.len();
            OwnPost { text: text.to_owned(), names: Vec::new() }.acts(&span)
        };
        assert!(acts("Chad's envoy left. Niger says no", "Chad"));
        assert!(acts("Chad's envoy left. Niger says no", "Niger"));
        assert!(!acts("A lake in Chad shrinks", "Chad"));
        assert!(!acts("Chad: a lake shrinks", "Chad"));
    }
}
