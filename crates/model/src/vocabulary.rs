//! Closed vocabularies: every column with a fixed set of values is an enum here, and the schema
//! reads its values from it.

/// Defines an enum whose values are written to tables as the given strings.
macro_rules! vocabulary {
    ($(#[doc = $doc:literal])* $Name:ident { $($(#[doc = $vdoc:literal])* $Variant:ident = $text:literal,)+ }) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $Name { $($(#[doc = $vdoc])* #[serde(rename = $text)] $Variant,)+ }

        impl $Name {
            /// Every value, as written to tables, in the order of declaration.
            pub const VALUES: &'static [&'static str] = &[$($text),+];

            /// The value as it is written to tables.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$Variant => $text,)+ }
            }

            /// Reads a value back; `None` for a word outside the vocabulary.
            #[must_use]
            pub fn parse(text: &str) -> Option<Self> {
                match text { $($text => Some(Self::$Variant),)+ _ => None }
            }
        }

        impl std::fmt::Display for $Name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl $crate::schema::Cell for $Name {
            const TYPE: $crate::schema::Type = $crate::schema::Type::Str;
            const NULLABLE: bool = false;
            const VALUES: &'static [&'static str] = $Name::VALUES;
            fn cell(&self) -> $crate::schema::CellRef<'_> {
                $crate::schema::CellRef::Str(Some(self.as_str()))
            }
        }

        impl $crate::schema::Cell for Option<$Name> {
            const TYPE: $crate::schema::Type = $crate::schema::Type::Str;
            const NULLABLE: bool = true;
            const VALUES: &'static [&'static str] = $Name::VALUES;
            fn cell(&self) -> $crate::schema::CellRef<'_> {
                $crate::schema::CellRef::Str(self.map(|value| value.as_str()))
            }
        }
    };
}

vocabulary! {
    /// How a dump is laid out.
    Format {
        /// The text of an unrolled thread page.
        ThreadText = "thread-text",
        /// The HTML of an unrolled thread page.
        ThreadHtml = "thread-html",
        /// A user's own X archive.
        XArchive = "x-archive",
        /// Pages of the X API v2.
        XApiV2 = "x-api-v2",
        /// Tweets of the X API v1.1.
        XApiV1 = "x-api-v1",
        /// Telegram Desktop's JSON export, or messages as Telethon and Pyrogram write them.
        TelegramJson = "telegram-json",
        /// Telegram Desktop's HTML export.
        TelegramHtml = "telegram-html",
        /// A Mastodon outbox (`ActivityPub`), or statuses of its API.
        MastodonOutbox = "mastodon-outbox",
        /// Bluesky feeds, threads or records.
        BlueskyJson = "bluesky-json",
        /// Submissions and comments of Reddit.
        RedditJson = "reddit-json",
        /// Any table of posts with a header line.
        Csv = "csv",
        /// One JSON object a line.
        Jsonl = "jsonl",
    }
}

vocabulary! {
    /// Where a post was published.
    Platform {
        /// X, formerly Twitter.
        X = "x",
        /// Telegram.
        Telegram = "telegram",
        /// Mastodon and other `ActivityPub` servers.
        Mastodon = "mastodon",
        /// Bluesky.
        Bluesky = "bluesky",
        /// Reddit.
        Reddit = "reddit",
        /// Not known.
        Unknown = "unknown",
    }
}

vocabulary! {
    /// What a thread is within its dump.
    ThreadKind {
        /// A thread shown whole (as far as the dump goes).
        Main = "main",
        /// The first posts of another thread, shown under the main one.
        Preview = "preview",
        /// The posts of one channel.
        Channel = "channel",
        /// One post that stands alone.
        Single = "single",
    }
}

vocabulary! {
    /// Why a post ends where it ends.
    Boundary {
        /// An ordinal of the author closes it, or opens the next one.
        Marker = "marker",
        /// The dump itself delimits records.
        Record = "record",
        /// A link at the end of a line closes it.
        Link = "link",
        /// A blank line, page furniture or the end of the dump follows.
        Separator = "separator",
        /// The best of several readings of the lines (length, layout, declared count).
        Inferred = "inferred",
    }
}

vocabulary! {
    /// What an actor is.
    ActorKind {
        /// A human being.
        Person = "person",
        /// A state, past or present.
        State = "state",
        /// A body with a name or an office.
        Organization = "organization",
        /// People taken together.
        Group = "group",
    }
}

vocabulary! {
    /// How an actor mention was recognised.
    ActorMethod {
        /// The canonical name stands in the text.
        Name = "name",
        /// Another name of the same actor stands in the text.
        Alias = "alias",
        /// An adjective or noun for people of a state.
        Demonym = "demonym",
        /// A capital or seat of power stands for the body or state.
        Metonym = "metonym",
        /// A state or seat with an agent noun; a unit or body by the noun that says what it is.
        Composed = "composed",
        /// A handle that the lexicon knows.
        Handle = "handle",
        /// A name that no lexicon knows, found by a statistical model.
        Model = "model",
    }
}

vocabulary! {
    /// What a place is.
    PlaceKind {
        /// A town or city.
        City = "city",
        /// A region, province or historical land.
        Region = "region",
        /// A sea, river, lake or strait.
        Water = "water",
        /// A base, plant, hospital, mountain or other site.
        Site = "site",
    }
}

vocabulary! {
    /// How a place was recognised.
    PlaceMethod {
        /// The canonical name stands in the text.
        Name = "name",
        /// Another name of the same place stands in the text.
        Alias = "alias",
        /// A name that no lexicon knows, found by a statistical model.
        Model = "model",
    }
}

vocabulary! {
    /// What a figure measures.
    QuantityKind {
        /// How many.
        Count = "count",
        /// An amount of money.
        Money = "money",
        /// A share in hundredths.
        Percent = "percent",
        /// An amount with a physical unit.
        Measure = "measure",
        /// A length of time.
        Duration = "duration",
        /// A fraction or proportion.
        Ratio = "ratio",
    }
}

vocabulary! {
    /// How the text qualifies a figure.
    Modifier {
        /// About, some, roughly.
        Approximately = "approximately",
        /// At least, no fewer than.
        AtLeast = "at-least",
        /// More than, over.
        MoreThan = "more-than",
        /// At most, up to.
        AtMost = "at-most",
        /// Less than, fewer than, nearly.
        LessThan = "less-than",
        /// From one figure to another.
        Range = "range",
    }
}

vocabulary! {
    /// The direction of a figure that is an amount of change.
    Trend {
        /// The amount was gained.
        Up = "up",
        /// The amount was lost.
        Down = "down",
    }
}

vocabulary! {
    /// What anchors a time expression to the calendar.
    Anchor {
        /// The text itself.
        Text = "text",
        /// The time at which the post was published.
        CreatedAt = "created_at",
    }
}

vocabulary! {
    /// What a Telegram link or mention points to.
    TelegramForm {
        /// A message of a public channel.
        Message = "message",
        /// A public channel.
        Channel = "channel",
        /// An invitation to a private chat.
        Invite = "invite",
        /// A message or topic of a private chat.
        Private = "private",
        /// An `@name`.
        Handle = "handle",
        /// Anything else that Telegram links can do.
        Other = "other",
    }
}

vocabulary! {
    /// How far a Telegram link could be resolved to one channel.
    Resolution {
        /// The whole name is shown.
        Exact = "exact",
        /// The name is cut, and one known channel begins so.
        Prefix = "prefix",
        /// The name is cut, and several known channels begin so.
        Ambiguous = "ambiguous",
        /// No known channel.
        Unresolved = "unresolved",
    }
}

vocabulary! {
    /// Why a stretch of input became no post. The codes are stable.
    RejectReason {
        /// The bytes are not text.
        NotText = "not-text",
        /// A line or record is longer than the limit.
        TooLong = "too-long",
        /// The line is not valid JSON.
        BadJson = "bad-json",
        /// The JSON value is not an object.
        NotAnObject = "not-an-object",
        /// A row has more or fewer fields than the header.
        FieldCount = "field-count",
        /// A quoted field is never closed.
        UnclosedQuote = "unclosed-quote",
        /// The record has no text field, or an empty one.
        NoText = "no-text",
        /// The record has a field whose value cannot be what the mapping says.
        BadField = "bad-field",
        /// Another post of the build has this id already.
        DuplicateId = "duplicate-id",
        /// A message of the service, not of an author.
        Service = "service",
        /// The dump has no bytes.
        Empty = "empty",
        /// The dump's packing is damaged, cut short or unpacks to more than the limit; what stands before is read.
        Damaged = "damaged",
    }
}

impl Format {
    /// Whether its records stand alone and may answer one another, so that threads follow from replies.
    #[must_use]
    pub const fn has_replies(self) -> bool {
        matches!(
            self,
            Self::Csv
                | Self::Jsonl
                | Self::XApiV2
                | Self::XApiV1
                | Self::XArchive
                | Self::MastodonOutbox
                | Self::BlueskyJson
                | Self::RedditJson
        )
    }

    /// The platform whose own format it is; `None` where a dump of it can be of any.
    #[must_use]
    pub const fn platform(self) -> Option<Platform> {
        match self {
            Self::XArchive | Self::XApiV2 | Self::XApiV1 | Self::ThreadHtml => Some(Platform::X),
            Self::TelegramJson | Self::TelegramHtml => Some(Platform::Telegram),
            Self::MastodonOutbox => Some(Platform::Mastodon),
            Self::BlueskyJson => Some(Platform::Bluesky),
            Self::RedditJson => Some(Platform::Reddit),
            Self::ThreadText | Self::Csv | Self::Jsonl => None,
        }
    }
}
