//! The verb or noun behind a source that says what it says: `Kyiv says 40`, `South Korean estimates of 1,500`, and where none is meant.

use std::ops::Range;

use unspool_lexicon::{Attribution, WordClass, is_word};
use unspool_model::ActorKind;

use super::phrases::opens_with_share;
use super::reach::Reach;
use super::{Claim, Reader, Source};
use crate::possessive;
use crate::slavic;
use crate::view::Kind;

/// What stands behind a source, up to its verb.
struct Behind {
    /// Where the verb may begin, with its space.
    at: usize,
    /// Its possessive `'s` stands between.
    possessive: bool,
    /// The source is an apposition itself: `the policy chief, Kaja Kallas, told`.
    apposition: bool,
}

impl Reader<'_, '_> {
    /// `Kyiv says …`, `Kyiv has also said …`, `South Korean estimates of …`, `…, Kyiv says`.
    pub(super) fn behind_source(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Option<Claim> {
        /// Most words between a source and its verb.
        const MOST_BETWEEN: usize = 3;
        let text = self.view.text;
        let source = &sources[index];
        // `30% of Poles said`: those who were asked, and their number.
        let asked = text[sentence.start..source.front].trim_end().ends_with('%');
        if asked
            || self.hears(sentence, source)
            || self.is_where_of(sentence, index, sources)
            || index > 0 && self.behind_state_of(sources[index - 1].back + 1, Some(source)) == source.span.end
        {
            return None;
        }
        let mut behind = self.verb_place(sentence, index, sources);
        for _ in 0..=MOST_BETWEEN {
            let rest = &text[behind.at..sentence.end];
            let word_at = behind.at + rest.len() - rest.trim_start_matches(' ').len();
            if let Some((length, pattern)) = self.phrase_at(&text[word_at..sentence.end]) {
                let cue = word_at..word_at + length;
                let reach = self.reach_behind(sentence, index, sources, &behind, &cue, pattern)?;
                return Some(Claim { source: index, cue, reach });
            }
            behind.at = self.behind_word(word_at, &behind, source, sentence)?;
        }
        None
    }

    /// Where the verb of a source may begin.
    fn verb_place(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> Behind {
        let text = self.view.text;
        let source = &sources[index];
        let mut at = source.back;
        // `the UN's mission to Afghanistan (UNAMA) said`
        at += usize::from(text[at..sentence.end].starts_with(')') && text[..source.front].ends_with('('));
        // `Корпус стражей (КСИР) Ирана утверждает`
        at = self.behind_state_of(at, sources.get(index + 1));
        // `«Рыбарь» пишет`
        at += text[at..sentence.end].chars().next().filter(|c| matches!(c, '»' | '”' | '“' | '"')).map_or(0, char::len_utf8);
        let possessive = possessive::behind_any(&text[at..sentence.end]);
        at = possessive.map_or(at, |behind| sentence.end - behind.len());
        // `Marcos Jr. said`
        if text[at..sentence.end].strip_prefix(". ").is_some_and(|rest| rest.starts_with(char::is_lowercase)) {
            at += 1;
        }
        // `the policy chief, Kaja Kallas, told`: the source is an apposition itself.
        let behind = self.behind_apposition(at, sentence);
        // `the Central Command, or CENTCOM, says`
        let set_apart = [source.front, source.span.start]
            .iter()
            .any(|&start| [", ", ", or "].iter().any(|comma| text[sentence.start..start].ends_with(comma)));
        let apposition = set_apart && text[at..sentence.end].starts_with(", ");
        at = if apposition && behind == at { at + 1 } else { behind };
        Behind { at: self.behind_partners(at, sentence), possessive: possessive.is_some(), apposition }
    }

    /// How far the claim reaches that a phrase makes of the source in front of it; `None` if it makes none.
    fn reach_behind(
        &self,
        sentence: &Range<usize>,
        index: usize,
        sources: &[Source],
        behind: &Behind,
        cue: &Range<usize>,
        pattern: Attribution,
    ) -> Option<Reach> {
        let text = self.view.text;
        let source = &sources[index];
        let &Behind { possessive, apposition, .. } = behind;
        if pattern == Attribution::Verb && (possessive || !self.is_said_by(sentence, index, sources, apposition, cue)) {
            return None;
        }
        let reach = match pattern {
            Attribution::Verb | Attribution::Noun | Attribution::Both | Attribution::Closing
                if self.closes_clause(sentence, cue, source, sources) =>
            {
                self.closed_reach(sentence, cue)
            }
            // `faster than Kyiv's estimates, losing 40`, but `than Kyiv's estimate of 40`
            Attribution::Both | Attribution::Noun
                if self.is_compared(sentence, source) && !text[cue.clone()].ends_with(" of") =>
            {
                return None;
            }
            // `40, by Ukraine's count, have` and `by Ukraine's count 40`
            Attribution::Both if possessive && self.is_aside(sentence, source, cue) => Reach::InFront,
            // `repeat the network's claims in a third of all answers`
            Attribution::Both if possessive && self.is_located(cue.end) => return None,
            // `No party lists, 90 seats`
            Attribution::Both if source.actor.is_none() && text[cue.end..].starts_with([',', '.']) => return None,
            // `the network's own tally: 22 strikes, 87 killed`
            Attribution::Both if possessive && !text[cue.end..].starts_with(": ") => Reach::RightBehind,
            // `The Houthis, who say 12 died, fired 40 drones`
            Attribution::Verb | Attribution::Both if self.is_in_relative(source, cue) => Reach::RightBehind,
            Attribution::Verb | Attribution::Both => Reach::Behind,
            // `Pew found 12% agree`
            Attribution::Closing if !possessive && opens_with_share(text[cue.end..sentence.end].trim_start()) => {
                Reach::RightBehind
            }
            // `with some outlets saying nine were killed`
            Attribution::Participle if self.speaks_beside(sentence, source, cue) => Reach::Behind,
            // `26 cartel figures`
            Attribution::Noun if self.are_counted(source, cue) => return None,
            // `opposition figure Karapetyan`
            Attribution::Noun if !text[cue.clone()].contains(' ') && followed_by_name(&text[cue.end..sentence.end]) => {
                return None;
            }
            // `the IRI poll of March: 76% …, 55% …`, `data show exports up 47% to $111bn`
            Attribution::Noun if self.shows(cue) || opens_list(&text[cue.end..sentence.end]) => Reach::Behind,
            Attribution::Noun => Reach::RightBehind,
            _ => return None,
        };
        Some(reach)
    }

    /// Whether a verb behind a source has it for its subject.
    fn is_said_by(
        &self,
        sentence: &Range<usize>,
        index: usize,
        sources: &[Source],
        apposition: bool,
        cue: &Range<usize>,
    ) -> bool {
        let source = &sources[index];
        // `80 people said to be missing`
        !(self.is_said_of(sentence, cue)
            || self.takes_lives(sentence, cue)
            || self.is_only_where(sentence, source, cue)
            || self.is_oblique_state(sentence, source)
            || self.is_estimated(sentence, source, cue)
            || apposition && self.is_said_by_next(sentence, cue, &sources[index + 1..]))
    }

    /// Behind a word at a byte that may stand between a source and its verb: an adverb, an auxiliary or an adjective of the noun.
    fn behind_word(&self, word_at: usize, behind: &Behind, source: &Source, sentence: &Range<usize>) -> Option<usize> {
        let text = self.view.text;
        let figures = &self.lexicons.figures;
        // `AFRICOM's Thursday statement said`
        let day = self.view.token_at(word_at);
        if behind.possessive && self.is_time(day) && self.view.tokens[day].end <= sentence.end {
            return Some(self.view.tokens[day].end);
        }
        let word: String = text[word_at..sentence.end].chars().take_while(|&c| is_word(c)).collect();
        let end = word_at + word.len();
        let adjective = word.starts_with(char::is_lowercase);
        // `the Oryx blog said`, `a government survey claims`
        let asks = [WordClass::Outlet, WordClass::Survey].into_iter().any(|class| figures.is(&word, class));
        if behind.at == source.span.end && asks {
            return Some(self.behind_apposition(end, sentence));
        }
        // `a UN rights report found`
        let reports = || {
            let noun = self.view.token_at(end);
            let rest = text[end..sentence.end].trim_start();
            self.view.is_small(noun, WordClass::Reporting) && matches!(self.phrase_at(rest), Some((_, Attribution::Noun)))
        };
        let manner = adjective && word.ends_with("ly") && !figures.is(&word, WordClass::LyNoun);
        let skipped = figures.is(&word, WordClass::Adverb)
            || manner
            || adjective && !figures.is(&word, WordClass::Function) && reports()
            // `Chinese official data show`, but `a police official told`
            || word == "official" && !self.verb_follows(end, sentence)
            || adjective && behind.possessive && !word.is_empty() && !figures.is(&word, WordClass::Function);
        skipped.then_some(end)
    }

    /// Whether a participle right behind a source is one of speech, and no other verb: `Kyiv adding 40 tanks`. Behind `with` any is, and
    /// in front of a figure any other (`the WHO reporting over 1,600 dead`).
    fn speaks_beside(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let verb = &self.view.folded[cue.clone()];
        let before = self.before_article(&self.view.folded[sentence.start..source.front]);
        let counts = || verb != "adding" && self.opens_figure(self.view.text[cue.end..sentence.end].trim_start());
        before.rsplit(' ').next() == Some("with") || verb == "saying" || verb.ends_with(" that") || counts()
    }

    /// `26 cartel figures in August`: whether the noun of a source counts persons, so many of them.
    fn are_counted(&self, source: &Source, cue: &Range<usize>) -> bool {
        let before = self.view.token_at(source.front).checked_sub(1);
        let number = |at: usize| self.view.tokens[at].kind == Kind::Number && self.view.spaced(at, at + 1);
        self.view.folded[cue.clone()] == *"figures" && before.is_some_and(number)
    }

    /// `faster than initial U.S. estimates`: whether something is only compared with what a source says.
    fn is_compared(&self, sentence: &Range<usize>, source: &Source) -> bool {
        let head = self.before_article(&self.view.folded[sentence.start..source.front]);
        let (before, last) = head.rsplit_once(' ').unwrap_or(("", head));
        last == "than" || before.ends_with(" than")
    }

    /// Whether a preposition of place stands behind the word that ends at a byte.
    fn is_located(&self, end: usize) -> bool {
        let next = self.view.token_at(end);
        self.view.is_small(next, WordClass::Locative) && self.view.spaced(next.saturating_sub(1), next)
    }

    /// Whether a verb is a participle: others say it of whoever stands before it.
    fn is_said_of(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        let behind = &self.view.folded[cue.end..sentence.end];
        self.view.folded[cue.clone()] == *"said" && [" to be ", " to have "].iter().any(|to| behind.starts_with(to))
    }

    /// `the blast claimed the lives of 40`: whether a verb takes lives and says nothing.
    fn takes_lives(&self, sentence: &Range<usize>, cue: &Range<usize>) -> bool {
        /// Words from the verb to the lives.
        const MOST: usize = 5;
        let mut words = self.view.folded[cue.end..sentence.end].split_whitespace().take(MOST);
        self.view.folded[cue.clone()].starts_with("claim")
            && words.any(|word| matches!(word.trim_end_matches([',', '.']), "life" | "lives"))
    }

    /// `IDF estimates shared with reporters put the figure at 40%`: whoever is told does not say it.
    fn hears(&self, sentence: &Range<usize>, source: &Source) -> bool {
        let head = &self.view.text[sentence.start..source.front];
        // `с Зельвиным говорили`
        let figures = &self.lexicons.figures;
        if figures.without_last(head.trim_end(), WordClass::Beside).is_some() {
            return true;
        }
        // `в интервью The Economist говорил`
        let front = self.before_article(head).rsplit(' ').next().unwrap_or_default();
        let small = figures.is(front, WordClass::Function) || figures.is(front, WordClass::Adverb);
        if figures.is(front, WordClass::Occasion) && !small {
            return true;
        }
        let told = [" with ", " to "].iter().find_map(|word| head.strip_suffix(word));
        told.and_then(|told| told.rsplit(' ').next()).is_some_and(|word| self.lexicons.figures.is(word, WordClass::Shared))
    }

    /// `mission to Afghanistan (UNAMA) said`: whether a state only says where a body is at work whose short name stands in brackets
    /// behind it.
    fn is_where_of(&self, sentence: &Range<usize>, index: usize, sources: &[Source]) -> bool {
        let (source, text) = (&sources[index], &self.view.text[..sentence.end]);
        let head = &text[sentence.start..source.front];
        let placed = head.ends_with(" to ") || head.ends_with(" in ");
        let short = sources.get(index + 1).filter(|next| next.named == Some(ActorKind::Organization));
        placed
            && short
                .is_some_and(|next| text.get(source.back..next.span.start) == Some(" (") && text[next.back..].starts_with(')'))
    }

    /// Where the state ends, in Cyrillic letters, that stands behind the bracket that closes before byte `at`, around the short name of
    /// a body of it.
    fn behind_state_of(&self, at: usize, state: Option<&Source>) -> usize {
        let text = self.view.text;
        let named = state.filter(|state| {
            text.get(..at).is_some_and(|head| head.ends_with(')'))
                && text.get(at..state.span.start) == Some(" ")
                && state.named.is_none()
                && slavic::is_genitive(&self.view.folded[state.span.clone()])
        });
        named.map_or(at, |state| state.span.end)
    }

    /// Whether a source and its phrase stand behind a comma and `by`, up to the end of a clause, or behind `by` at the end of the
    /// sentence.
    fn is_aside(&self, sentence: &Range<usize>, source: &Source, cue: &Range<usize>) -> bool {
        let (before, behind) = (&self.view.text[sentence.start..source.front], &self.view.text[cue.end..sentence.end]);
        let before = self.before_article(before);
        let ends = behind.trim_end().is_empty();
        before.ends_with(", by") && (ends || behind.starts_with([',', '.'])) || before.ends_with(" by") && ends
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
