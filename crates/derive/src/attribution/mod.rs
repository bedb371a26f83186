//! Who says how many: figures and the sources that they are attributed to.
//!
//! Precision comes first. A figure has a source only where a phrase of the attribution table ties a
//! source of its own sentence to it; several phrases compete by nearness. A source is a mention, or a
//! noun phrase whose head is an agent noun (`local officials`, `UN experts`).

mod headlines;
mod next;
mod phrases;
mod sources;
mod surveys;

use std::ops::Range;

use unspool_lexicon::{Attribution, Lexicons, WordClass, is_word};
use unspool_model::ActorKind;

use self::next::SaidNext;
use crate::actors::FoundActor;
use crate::mentions::Mentions;
use crate::quantities::FoundFigure;
use crate::view::{Kind, View};

/// Someone who can say something.
struct Source {
    span: Range<usize>,
    /// Where it begins with the words before it that say what it is: `data firm Kpler`.
    front: usize,
    /// The mention that it is, or that it holds.
    actor: Option<usize>,
    /// A person, a body, or the capital of a state: `Italy 12,000` says where, `Rome 12,000` who.
    speaks: bool,
    /// What a person, body or group with a name is: a headline may end in it, or begin with it and a colon.
    named: Option<ActorKind>,
}

/// A source with its phrase.
struct Claim {
    source: usize,
    cue: Range<usize>,
    /// Where the figures may stand.
    reach: Reach,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// Behind the phrase.
    Behind,
    /// Right behind it.
    RightBehind,
    /// Anywhere in the sentence.
    Anywhere,
    /// In front of it.
    InFront,
}

/// Most bytes between a claim and a figure. Longer sentences are lists, and a sentence of megabytes must not cost a square.
const LONGEST_REACH: usize = 1_000;
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
    let mut current: Option<(Range<usize>, Said)> = None;
    for figure in found {
        let sentence = view.sentence(figure.span.start);
        if current.as_ref().is_none_or(|(range, _)| *range != sentence) {
            current = Some((sentence.clone(), reader.said(&sentence, actors)));
        }
        let Some((_, said)) = &current else { continue };
        if let Some((source, cue)) = reader.nearest(said, &figure.span) {
            figure.source = Some(view.text[source.span.clone()].to_owned());
            // A colon, dash or bracket is no word.
            figure.cue = Some(view.text[cue.clone()].trim_end_matches(',').to_owned()).filter(|cue| cue.contains(is_word));
            if let Some(actor) = source.actor {
                figure.source_actor_id.clone_from(&actors[actor].actor_id);
                actors[actor].source |= actors[actor].span == source.span;
            }
        }
    }
}

/// Who says what is said in a sentence.
struct Said {
    sources: Vec<Source>,
    claims: Vec<Claim>,
    /// Whom the next sentence names for it.
    next: Option<SaidNext>,
}

impl Reader<'_, '_> {
    fn said(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Said {
        let sources = self.sources(sentence, actors);
        Said { claims: self.claims(sentence, &sources), next: self.said_next(sentence, actors), sources }
    }

    /// The source nearest to a figure that a claim ties to it, else whom the next sentence names; with the phrase.
    fn nearest<'s>(&self, said: &'s Said, figure: &Range<usize>) -> Option<(&'s Source, &'s Range<usize>)> {
        let reached = said.claims.iter().filter_map(|claim| {
            let source = &said.sources[claim.source];
            if self.counts(figure, source) {
                return None;
            }
            self.distance(claim, figure, &source.span).map(|distance| (distance, source, &claim.cue))
        });
        let nearest = reached.min_by_key(|&(distance, ..)| distance).map(|(_, source, cue)| (source, cue));
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
            let behind = self.behind_source(sentence, index, sources);
            let before = self.before_source(sentence, index, source);
            let again = self.again(sentence, index, source, claims.last());
            let goes_on = if behind.is_none() { self.goes_on(sentence, index, sources) } else { None };
            claims.extend(behind);
            claims.extend(goes_on);
            claims.extend(before);
            claims.extend(again);
            claims.extend(self.headline(sentence, index, sources));
            claims.extend(self.survey(sentence, index, source));
            claims.extend(self.asked(sentence, index, source));
        }
        claims
    }

    /// `Amnesty puts the number at 65 and the KNCHR at 63`, `ISW counts 11,000, Budanov 12,000`: the verb of the claim before
    /// goes on.
    fn again(&self, sentence: &Range<usize>, index: usize, source: &Source, before: Option<&Claim>) -> Option<Claim> {
        let text = self.view.text;
        let before = before.filter(|claim| claim.cue.end < source.span.start)?;
        let between = text[before.cue.end..source.span.start].trim_end();
        let between = between.strip_suffix("the").map_or(between, str::trim_end);
        let joined = between.ends_with([',', ';']) || between.ends_with(" and") || between.ends_with(" but");
        let behind = text[source.span.end..sentence.end].strip_prefix(' ').filter(|_| joined)?;
        // `puts the toll at 65`, `puts the number of dead at 65`
        let puts = text[before.cue.start..source.span.start].contains(" at ");
        if puts && behind.starts_with("at ") {
            return Some(Claim { source: index, cue: source.span.end + 1..source.span.end + 3, reach: Reach::RightBehind });
        }
        let digits = behind.starts_with(|c: char| c.is_ascii_digit());
        let goes_on = before.reach == Reach::Behind || before.cue.is_empty();
        let counted = goes_on && between.contains(|c: char| c.is_ascii_digit());
        let claim = Claim { source: index, cue: source.span.end..source.span.end, reach: Reach::RightBehind };
        (digits && counted && source.speaks).then_some(claim)
    }

    /// `JNIM ambushed a convoy and claims …`, `Davis, an expert, rejects this and estimates …`: the second verb of the subject that
    /// opens a sentence. No other source may stand between, which could be its subject.
    fn goes_on(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let text = self.view.text;
        let source = &sources[index];
        let opens = matches!(text[sentence.start..source.front].trim(), "" | "The" | "the");
        let from = self.behind_apposition(source.span.end, sentence);
        let end = sources[index + 1..].iter().find(|next| next.span.start >= from).map_or(sentence.end, |next| next.span.start);
        let rest = text.get(from..end).filter(|rest| opens && rest.starts_with(' '))?;
        rest.match_indices(" and ").take_while(|&(at, _)| at <= LONGEST_CLAUSE).find_map(|(at, and)| {
            let verb = from + at + and.len();
            match self.phrase_at(&text[verb..sentence.end])? {
                // `… and reports of 14 dead`
                (length, Attribution::Both) if text[verb + length..].starts_with(" of ") => None,
                (length, Attribution::Verb | Attribution::Both) => {
                    Some(Claim { source: index, cue: verb..verb + length, reach: Reach::Behind })
                }
                _ => None,
            }
        })
    }

    /// `Kyiv says …`, `Kyiv has also said …`, `South Korean estimates of …`, `…, Kyiv says`.
    fn behind_source(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let text = self.view.text;
        let source = &sources[index];
        let figures = &self.lexicons.figures;
        if self.hears(sentence, source) {
            return None;
        }
        let mut at = source.span.end;
        // `«Рыбарь» пишет`
        at += text[at..sentence.end].chars().next().filter(|c| matches!(c, '»' | '”' | '“')).map_or(0, char::len_utf8);
        let rest = &text[at..sentence.end];
        let possessive = ["'s", "’s", "'", "’"].iter().find(|form| rest.starts_with(**form));
        at += possessive.map_or(0, |form| form.len());
        // `Marcos Jr. said`
        if text[at..sentence.end].strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
            at += 1;
        }
        // `the policy chief, Kaja Kallas, told`: the source is an apposition itself.
        let behind = self.behind_apposition(at, sentence);
        let apposition = text[sentence.start..source.span.start].ends_with(", ") && text[at..sentence.end].starts_with(", ");
        at = if apposition && behind == at { at + 1 } else { behind };
        for _ in 0..4 {
            let rest = &text[at..sentence.end];
            let word_at = at + rest.len() - rest.trim_start_matches(' ').len();
            if let Some((length, pattern)) = self.phrase_at(&text[word_at..sentence.end]) {
                let cue = word_at..word_at + length;
                let reach = match pattern {
                    Attribution::Verb if possessive.is_some() => return None,
                    // `80 people said to be missing`
                    Attribution::Verb if self.is_said_of(sentence, &cue) => return None,
                    Attribution::Verb | Attribution::Noun | Attribution::Both | Attribution::Closing
                        if self.closes_clause(sentence, &cue, source, sources) =>
                    {
                        self.closed_reach(sentence, &cue)
                    }
                    // `40, by Ukraine's count, have` and `by Ukraine's count 40`
                    Attribution::Both if possessive.is_some() && self.is_aside(sentence, source, &cue) => Reach::InFront,
                    Attribution::Both if possessive.is_some() => Reach::RightBehind,
                    Attribution::Verb | Attribution::Both => Reach::Behind,
                    // `opposition figure Karapetyan`
                    Attribution::Noun if !text[cue.clone()].contains(' ') && followed_by_name(&text[cue.end..sentence.end]) => {
                        return None;
                    }
                    // `the IRI poll of March: 76% …, 55% …`
                    Attribution::Noun if opens_list(&text[cue.end..sentence.end]) => Reach::Behind,
                    Attribution::Noun => Reach::RightBehind,
                    _ => return None,
                };
                return Some(Claim { source: index, cue, reach });
            }
            // An adverb, an auxiliary or an adjective of the noun may stand between.
            let word: String = text[word_at..sentence.end].chars().take_while(|&c| is_word(c)).collect();
            let adjective = word.starts_with(char::is_lowercase);
            let skipped = figures.is(&word, WordClass::Adverb)
                || adjective && possessive.is_some() && !word.is_empty() && !figures.is(&word, WordClass::Function);
            if !skipped {
                return None;
            }
            at = word_at + word.len();
        }
        None
    }

    /// Whether a verb is a participle: others say it of whoever stands before it.
    fn is_said_of(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let behind = &self.view.folded[cue.end..sentence.end];
        self.view.folded[cue.clone()] == *"said" && [" to be ", " to have "].iter().any(|to| behind.starts_with(to))
    }

    /// `IDF estimates shared with reporters put the figure at 40%`: whoever is told does not say it.
    fn hears(&self, sentence: &Range<usize>, source: &Source) -> bool {
        let head = &self.view.text[sentence.start..source.front];
        let told = [" with ", " to "].iter().find_map(|word| head.strip_suffix(word));
        told.and_then(|told| told.rsplit(' ').next())
            .is_some_and(|word| matches!(word, "shared" | "given" | "sent" | "shown" | "leaked" | "provided" | "released"))
    }

    /// Whether a source and its phrase stand behind a comma and `by`, up to the end of a clause, or behind `by` at the end of the
    /// sentence.
    fn is_aside(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let (before, behind) = (&self.view.text[sentence.start..source.front], &self.view.text[cue.end..sentence.end]);
        let before = before.strip_suffix("the ").unwrap_or(before);
        let ends = behind.trim_end().is_empty();
        before.ends_with(", by ") && (ends || behind.starts_with([',', '.'])) || before.ends_with(" by ") && ends
    }

    /// `Orban, the prime minister, says`: behind an apposition between two commas.
    fn behind_apposition(&self, at: usize, sentence: &Range<usize>) -> usize {
        let rest = &self.view.text[at..sentence.end];
        // `German intelligence (BND) believes`
        if let Some((inner, _)) = rest.strip_prefix(" (").and_then(|inner| inner.split_once(')')) {
            let short = inner.len() < 40 && !inner.contains(|c: char| c.is_ascii_digit());
            return at + if short { inner.len() + 3 } else { 0 };
        }
        // `officials who asked not to be named said`, `an official speaking on condition of anonymity said`
        if [" who ", " speaking ", " familiar with ", " briefed on "].iter().any(|words| rest.starts_with(words)) {
            return at + self.next_verb(rest).unwrap_or(0);
        }
        let Some(inner) = rest.strip_prefix(", ") else { return at };
        let apposition = ["the ", "a ", "an ", "head ", "who "].iter().any(|word| inner.starts_with(word));
        match inner.find(',').filter(|&end| apposition && end < 80 && !inner[..end].contains(|c: char| c.is_ascii_digit())) {
            Some(end) => at + 2 + end + 1,
            None => at,
        }
    }

    /// Where the next verb that attributes begins, at most [`LONGEST_CLAUSE`] bytes away and before any figure.
    fn next_verb(&self, rest: &str) -> Option<usize> {
        let words = rest.match_indices(' ').map(|(at, _)| at + 1).take_while(|&at| at <= LONGEST_CLAUSE);
        words
            .take_while(|&at| !rest[..at].contains(|c: char| c.is_ascii_digit() || c == ','))
            .find(|&at| matches!(self.phrase_at(&rest[at..]), Some((_, Attribution::Verb | Attribution::Both))))
    }

    /// `300 were killed, Kyiv says on Friday.`: a comma or quotation mark stands before the source and
    /// no figure behind the phrase.
    fn closes_clause(&self, sentence: &Range<usize>, cue: &Range<usize>, source: &Source, sources: &[Source]) -> bool {
        // `…, Grossi told Le Monde.`
        let listener = sources.iter().find(|other| {
            let between = self.view.text.get(cue.end..other.front);
            between.is_some_and(|between| matches!(between.trim(), "" | "the" | "a" | "an"))
        });
        let end = listener.map_or(cue.end, |listener| listener.span.end);
        let behind = self.view.text[end..sentence.end].trim();
        // `…, Kallas, told reporters on Monday that 27 …`
        let goes_on = behind.split_whitespace().take(4).any(|word| word == "that");
        let ends = behind.is_empty()
            || behind.starts_with([',', '.', ';', ')'])
            || [
                "on ",
                "in ",
                "at ",
                "late ",
                "early ",
                "today",
                "yesterday",
                "earlier",
                "this ",
                "after ",
                "during ",
                "following ",
            ]
            .iter()
            .any(|word| behind.starts_with(word));
        let head = self.view.text[sentence.start..source.front].trim_end();
        // `, Syria's SANA said`
        let head = match head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")) {
            Some(owner) => owner.trim_end_matches(is_word).trim_end(),
            None => head,
        };
        let head = ["the", "The", "a", "an"].iter().find_map(|article| head.strip_suffix(article)).map_or(head, str::trim_end);
        // `…, two defense officials told CNN`
        let word = head.rsplit(' ').next().unwrap_or_default();
        let counted = !word.is_empty() && self.lexicons.figures.numeral(word, &word.to_lowercase()).is_some();
        let head = if counted { head[..head.len() - word.len()].trim_end() } else { head };
        ends && !goes_on && self.without_description(head).ends_with([',', '"', '”', '»', '–', '—', '-', '('])
    }

    /// `…, Iranian economist Saeed Laylaz says`: the text in front of words that say who someone is, back to their comma.
    fn without_description<'h>(&self, head: &'h str) -> &'h str {
        let Some((before, words)) = head.rsplit_once(", ") else { return head };
        let words = ["the ", "a ", "an "].iter().find_map(|article| words.strip_prefix(article)).unwrap_or(words);
        let figures = &self.lexicons.figures;
        let describes = |word: &str| {
            word.chars().all(|c| c.is_alphabetic() || c == '-')
                && !figures.is(word, WordClass::Function)
                && !figures.is(word, WordClass::Verb)
                && figures.attribution.get(word).is_none()
                && figures.numeral(word, &word.to_lowercase()).is_none()
        };
        let all = words.split(' ').count() <= MOST_TITLES && words.split(' ').all(describes);
        if all { &head[..=before.len()] } else { head }
    }

    /// `…, SANA said, killing 3`: a phrase between commas reaches to both sides.
    fn closed_reach(&self, sentence: &Range<usize>, cue: &Range<usize>) -> Reach {
        let inside = self.view.text[cue.end..sentence.end].trim_start().starts_with(',');
        if inside { Reach::Anywhere } else { Reach::InFront }
    }

    /// `according to the UN`, `reported by Reuters`, `estimates by the World Bank`, `…, said the UN`.
    fn before_source(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let (cue, pattern) = self.phrase_before(sentence, source.front)?;
        let head = self.view.text[sentence.start..cue.start].trim_end();
        // `25 litres per family` is a share, `25 litres per officials` says who.
        let one = &self.view.text[source.span.clone()];
        let many = one.starts_with(char::is_uppercase) || one.ends_with('s') || self.lexicons.figures.is(one, WordClass::Plural);
        if matches!(&self.view.folded[cue.clone()], "per") && !many {
            return None;
        }
        // `responsibility for it was claimed by` a group: no figure is.
        let mut words = self.view.folded[sentence.start..cue.start].split_whitespace().rev().take(MOST_TITLES);
        if pattern == Attribution::Passive && words.any(|word| word == "responsibility") {
            return None;
        }
        if pattern == Attribution::Passive && self.is_of_a_thing(sentence, &cue) {
            return None;
        }
        // `the figure of 300 comes from Kyiv`, but not `four gunmen came from Kyiv`.
        if self.view.text[cue.clone()].ends_with(" from")
            && pattern == Attribution::Passive
            && !self.speaks_of_figures(sentence, &cue)
        {
            return None;
        }
        let closed = head.ends_with([',', '"', '”', '»', '–', '—', '-']);
        let reach = match pattern {
            // `two officers write that, according to Kyiv, 300 fell`
            Attribution::Before | Attribution::NounBy if self.opens_clause(head) => Reach::Behind,
            Attribution::Before | Attribution::NounBy => Reach::Anywhere,
            Attribution::Informs => Reach::Behind,
            // `images cited by the BBC show 38 graves` and `40 killed, reported by Reuters`
            Attribution::Passive => {
                if self.figure_in_front(sentence, cue.start) {
                    Reach::InFront
                } else {
                    Reach::Behind
                }
            }
            // `jets hit a house and, says Kabul, killed nine`
            Attribution::Verb | Attribution::Both
                if closed
                    && self.view.text[source.span.end..sentence.end].starts_with(',')
                    && !self.figure_in_front(sentence, cue.start) =>
            {
                Reach::Behind
            }
            Attribution::Verb | Attribution::Both if closed => Reach::InFront,
            _ => return None,
        };
        Some(Claim { source: index, cue, reach })
    }

    /// `40 fled after the meeting first reported by Reuters`: whether a participle belongs to a noun with an article that is none
    /// of figures.
    fn is_of_a_thing(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let figures = &self.lexicons.figures;
        let mut words = self.view.text[sentence.start..cue.start].split_whitespace().rev();
        let noun = words.find(|word| !figures.is(word, WordClass::Adverb));
        // `a reef held by Manila but also claimed by Beijing`
        if noun == Some("but") {
            return true;
        }
        let article = words.next().is_some_and(|word| matches!(word, "the" | "a" | "an" | "this"));
        let counts = |noun: &str| {
            [WordClass::FigureNoun, WordClass::Reporting, WordClass::Counting, WordClass::Measured]
                .into_iter()
                .any(|class| figures.is(noun, class))
        };
        article && noun.is_some_and(|noun| noun.chars().all(char::is_alphabetic) && !counts(noun))
    }

    /// Whether a text ends in a conjunction and a comma, so that a clause begins behind it.
    fn opens_clause(&self, head: &str) -> bool {
        let word = head.strip_suffix(',').and_then(|head| head.rsplit(' ').next());
        word.is_some_and(|word| self.lexicons.figures.is(word, WordClass::Function))
    }

    /// Whether a noun of figures (`figure`, `estimate`, `toll`) stands in the sentence before a cue.
    fn speaks_of_figures(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let mut words = self.view.folded[sentence.start..cue.start].split(|c: char| !is_word(c));
        words.any(|word| self.lexicons.figures.is(word, WordClass::FigureNoun))
    }

    /// Whether a digit or number word stands in the sentence before byte `at`.
    fn figure_in_front(&self, sentence: &Range<usize>, at: usize) -> bool {
        let from = self.view.token_at(sentence.start);
        self.view.tokens[from..].iter().take_while(|token| token.end <= at).any(|token| {
            let text = &self.view.text[token.start..token.end];
            token.kind == Kind::Number
                || token.kind == Kind::Word
                    && self.lexicons.figures.numeral(text, &self.view.folded[token.start..token.end]).is_some()
        })
    }

    /// How far a claim is from a figure, if it reaches it.
    fn distance(&self, claim: &Claim, figure: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let near = |distance: &usize| *distance <= LONGEST_REACH;
        let behind = figure.start.checked_sub(claim.cue.end.max(source.end)).filter(near);
        let behind = behind.filter(|_| !self.clause_between(claim.cue.end, figure.start));
        let in_front = claim.cue.start.min(source.start).checked_sub(figure.end).filter(near);
        match claim.reach {
            Reach::Behind => behind,
            Reach::RightBehind => behind.filter(|_| right_behind(&self.view.text[claim.cue.end..figure.start])),
            Reach::InFront => in_front.filter(|_| !self.clause_between(figure.end, claim.cue.start.min(source.start))),
            Reach::Anywhere => behind.or(in_front),
        }
    }

    /// Whether a new clause with a subject of its own begins between two places.
    fn clause_between(&self, from: usize, to: usize) -> bool {
        const TURNS: [&str; 12] = [
            ", but ",
            " while ",
            " whereas ",
            " although ",
            " though ",
            "; ",
            ", however",
            ", after ",
            ", even as ",
            " - my ",
            " – my ",
            " — my ",
        ];
        self.view.folded.get(from..to).is_some_and(|between| TURNS.iter().any(|turn| between.contains(turn)))
    }
}

/// Whether a colon stands before the first figure.
fn opens_list(behind: &str) -> bool {
    behind.find(": ").is_some_and(|colon| !behind[..colon].contains(|c: char| c.is_ascii_digit()))
}

/// Whether a word with a capital stands right behind.
fn followed_by_name(behind: &str) -> bool {
    behind.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_uppercase))
}

/// Nothing but a modifier of a few words between a phrase and its figure.
fn right_behind(between: &str) -> bool {
    between.split_whitespace().count() <= 5 && !between.contains(|c: char| matches!(c, ';' | '(' | ')') || c.is_ascii_digit())
}
