//! One struct a table. The doc comments are the column descriptions that users read.

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    ActorKind, ActorMethod, Anchor, Boundary, Format, Label, Modifier, PlaceKind, PlaceMethod, Platform, QuantityKind,
    Resolution, TelegramForm, ThreadKind, Trend,
};

table! {
    /// One raw input file.
    Dump in "dumps", key ["dump_id"] {
        /// First 16 hex digits of the file's SHA-256.
        dump_id: String,
        /// Path of the file, relative to the workspace, with forward slashes.
        path: String,
        /// SHA-256 of the file, in hex.
        sha256: String,
        /// How the file is laid out.
        format: Format,
        /// Size of the file.
        bytes: u64,
        /// Post-shaped records found: posts plus rejected records.
        records: u64,
        /// Records that became posts.
        posts: u64,
        /// Stretches of input that became no post.
        rejects: u64,
        /// Bytes that are page furniture: headers, rules, captions on lines of their own, blank lines, line breaks between posts.
        furniture_bytes: u64,
    }
}

table! {
    /// One thread, or one channel or standalone post that forms its own thread.
    Thread in "threads", key ["thread_id"] {
        /// Id of the thread: the id of its dump and its number in it, or the platform's conversation id (with the dump's id behind it where an earlier dump has posts of it too).
        thread_id: String,
        /// The dump that holds the thread's first post.
        dump_id: String,
        /// Where the thread was published.
        platform: Platform,
        /// The author's handle, lower case, without `@`.
        author_handle: Option<String>,
        /// The author's display name.
        author_name: Option<String>,
        /// The date that a page header gives for the thread.
        started_on: Option<NaiveDate>,
        /// What the thread is within its dump.
        kind: ThreadKind,
        /// Number of its posts in this build.
        posts: u32,
        /// Its first post in this build.
        first_post_id: String,
        /// The total that the author or a page header declares: the 12 of `1/12` or of `12 tweets`.
        declared_total: Option<u32>,
        /// Ordinals up to the highest one seen, or up to the declared total, that no post carries; empty for threads without ordinals.
        missing_markers: Vec<u32>,
        /// First line of the first post.
        title: String,
    }
}

table! {
    /// One post: what its author sent as one message.
    Post in "posts", key ["post_id"] {
        /// Platform and native id where there is one (`x:1619441531911565313`), else the dump's id and a sequence number.
        post_id: String,
        /// The dump that holds the post.
        dump_id: String,
        /// First byte of the post in the dump.
        byte_start: u64,
        /// Byte after the last one of the post in the dump.
        byte_end: u64,
        /// The thread that the post belongs to.
        thread_id: String,
        /// Place of the post in its thread, from 1.
        position: u32,
        /// The author's own ordinal: the 3 of `/3`, `3/`, `3/12`, `(3/12)`, `3)`.
        marker: Option<u32>,
        /// Why the post ends where it ends.
        boundary: Boundary,
        /// Where the post was published.
        platform: Platform,
        /// The platform's own id.
        native_id: Option<String>,
        /// Address of the post.
        url: Option<String>,
        /// The author's handle, lower case, without `@`.
        author_handle: Option<String>,
        /// The author's display name.
        author_name: Option<String>,
        /// When the post was published.
        created_at: Option<DateTime<Utc>>,
        /// Language of the text, ISO 639-1; null where the detector is not sure.
        lang: Option<String>,
        /// The text, without markers and page furniture, with HTML entities decoded and short links expanded where the dump says to what.
        text: String,
        /// Length of the text in Unicode code points.
        chars: u32,
        /// Id of the post that this one answers.
        reply_to: Option<String>,
        /// Id of the post that this one repeats.
        repost_of: Option<String>,
        /// Id of the post that this one quotes.
        quote_of: Option<String>,
        /// Likes when the dump was made.
        likes: Option<i64>,
        /// Reposts when the dump was made.
        reposts: Option<i64>,
        /// Replies when the dump was made.
        replies: Option<i64>,
        /// Views when the dump was made.
        views: Option<i64>,
        /// Hashtags of the text without `#`, as written, in text order.
        hashtags: Vec<String>,
        /// Handles that the text names, lower case, without `@`, in text order.
        handles: Vec<String>,
        /// An earlier post of this build with the same author and text.
        duplicate_of: Option<String>,
        /// Ids of all versions of an edited post, this one among them, the oldest first; empty where the dump tells of one only. The last one has the latest text.
        versions: Vec<String>,
    }
}

table! {
    /// One topic of one post.
    Topic in "topics" owned by post_id, key ["post_id", "topic"] {
        /// Id of the topic in the pipeline's topic lexicon.
        topic: Label,
        /// Probability of the topic, 0 to 1, four digits; where no model knows it, how strong its terms are.
        score: f64,
        /// The terms and actors that spoke for the topic, and the loudest words where they do not suffice, in text order.
        evidence: Vec<String>,
    }
}

table! {
    /// One mention of an actor in one post.
    ActorMention in "actors" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the mention in the post's text.
        start_char: u32,
        /// Code point after the last one of the mention.
        end_char: u32,
        /// The mention as it stands.
        surface: Label,
        /// Id of the actor in the lexicon; null for a name that no lexicon knows.
        actor_id: Option<Label>,
        /// Canonical name of the actor, or the surface.
        name: Label,
        /// What the actor is.
        kind: ActorKind,
        /// PLOVER/CAMEO sector code (GOV, MIL, SPY, MED, CVL, ...); with `country`, of the office held when the post was published.
        sector: Option<Label>,
        /// ISO 3166-1 alpha-3 code of the state that the actor belongs to.
        country: Option<Label>,
        /// Wikidata item.
        wikidata: Option<Label>,
        /// How the mention was recognised: `model` where no list has the name, and the model of names or a rule beside it does.
        method: ActorMethod,
        /// `source` where a figure is attributed to the mention.
        role: Option<Label>,
    }
}

table! {
    /// One named place in one post.
    PlaceMention in "places" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the mention in the post's text.
        start_char: u32,
        /// Code point after the last one of the mention.
        end_char: u32,
        /// The mention as it stands.
        surface: Label,
        /// Canonical name of the place, or the surface.
        name: Label,
        /// What the place is.
        kind: Option<PlaceKind>,
        /// ISO 3166-1 alpha-3 code of the internationally recognised state.
        country: Option<Label>,
        /// Id in `GeoNames`.
        geonames: Option<u64>,
        /// Latitude in degrees, WGS 84.
        lat: Option<f64>,
        /// Longitude in degrees, WGS 84.
        lon: Option<f64>,
        /// How the mention was recognised: `model` where no list has the name, and the model of names or a rule beside it does.
        method: PlaceMethod,
    }
}

table! {
    /// One figure in one post.
    Quantity in "quantities" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the figure in the post's text.
        start_char: u32,
        /// Code point after the last one of the figure.
        end_char: u32,
        /// The figure as it stands, with sign, currency, multiplier, unit and percent.
        surface: String,
        /// What the figure measures.
        kind: QuantityKind,
        /// The value; of a range its mean; null for an open range.
        value: Option<f64>,
        /// Lower end of a range.
        low: Option<f64>,
        /// Upper end of a range.
        high: Option<f64>,
        /// How the text qualifies the figure.
        modifier: Option<Modifier>,
        /// Direction, where the figure is an amount of change.
        trend: Option<Trend>,
        /// ISO 4217 for money, UCUM for measures and durations, `%` for percent.
        unit: Option<String>,
        /// What is counted: the noun phrase as it stands.
        object: Option<String>,
        /// Whether the text leaves the object out and an earlier figure of the post names it.
        object_elided: bool,
        /// Surface of whoever the text attributes the figure to.
        source: Option<String>,
        /// Actor id of the source.
        source_actor_id: Option<String>,
        /// The words that attribute the figure.
        cue: Option<String>,
    }
}

table! {
    /// One figure that someone gives for something: a row of `quantities` with a source and an object.
    Claim in "claims" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the figure in the post's text.
        start_char: u32,
        /// Code point after the last one of the figure.
        end_char: u32,
        /// Thread of the post.
        thread_id: String,
        /// Shared by the claims of one thread about the same head noun: what sources dispute.
        contest_id: String,
        /// Surface of whoever the text attributes the figure to.
        source: String,
        /// Actor id of the source.
        source_actor_id: Option<String>,
        /// The words that attribute the figure.
        cue: Option<String>,
        /// The figure as it stands.
        surface: String,
        /// The value; of a range its mean; null for an open range.
        value: Option<f64>,
        /// Lower end of a range.
        low: Option<f64>,
        /// Upper end of a range.
        high: Option<f64>,
        /// How the text qualifies the figure.
        modifier: Option<Modifier>,
        /// ISO 4217 for money, UCUM for measures and durations, `%` for percent.
        unit: Option<String>,
        /// What is counted: the noun phrase as it stands.
        object: String,
        /// Head noun of the object in small letters, without a plural ending.
        head: String,
    }
}

table! {
    /// One time expression in one post.
    DateMention in "dates" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the expression in the post's text.
        start_char: u32,
        /// Code point after the last one of the expression.
        end_char: u32,
        /// The expression as it stands.
        surface: String,
        /// ISO 8601-2 Extended Date/Time Format, level 1; null where nothing anchors the expression.
        edtf: Option<String>,
        /// First day of the expression.
        start_date: Option<NaiveDate>,
        /// Last day of the expression, inclusive.
        end_date: Option<NaiveDate>,
        /// What anchors the expression to the calendar.
        anchor: Option<Anchor>,
    }
}

table! {
    /// One link (any URL, written out or truncated) in one post.
    Link in "links" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the link in the post's text.
        start_char: u32,
        /// Code point after the last one of the link.
        end_char: u32,
        /// The link as it stands.
        surface: String,
        /// Absolute URL; null when the link is truncated.
        url: Option<String>,
        /// Host of the link, lower case, without `www.`.
        domain: String,
        /// Whether the link is cut short by `…` or `...`.
        truncated: bool,
    }
}

table! {
    /// One link to, or mention of, a Telegram channel or message.
    TelegramSource in "telegram_sources" owned by post_id, key ["post_id", "start_char", "end_char"] {
        /// First code point of the link or mention in the post's text; 0 for the origin of a forward.
        start_char: u32,
        /// Code point after the last one of the link or mention; 0 for the origin of a forward, which no text names.
        end_char: u32,
        /// The link or mention as it stands; empty for the origin of a forward.
        surface: String,
        /// What the link points to; `handle` for a mention and for the origin of a forward.
        form: TelegramForm,
        /// Name of the channel, lower case, as far as the text shows it.
        channel: Option<String>,
        /// Whether the name is cut short.
        channel_truncated: bool,
        /// Number of the message; null when missing or truncated.
        message_id: Option<u64>,
        /// The digits shown of a truncated message number.
        message_prefix: Option<String>,
        /// The channel that the link was resolved to.
        resolved_channel: Option<String>,
        /// How far the link could be resolved.
        resolution: Resolution,
        /// The known channels that fit a truncated name.
        candidates: Vec<String>,
        /// Title of the resolved channel.
        channel_title: Option<String>,
        /// Actor id of the channel's owner.
        owner_actor_id: Option<String>,
        /// The post of this build that the link points to.
        target_post_id: Option<String>,
    }
}

table! {
    /// One Telegram channel that posts of this build cite.
    CitedSource in "sources", key ["channel"] {
        /// Name of the channel, lower case.
        channel: String,
        /// Title of the channel, where the lexicon or the build knows it.
        title: Option<String>,
        /// Actor id of the channel's owner.
        owner_actor_id: Option<String>,
        /// Posts that cite it.
        citing_posts: u64,
        /// Authors and channels that cite it, those without a name counted once a dump.
        citing_authors: u64,
        /// Time of the first citation.
        first_cited: Option<DateTime<Utc>>,
        /// Time of the last citation.
        last_cited: Option<DateTime<Utc>>,
        /// Citations that show the whole name.
        exact: u64,
        /// Citations whose cut name only this channel fits.
        prefix: u64,
        /// Citations whose cut name this channel and others fit.
        ambiguous: u64,
        /// Different messages of it that are cited by number.
        messages_cited: u64,
        /// How many of these messages are posts of this build.
        messages_present: u64,
    }
}

table! {
    /// How often an author or channel cites a Telegram channel.
    Citation in "edges", key ["citing", "cited"] {
        /// Who cites: platform and handle, as `x:name` or `telegram:channel`; of posts without an author their dump.
        citing: String,
        /// The channel that is cited, as `telegram:channel`.
        cited: String,
        /// Links and mentions that lead to it.
        weight: u64,
        /// Time of the first one.
        first_cited: Option<DateTime<Utc>>,
        /// Time of the last one.
        last_cited: Option<DateTime<Utc>>,
    }
}

/// Everything derived from one post: the rows of every feature table that hang on it.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize)]
pub struct Features {
    /// Rows of `topics`, by descending score, then id.
    pub topics: Vec<Topic>,
    /// Topics with too little evidence of their own, which the thread may lend to: no rows yet.
    #[serde(skip)]
    pub faint_topics: Vec<Topic>,
    /// Rows of `actors`, in text order.
    pub actors: Vec<ActorMention>,
    /// Rows of `places`, in text order.
    pub places: Vec<PlaceMention>,
    /// Rows of `quantities`, in text order.
    pub quantities: Vec<Quantity>,
    /// Rows of `dates`, in text order.
    pub dates: Vec<DateMention>,
    /// Rows of `links`, in text order.
    pub links: Vec<Link>,
    /// Rows of `telegram_sources`, in text order.
    pub telegram_sources: Vec<TelegramSource>,
}
