//! Who says how many: figures and the sources that they are attributed to.
//!
//! Precision comes first. A figure has a source only where a phrase of the attribution table ties a
//! source of its own sentence to it; several phrases compete by nearness. A source is a mention, or a
//! noun phrase whose head is an agent noun (`local officials`, `UN experts`).

use std::ops::Range;

use unspool_lexicon::{Attribution, Lexicons, Sense, WordClass, is_word};
use unspool_model::{ActorKind, ActorMethod};

use crate::actors::FoundActor;
use crate::mentions::Mentions;
use crate::quantities::FoundFigure;
use crate::view::{Kind, View};

/// Someone who can say something.
struct Source {
    span: Range<usize>,
    /// The mention that it is, or that it holds.
    actor: Option<usize>,
    /// A person or body with a name: a headline may end in it, or begin with it and a colon.
    named: bool,
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

/// Most bytes of a quoted name behind its words with a capital.
const LONGEST_QUOTED: usize = 80;

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
    let mut current: Option<(Range<usize>, Vec<Source>, Vec<Claim>)> = None;
    for figure in found {
        let sentence = view.sentence(figure.span.start);
        if current.as_ref().is_none_or(|(range, ..)| *range != sentence) {
            let sources = reader.sources(&sentence, actors);
            let claims = reader.claims(&sentence, &sources);
            current = Some((sentence.clone(), sources, claims));
        }
        let Some((_, sources, claims)) = &current else { continue };
        let nearest = claims
            .iter()
            .filter_map(|claim| {
                reader.distance(claim, &figure.span, &sources[claim.source].span).map(|distance| (distance, claim))
            })
            .min_by_key(|&(distance, _)| distance);
        if let Some((_, claim)) = nearest {
            let source = &sources[claim.source];
            figure.source = Some(view.text[source.span.clone()].to_owned());
            // A colon, dash or bracket is no word.
            figure.cue = Some(view.text[claim.cue.clone()].to_owned()).filter(|cue| cue.contains(is_word));
            if let Some(actor) = source.actor {
                figure.source_actor_id.clone_from(&actors[actor].actor_id);
                actors[actor].source |= actors[actor].span == source.span;
            }
        }
    }
}

impl Reader<'_, '_> {
    /// Mentions, and noun phrases with an agent noun for a head, in text order.
    fn sources(&self, sentence: &Range<usize>, actors: &[FoundActor]) -> Vec<Source> {
        let mut sources: Vec<Source> = Vec::new();
        let inside = |span: &Range<usize>| sentence.start <= span.start && span.end <= sentence.end;
        for (index, actor) in actors.iter().enumerate().filter(|(_, actor)| inside(&actor.span)) {
            let named = actor.kind != ActorKind::State && !matches!(actor.method, ActorMethod::Model | ActorMethod::Handle);
            sources.push(Source { span: actor.span.clone(), actor: Some(index), named });
        }
        let from = self.mentions.nouns.partition_point(|noun| noun.start < sentence.start);
        let mut known = sources.len();
        for &noun in self.mentions.nouns[from..].iter().take_while(|noun| noun.end <= sentence.end) {
            let agent = self.lexicons.names.senses(noun).any(|sense| matches!(sense, Sense::Agent(_)));
            if !agent || sources.iter().any(|source| source.span.start < noun.end && noun.start < source.span.end) {
                continue;
            }
            let mut source = Source { span: noun.start..noun.end, actor: None, named: false };
            self.widen(&mut source, &sources[..known], sentence);
            if source.actor.is_some() {
                // `UN experts`: the phrase stands for the mention that it holds.
                if let Some(at) = sources.iter().position(|other| other.actor == source.actor) {
                    sources.remove(at);
                    known -= 1;
                }
            }
            sources.push(source);
        }
        sources.extend(self.unknown_names(sentence, &sources));
        sources.sort_by_key(|source| source.span.start);
        sources
    }

    /// Names that no lexicon knows, right before a verb that attributes (`Bellingcat found that …`) or right behind a phrase
    /// that does (`according to Zorblax`).
    fn unknown_names(&self, sentence: &Range<usize>, known: &[Source]) -> Vec<Source> {
        let (view, figures) = (self.view, &self.lexicons.figures);
        let mut names = Vec::new();
        let mut run: Option<Range<usize>> = None;
        for index in view.token_at(sentence.start)..view.tokens.len() {
            let token = view.tokens[index];
            if token.start >= sentence.end {
                break;
            }
            let text = &view.text[token.start..token.end];
            let part = token.kind == Kind::Word
                && !token.masked
                && text.starts_with(char::is_uppercase)
                && (!figures.is(text, WordClass::Function)
                    || text.len() > 2 && text.bytes().all(|byte| byte.is_ascii_uppercase()))
                && self.lexicons.calendar.words.get(text).is_none()
                && figures.numeral(text, view.folded_token(index)).is_none();
            match (&mut run, part) {
                (Some(span), true) if view.text[span.end..token.start] == *" " => span.end = token.end,
                (_, true) => run = Some(token.start..token.end),
                (Some(span), false) => {
                    let verb =
                        figures.attribution.starts(&view.text[token.start..]).is_some_and(|(length, pattern)| match pattern {
                            Attribution::Verb | Attribution::Noun | Attribution::Closing => true,
                            Attribution::Both => !self.is_noun(token.start + length),
                            _ => false,
                        });
                    let aux = is_adverb(view.folded_token(index));
                    let behind_phrase = self.phrase_before(sentence, span.start).is_some_and(|(_, pattern)| {
                        matches!(pattern, Attribution::Before | Attribution::NounBy | Attribution::Informs)
                    });
                    let overlaps = known.iter().any(|source| source.span.start < span.end && span.start < source.span.end);
                    let verbal = (verb || aux) && view.text[span.end..token.start] == *" ";
                    if (verbal || behind_phrase) && !overlaps {
                        let span = self.quoted(sentence, self.without_title(span.clone()));
                        names.push(Source { span, actor: None, named: false });
                    }
                    run = None;
                }
                (None, false) => {}
            }
        }
        names
    }

    /// A name up to the end of the quotation marks that it opens: `«Архива публичных собраний»`.
    fn quoted(&self, sentence: &Range<usize>, span: Range<usize>) -> Range<usize> {
        let text = self.view.text;
        let close = match text[sentence.start..span.start].chars().next_back() {
            Some('«') => '»',
            Some('“') => '”',
            _ => return span,
        };
        let length = text[span.end..sentence.end].find(close).filter(|length| *length <= LONGEST_QUOTED);
        span.start..span.end + length.unwrap_or(0)
    }

    /// Whether a word that may be verb or noun is a noun, as its right neighbour says: `casualty
    /// estimates range`, `reports of`.
    fn is_noun(&self, end: usize) -> bool {
        let next = self.view.token_at(end);
        self.view.token(next).is_none_or(|(_, text)| {
            self.lexicons.figures.is(text, WordClass::Verb)
                || matches!(
                    text,
                    "are"
                        | "were"
                        | "is"
                        | "was"
                        | "have"
                        | "had"
                        | "has"
                        | "of"
                        | "from"
                        | "by"
                        | "for"
                        | "on"
                        | "in"
                        | "about"
                        | "and"
                        | ","
                )
        })
    }

    /// `Governor Ana Ruiz` without the title.
    fn without_title(&self, mut span: Range<usize>) -> Range<usize> {
        while let Some((title, rest)) = self.view.text[span.clone()].split_once(' ') {
            let noun = self.mentions.nouns.iter().any(|noun| noun.start == span.start && noun.end == span.start + title.len());
            if !noun || rest.is_empty() {
                break;
            }
            span.start += title.len() + 1;
        }
        span
    }

    /// Takes the modifiers in front of an agent noun into the source: `local`, `UN`, `air`.
    fn widen(&self, source: &mut Source, mentions: &[Source], sentence: &Range<usize>) {
        let figures = &self.lexicons.figures;
        for _ in 0..3 {
            let head = self.view.text[sentence.start..source.span.start].trim_end_matches(' ');
            let gap = source.span.start - sentence.start - head.len();
            if gap != 1 {
                return;
            }
            let end = sentence.start + head.len();
            if let Some(mention) = mentions.iter().find(|mention| mention.span.end == end) {
                source.span.start = mention.span.start;
                source.actor = mention.actor;
                return;
            }
            let word_start = |head: &str| {
                head.rfind(|c: char| !is_word(c)).map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8))
            };
            // `Gaza's health ministry`
            if let Some(owner) = head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")) {
                let start = word_start(owner);
                if owner[start..].starts_with(char::is_uppercase) {
                    source.span.start = sentence.start + start;
                }
                return;
            }
            let start = word_start(head);
            let word = &head[start..];
            let modifier = !word.is_empty()
                && word.chars().all(char::is_alphabetic)
                && !figures.is(word, WordClass::Function)
                && !figures.is(word, WordClass::Verb)
                && !word.ends_with("ing")
                && figures.attribution.ends(word).is_none()
                && figures.numeral(word, &word.to_lowercase()).is_none();
            if !modifier {
                return;
            }
            source.span.start = sentence.start + start;
        }
    }

    /// Every source of a sentence that a phrase ties to figures.
    fn claims(&self, sentence: &Range<usize>, sources: &[Source]) -> Vec<Claim> {
        let mut claims = Vec::new();
        for (index, source) in sources.iter().enumerate() {
            let behind = self.behind_source(sentence, index, sources);
            let before = self.before_source(sentence, index, source);
            claims.extend(behind);
            claims.extend(before);
            claims.extend(self.headline(sentence, index, source));
        }
        claims
    }

    /// `Kyiv says …`, `Kyiv has also said …`, `South Korean estimates of …`, `…, Kyiv says`.
    fn behind_source(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        let text = self.view.text;
        let source = &sources[index];
        let figures = &self.lexicons.figures;
        let mut at = source.span.end;
        let rest = &text[at..sentence.end];
        let possessive = ["'s", "’s", "'", "’"].iter().find(|form| rest.starts_with(**form));
        at += possessive.map_or(0, |form| form.len());
        at = self.behind_apposition(at, sentence);
        for _ in 0..4 {
            let rest = &text[at..sentence.end];
            let word_at = at + rest.len() - rest.trim_start_matches(' ').len();
            if let Some((length, pattern)) = figures.attribution.starts(&text[word_at..sentence.end]) {
                let cue = word_at..word_at + length;
                let reach = match pattern {
                    Attribution::Verb if possessive.is_some() => return None,
                    Attribution::Verb | Attribution::Noun | Attribution::Both | Attribution::Closing
                        if self.closes_clause(sentence, &cue, source, sources) =>
                    {
                        self.closed_reach(sentence, &cue)
                    }
                    // `40, by Ukraine's count, have` and `by Ukraine's count 40`
                    Attribution::Both if possessive.is_some() && self.is_aside(sentence, source, &cue) => Reach::InFront,
                    Attribution::Both if possessive.is_some() => Reach::RightBehind,
                    Attribution::Verb | Attribution::Both => Reach::Behind,
                    Attribution::Noun => Reach::RightBehind,
                    _ => return None,
                };
                return Some(Claim { source: index, cue, reach });
            }
            // An adverb, an auxiliary or an adjective of the noun may stand between.
            let word: String = text[word_at..sentence.end].chars().take_while(|&c| is_word(c)).collect();
            let adjective = word.starts_with(char::is_lowercase);
            let skipped = is_adverb(&word)
                || adjective && possessive.is_some() && !word.is_empty() && !figures.is(&word, WordClass::Function);
            if !skipped {
                return None;
            }
            at = word_at + word.len();
        }
        None
    }

    /// Whether a source and its phrase stand behind a comma and `by`, up to the end of a clause.
    fn is_aside(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let (before, behind) = (&self.view.text[sentence.start..source.span.start], &self.view.text[cue.end..sentence.end]);
        before.ends_with(", by ") && (behind.trim_end().is_empty() || behind.starts_with([',', '.']))
    }

    /// `Orban, the prime minister, says`: behind an apposition between two commas.
    fn behind_apposition(&self, at: usize, sentence: &Range<usize>) -> usize {
        let rest = &self.view.text[at..sentence.end];
        // `German intelligence (BND) believes`
        if let Some((inner, _)) = rest.strip_prefix(" (").and_then(|inner| inner.split_once(')')) {
            let short = inner.len() < 40 && !inner.contains(|c: char| c.is_ascii_digit());
            return at + if short { inner.len() + 3 } else { 0 };
        }
        let Some(inner) = rest.strip_prefix(", ") else { return at };
        let apposition = ["the ", "a ", "an ", "head ", "who "].iter().any(|word| inner.starts_with(word));
        match inner.find(',').filter(|&end| apposition && end < 80 && !inner[..end].contains(|c: char| c.is_ascii_digit())) {
            Some(end) => at + 2 + end + 1,
            None => at,
        }
    }

    /// `300 were killed, Kyiv says on Friday.`: a comma or quotation mark stands before the source and
    /// no figure behind the phrase.
    fn closes_clause(&self, sentence: &Range<usize>, cue: &Range<usize>, source: &Source, sources: &[Source]) -> bool {
        // `…, Grossi told Le Monde.`
        let listener = sources.iter().find(|other| other.span.start == cue.end + 1);
        let end = listener.map_or(cue.end, |listener| listener.span.end);
        let behind = self.view.text[end..sentence.end].trim();
        let ends = behind.is_empty()
            || behind.starts_with([',', '.', ';', ')'])
            || ["on ", "in ", "at ", "late ", "early ", "today", "yesterday", "earlier", "this "]
                .iter()
                .any(|word| behind.starts_with(word));
        let head = self.view.text[sentence.start..source.span.start].trim_end();
        // `, Syria's SANA said`
        let head = match head.strip_suffix("'s").or_else(|| head.strip_suffix("’s")) {
            Some(owner) => owner.trim_end_matches(is_word).trim_end(),
            None => head,
        };
        let head = ["the", "The", "a", "an"].iter().find_map(|article| head.strip_suffix(article)).map_or(head, str::trim_end);
        ends && head.ends_with([',', '"', '”', '»', '–', '—', '-', '('])
    }

    /// `…, SANA said, killing 3`: a phrase between commas reaches to both sides.
    fn closed_reach(&self, sentence: &Range<usize>, cue: &Range<usize>) -> Reach {
        let inside = self.view.text[cue.end..sentence.end].trim_start().starts_with(',');
        if inside { Reach::Anywhere } else { Reach::InFront }
    }

    /// `according to the UN`, `reported by Reuters`, `estimates by the World Bank`, `…, said the UN`.
    fn before_source(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        let (cue, pattern) = self.phrase_before(sentence, source.span.start)?;
        let head = self.view.text[sentence.start..cue.start].trim_end();
        let closed = head.ends_with([',', '"', '”', '»', '–', '—', '-']);
        let reach = match pattern {
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
            Attribution::Verb | Attribution::Both if closed => Reach::InFront,
            _ => return None,
        };
        Some(Claim { source: index, cue, reach })
    }

    /// The phrase that stands right before byte `at`, over articles and an opening quotation mark (`по данным «Мемориала»`).
    fn phrase_before(&self, sentence: &Range<usize>, at: usize) -> Option<(Range<usize>, Attribution)> {
        let mut head = self.view.text[sentence.start..at].trim_end_matches(['«', '“', '„', '"']).trim_end_matches(' ');
        head = ["the", "The", "a", "an", "its", "their", "some", "two", "one"]
            .iter()
            .find_map(|article| head.strip_suffix(article).filter(|rest| !rest.ends_with(is_word)))
            .unwrap_or(head)
            .trim_end_matches(' ');
        let (start, &pattern) = self.lexicons.figures.attribution.ends(head)?;
        Some((sentence.start + start..sentence.start + head.len(), pattern))
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

    /// `IDF: the strike killed 30`, `30 killed — IRIB`, `30 killed (UN)`: a person or body at one end of a headline.
    fn headline(&self, sentence: &Range<usize>, index: usize, source: &Source) -> Option<Claim> {
        if !source.named {
            return None;
        }
        let (before, behind) =
            (&self.view.text[sentence.start..source.span.start], &self.view.text[source.span.end..sentence.end]);
        // A number right behind the colon is a list: `NATO: 32 members`.
        if !before.contains(is_word)
            && behind.strip_prefix(": ").is_some_and(|rest| !rest.starts_with(|c: char| c.is_ascii_digit()))
        {
            return Some(Claim { source: index, cue: source.span.end..source.span.end + 1, reach: Reach::Behind });
        }
        let head = before.trim_end();
        let sign = head.chars().next_back().filter(|sign| matches!(sign, '(' | '—' | '–' | '-'))?;
        let rest = match sign {
            '(' => behind.split_once(')')?.1,
            _ if head.len() < before.len() => behind,
            _ => return None,
        };
        let at = sentence.start + head.len() - sign.len_utf8();
        (!rest.contains(is_word)).then(|| Claim { source: index, cue: at..at + sign.len_utf8(), reach: Reach::InFront })
    }

    /// How far a claim is from a figure, if it reaches it.
    fn distance(&self, claim: &Claim, figure: &Range<usize>, source: &Range<usize>) -> Option<usize> {
        let behind =
            figure.start.checked_sub(claim.cue.end.max(source.end)).filter(|_| !self.clause_between(claim.cue.end, figure.start));
        let in_front = claim.cue.start.min(source.start).checked_sub(figure.end);
        match claim.reach {
            Reach::Behind => behind,
            Reach::RightBehind => behind.filter(|_| right_behind(&self.view.text[claim.cue.end..figure.start])),
            Reach::InFront => in_front.filter(|_| !self.clause_between(figure.end, claim.cue.start.min(source.start))),
            Reach::Anywhere => behind.or(in_front),
        }
    }

    /// Whether a new clause with a subject of its own begins between two places.
    fn clause_between(&self, from: usize, to: usize) -> bool {
        const TURNS: [&str; 9] =
            [", but ", " while ", " whereas ", " although ", " though ", "; ", ", however", ", after ", ", even as "];
        self.view.folded.get(from..to).is_some_and(|between| TURNS.iter().any(|turn| between.contains(turn)))
    }
}

/// Words between a source and its verb.
fn is_adverb(word: &str) -> bool {
    matches!(
        word,
        "has"
            | "have"
            | "had"
            | "also"
            | "now"
            | "later"
            | "itself"
            | "himself"
            | "herself"
            | "themselves"
            | "today"
            | "yesterday"
            | "then"
            | "even"
            | "still"
            | "just"
            | "already"
            | "recently"
            | "initially"
            | "officially"
            | "publicly"
            | "repeatedly"
            | "earlier"
            | "first"
            | "since"
            | "will"
            | "would"
            | "did"
            | "does"
            | "reportedly"
            | "currently"
            | "once"
            | "again"
            | "too"
            | "only"
            | "уже"
            | "также"
            | "вже"
            | "також"
            | "ранее"
    )
}

/// Nothing but a modifier of a few words between a phrase and its figure.
fn right_behind(between: &str) -> bool {
    between.split_whitespace().count() <= 5 && !between.contains(|c: char| matches!(c, ';' | '(' | ')') || c.is_ascii_digit())
}
