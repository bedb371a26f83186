//! Who says how many: figures and the sources that they are attributed to.
//!
//! Precision comes first. A figure has a source only where a phrase of the attribution table ties a
//! source of its own sentence to it; several phrases compete by nearness. A source is a mention, or a
//! noun phrase whose head is an agent noun (`local officials`, `UN experts`).

mod appositions;
mod belongings;
mod circumstances;
mod cited;
mod closing;
mod descriptions;
mod headlines;
mod next;
mod phrases;
mod quoted;
mod reach;
mod sources;
mod speakers;
mod surveys;
mod unknown;
mod unnamed;
mod verbs;

use std::ops::Range;

use unspool_lexicon::{Attribution, Lexicons, WordClass, is_word};
use unspool_model::ActorKind;

use self::next::SaidNext;
use self::reach::Reach;
use crate::actors::FoundActor;
use crate::mentions::Mentions;
use crate::quantities::FoundFigure;
use crate::view::View;

/// Someone who can say something.
#[derive(Clone)]
struct Source {
    span: Range<usize>,
    /// Where it begins with the words before it that say what it is: `data firm Kpler`.
    front: usize,
    /// Where it ends with the words behind it that say whose it is: `Anna Berg of Amnesty International`.
    back: usize,
    /// The mention that it is, or that it holds.
    actor: Option<usize>,
    /// A person, a body, or the capital of a state: `Italy 12,000` says where, `Rome 12,000` who.
    speaks: bool,
    /// What a person, body or group with a name is: a headline may end in it, or begin with it and a colon.
    named: Option<ActorKind>,
    /// A person, or a body that reports what others do: in a bracket behind what was counted it says so, where a party to a war
    /// would be whose it is.
    reports: bool,
    /// Behind a preposition of place: it says where those are from who speak, and nothing by itself.
    placed: bool,
}

impl Source {
    /// One that nothing is known of.
    const fn plain(span: Range<usize>) -> Self {
        Self { front: span.start, back: span.end, span, actor: None, speaks: false, named: None, reports: false, placed: false }
    }
}

/// A source with its phrase.
struct Claim {
    source: usize,
    cue: Range<usize>,
    /// Where the figures may stand.
    reach: Reach,
}

/// Most bytes of a clause between a source and its verb.
const LONGEST_CLAUSE: usize = 80;
/// Most words of a title.
const MOST_TITLES: usize = 4;

/// What the attribution reads.
struct Reader<'v, 't> {
    view: &'v View<'t>,
    mentions: &'v Mentions,
    lexicons: &'v Lexicons,
}

/// Sets `source`, `source_actor_id` and `cue` of figures, and marks the mentions as sources.
pub(crate) fn attribute(
    view: &View<'_>,
    found: &mut [FoundFigure],
    actors: &mut [FoundActor],
    mentions: &Mentions,
    lexicons: &Lexicons,
) {
    let reader = Reader { view, mentions, lexicons };
    let mut heard = Heard::default();
    for figure in found {
        let said = heard.in_sentence(&reader, view.sentence(figure.span.start), actors);
        let nearest = reader.nearest(said, figure).map(|(source, cue)| (source.clone(), cue.clone()));
        if let Some((source, cue)) = nearest.or_else(|| reader.quoting(&mut heard, figure, actors)) {
            figure.source = Some(view.text[source.span.clone()].to_owned());
            // A colon, dash or bracket is no word.
            figure.cue = Some(without_that(&view.text[cue]).to_owned()).filter(|cue| cue.contains(is_word));
            if let Some(actor) = source.actor.map(|actor| &mut actors[actor]) {
                figure.source_actor_id = actor.actor_id.as_deref().map(str::to_owned);
                // `UN experts` are not the UN, but `the Health Ministry in Sanaa` is the ministry.
                let rest = view.text.get(actor.span.end..source.span.end).filter(|_| actor.span.start == source.span.start);
                actor.source |= rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(" in "));
            }
        }
    }
}

/// The cue of a phrase that is a verb only with the conjunction behind it (`stressed that`, `напомнил, что`), or a noun in a bracket
/// (`(данные`).
fn without_that(phrase: &str) -> &str {
    let verb = [" that", " что", " що"].into_iter().find_map(|that| phrase.strip_suffix(that));
    verb.unwrap_or(phrase).trim_start_matches('(').trim_end_matches(',')
}

/// Who says what is said in a sentence.
struct Said {
    sources: Vec<Source>,
    claims: Vec<Claim>,
    /// Whom the next sentence names for it.
    next: Option<SaidNext>,
}

/// What is said in the sentences that were read last: figures come sentence by sentence, and quotations begin and end in others.
#[derive(Default)]
struct Heard(Vec<(Range<usize>, Said)>);

impl Heard {
    /// What a sentence says.
    fn in_sentence(&mut self, reader: &Reader<'_, '_>, sentence: Range<usize>, actors: &[FoundActor]) -> &Said {
        /// Most sentences that are kept.
        const MOST: usize = 4;
        let at = self.0.iter().position(|(range, _)| *range == sentence).unwrap_or_else(|| {
            if self.0.len() == MOST {
                self.0.remove(0);
            }
            let said = reader.said(&sentence, actors);
            self.0.push((sentence, said));
            self.0.len() - 1
        });
        &self.0[at].1
    }
}

impl Reader<'_, '_> {
    fn said(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Said {
        let sources = self.sources(sentence, actors);
        Said { claims: self.claims(sentence, &sources), next: self.said_next(sentence, actors), sources }
    }

    /// The source nearest to a figure that a claim ties to it, else whom the next sentence names; with the phrase.
    fn nearest<'s>(&self, said: &'s Said, figure: &FoundFigure) -> Option<(&'s Source, &'s Range<usize>)> {
        if said.claims.iter().any(|claim| self.counts(&figure.span, &said.sources[claim.source])) {
            return None;
        }
        // `40 surveys conducted by Levada`: who made what is counted does not say how many.
        let object = figure.object.as_ref().filter(|object| !figure.object_elided && figure.span.end <= object.start);
        let made = |claim: &Claim| object.is_some_and(|object| object.start <= claim.cue.start && claim.cue.start < object.end);
        let reached = said.claims.iter().filter(|claim| !made(claim)).filter_map(|claim| {
            let source = &said.sources[claim.source];
            self.distance(claim, &figure.span, &source.span).map(|distance| (distance, source, &claim.cue))
        });
        // `NYT: 300 men a day, officials said`: whoever is named by a verb is closer to the figure than whose headline it is.
        let headline = |cue: &Range<usize>| self.view.text[cue.clone()] == *":";
        let nearest = reached.min_by_key(|&(distance, _, cue)| (headline(cue), distance)).map(|(_, source, cue)| (source, cue));
        nearest.or_else(|| said.next.as_ref().map(|next| (&next.source, &next.cue)))
    }

    /// `…, two harbour officials told CNN`: whether a figure says how many they are who say it.
    fn counts(&self, figure: &Range<usize>, source: &Source) -> bool {
        let text = &self.view.text[source.span.clone()];
        let many = text.ends_with('s') || self.lexicons.figures.is(text.rsplit(' ').next().unwrap_or(text), WordClass::Plural);
        many && self.view.text.get(figure.end..source.span.start) == Some(" ")
    }

    /// Every source of a sentence that a phrase ties to figures.
    fn claims(&self, sentence: &Range<usize>, sources: &[Source]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let behind =
                self.behind_source(sentence, index, sources).or_else(|| self.behind_circumstances(sentence, index, source));
            let before = self.before_source(sentence, index, source);
            let again = self.again(sentence, index, sources, claims.last());
            let goes_on = if behind.is_none() { self.goes_on(sentence, index, sources) } else { None };
            claims.extend(behind.as_ref().and_then(|claim| self.adds(sentence, claim)));
            claims.extend(behind);
            claims.extend(goes_on);
            // `Reuters, citing officials, says Iran sent 400`: the verb has its subject.
            let subject =
                |other: &Claim, cue: &Range<usize>| other.cue.start == cue.start && sources[other.source].span.end < cue.start;
            let taken = |claim: &Claim| claims.iter().any(|other: &Claim| subject(other, &claim.cue));
            let before = before.or_else(|| self.before_circumstances(sentence, index, source)).filter(|claim| !taken(claim));
            // `О 12 раненых журналистам сообщил Песков`: whoever stands in front of the verb may be told.
            let before = before.or_else(|| self.behind_what_was_told(sentence, index, sources));
            claims.extend(before.as_ref().and_then(|claim| self.adds(sentence, claim)));
            claims.extend(before);
            claims.extend(again);
            claims.extend(self.headline(sentence, index, sources));
            claims.extend(self.survey(sentence, index, source));
            claims.extend(self.asked(sentence, index, source));
            claims.extend(self.showed(sentence, index, source));
        }
        claims
    }

    /// `Amnesty puts the number at 65 and the KNCHR at 63`, `ISW counts 11,000, Budanov 12,000, the ministry 900`: the verb of the
    /// claim before goes on.
    fn again(&self, sentence: &Range<usize>, index: usize, sources: &[Source], before: Option<&Claim>) -> Option<Claim> {
        let text = self.view.text;
        let source = &sources[index];
        let before = before.filter(|claim| claim.cue.end < source.span.start)?;
        let front = text[before.cue.end..source.span.start].trim_end();
        let between = self.before_article(front);
        let joined = between.ends_with([',', ';']) || between.ends_with(" and") || between.ends_with(" but");
        if self.goes_on_behind_dash(sentence, source, between) {
            return Some(Claim { source: index, cue: source.back..source.back, reach: Reach::RightBehind });
        }
        let behind = text[source.span.end..sentence.end].strip_prefix(' ').filter(|_| joined)?;
        // `Levada found Putin at 53%, Zyuganov at 7%`: whose figure the first one is has no verb either.
        if sources[before.source..index].iter().skip(1).any(|other| other.speaks) {
            return None;
        }
        // `puts the toll at 65`, `puts the number of dead at 65`
        let puts = text[before.cue.start..source.span.start].contains(" at ");
        // `puts Ruiz at 56%, Berg at 38`: who is polled.
        let polled = source.named != Some(ActorKind::Organization) && between.contains('%');
        if puts && behind.starts_with("at ") && !polled {
            return Some(Claim { source: index, cue: source.span.end + 1..source.span.end + 3, reach: Reach::RightBehind });
        }
        let digits = self.opens_with_figure(behind);
        let goes_on = before.reach == Reach::Behind || before.cue.is_empty();
        // `The IDF believes Hamas has 20,000 fighters, PIJ 5,000`: the verb that goes on is another.
        let has = between.split(' ').any(|word| self.lexicons.figures.is(word, WordClass::Having));
        let counted = goes_on && !has && between.contains(|c: char| c.is_ascii_digit());
        let claim = Claim { source: index, cue: source.span.end..source.span.end, reach: Reach::RightBehind };
        // `Ukraine reported 12 killed, Russia 14`: a state beside another that has the verb.
        let states = || before.source + 1 == index && !sources[before.source].speaks && source.actor.is_some();
        let speaks = source.speaks || states() || source.actor.is_none() && front.ends_with(" the");
        (digits && counted && speaks).then_some(claim)
    }

    /// `Київ заявив про 12 загиблих, а Москва — про 14`: the verb of the claim before goes on where a dash stands for it, in Russian and
    /// Ukrainian. `between` stands between the two.
    fn goes_on_behind_dash(&self, sentence: &Range<usize>, source: &Source, between: &str) -> bool {
        let text = self.view.text;
        // `…, а в полиции — о 14`
        let joined = [",", ", а", ", в", ", у", ", а в", ", а у"].iter().any(|joint| between.ends_with(joint));
        let rest = text.get(source.back..sentence.end).unwrap_or_default();
        let rest = [" — ", " – ", " - "].iter().find_map(|dash| rest.strip_prefix(dash));
        let about = |text: &'_ str| self.lexicons.figures.without_first(text, WordClass::Concerning).map(str::len);
        let figure = rest.and_then(|rest| about(rest).map(|length| &rest[rest.len() - length..]));
        let told = between.match_indices(' ').any(|(at, _)| about(&between[at + 1..]).is_some());
        joined && told && figure.is_some_and(|figure| self.opens_with_figure(figure))
    }

    /// Whether a text begins with a figure in digits, behind a modifier or not.
    fn opens_with_figure(&self, text: &str) -> bool {
        let modifier = self.lexicons.figures.cues_before.starts(text).map_or(0, |(length, _)| length);
        text[modifier..].trim_start().starts_with(|c: char| c.is_ascii_digit())
    }

    /// `Six died, the office said earlier, adding that two clerks were hurt`: what whoever closes a clause says besides.
    fn adds(&self, sentence: &Range<usize>, claim: &Claim) -> Option<Claim> {
        let rest = self.view.text.get(claim.cue.end..sentence.end).filter(|_| claim.reach == Reach::InFront)?;
        let commas = rest.match_indices(", ").map(|(at, comma)| at + comma.len()).take_while(|&at| at <= LONGEST_CLAUSE);
        let participle = commas.map(|at| claim.cue.end + at).find_map(|verb| {
            let (length, pattern) = self.phrase_at(&self.view.text[verb..sentence.end])?;
            (pattern == Attribution::Participle).then_some(verb..verb + length)
        });
        participle.map(|cue| Claim { source: claim.source, cue, reach: Reach::Behind })
    }

    /// `JNIM ambushed a convoy and claims …`, `Davis, an expert, rejects this and estimates …`, `Ruiz thanked them, adding that …`: the
    /// second verb of the subject that opens a sentence. No other source may stand between, which could be its subject.
    fn goes_on(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let text = self.view.text;
        let source = &sources[index];
        let opens = matches!(text[sentence.start..source.front].trim(), "" | "The" | "the");
        let from = self.behind_apposition(source.back, sentence);
        let end = sources[index + 1..].iter().find(|next| next.span.start >= from).map_or(sentence.end, |next| next.span.start);
        let rest = text.get(from..sentence.end).filter(|rest| opens && rest.starts_with(' '))?;
        let joints = rest.match_indices(" and ").chain(rest.match_indices(", "));
        joints.filter(|&(at, _)| at <= LONGEST_CLAUSE).find_map(|(at, joint)| {
            let verb = from + at + joint.len();
            // `Oslo blamed Tarno for the fire, reporting 40 dead`: a participle behind a comma is of the subject, whoever stands between.
            let own = verb <= end || joint == ", ";
            let (length, pattern) = self.phrase_at(&text[verb..sentence.end])?;
            let goes_on = match pattern {
                // `… and reports of 14 dead`
                Attribution::Both => verb <= end && joint != ", " && !text[verb + length..].starts_with(" of "),
                Attribution::Verb => verb <= end && joint != ", ",
                Attribution::Participle => own,
                _ => false,
            };
            goes_on.then(|| Claim { source: index, cue: verb..verb + length, reach: Reach::Behind })
        })
    }

    /// A text without the spaces at its end and an article before them.
    fn before_article<'s>(&self, text: &'s str) -> &'s str {
        let text = text.trim_end();
        self.lexicons.figures.without_last(text, WordClass::Article).unwrap_or(text)
    }
}
