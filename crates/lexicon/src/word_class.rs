//! Names of the closed classes of words that `word_classes.csv` fills.

use serde::Deserialize;

/// A closed class of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordClass {
    /// Ends a noun phrase: auxiliaries, prepositions, conjunctions, pronouns.
    Function,
    /// A verb or participle behind a counted noun.
    Verb,
    /// A plural that does not end in -s.
    Plural,
    /// Ends in -s and is no plural.
    Singular,
    /// Follows `one` where it is a pronoun or article.
    NotCounted,
    /// A number behind it is a name.
    Designator,
    /// In front of `one` it is a pronoun: `the last one`.
    NamesFront,
    /// A plural that often modifies another noun: `special forces soldiers`.
    Compound,
    /// A verb of change: `rose from 3 to 5`.
    Change,
    /// Makes `five times` a multiple.
    Compared,
    /// What is counted rather than dated: `2000 tanks`.
    Thing,
    /// A verb that `up` or `down` belongs to: `shot down`.
    Phrasal,
    /// A verb of taking away: `pulled its troops from Syria` names no troops of Syria.
    Removal,
    /// A preposition that a place stands behind.
    Locative,
    /// Said of a length: `12 metres wide`.
    Dimension,
    /// Makes a scale behind it vague.
    VagueFront,
    /// A title in front of a person's name.
    Title,
    /// The noun of a numbered military unit: `Brigade`.
    Formation,
    /// What arm a numbered military unit is of: `Mechanized`.
    Branch,
    /// An ordinal in a word: `Third`.
    Ordinal,
    /// An abbreviation in capitals that is no word of that spelling: `US` is not `us`.
    Abbreviation,
    /// What is christened: the name behind it is of nobody and no place (`USS Jason Dunham`, `Operation Sindoor`).
    Christened,
    /// Before a weekday it makes a feast or an event of it: `Palm Sunday`.
    Feast,
    /// The noun of a region behind its capital's name: `Irkutsk Oblast`.
    Region,
    /// The noun that a name ends in which is a place: `Andersen Air Force Base`.
    Site,
    /// Makes a part of the state behind it: `Northern Ethiopia`.
    Compass,
    /// The noun of a body that has a name: `Karabakh Veterans Union`.
    Body,
    /// Begins the name of a body: `Kataib Shaheen`.
    BodyFirst,
    /// A body in the case that says where something was said: `сообщили в мэрии`.
    BodyIn,
    /// As [`Self::Body`], behind the word for a cause: `Liberation Front`, not `Kharkiv Front`.
    Cause,
    /// A noun of a body that belongs to a government, if it is of a state: `Commission`.
    Office,
    /// Tells no body from others of its kind: `Supreme Court`.
    Generic,
    /// The noun of a military unit that makes a body of a person's name before it: `Omar ibn Khalid battalion`.
    Unit,
    /// An auxiliary verb in the plural: `two thirds were`.
    Auxiliary,
    /// A noun of figures: only it `comes from` who says it.
    FigureNoun,
    /// Makes parts of a whole: `cut in two`.
    Parting,
    /// `over` behind it is a place: `spread over three countries`.
    Spreading,
    /// Gives a figure to a noun: `puts the loss at 30`.
    Putting,
    /// Such a noun: `loss`. (`They put the launchers at 40 sites` says nothing of a figure.)
    Measured,
    /// May stand between a source and its verb.
    Adverb,
    /// A bare number behind it and `of` or `at` is years: `a girl of ten`, `died at 86`.
    Aged,
    /// A bare number behind it and `under` or `over` is years: `children under five`.
    AgeGroup,
    /// What is counted behind it falls: `dropped two bombs`.
    Releasing,
    /// What is asked of many: `in a Levada poll`.
    Survey,
    /// What stands behind it and `of` is counted by a figure further on: `the number of troops rose to 3,000`.
    Counting,
    /// Stands before that figure: `rose to`, `is`.
    Amounting,
    /// A noun of things that neither die nor flee: `tower blocks`.
    Inanimate,
    /// A verb of what only people do or suffer: `killed 159`, `159 fled`.
    Suffering,
    /// In small letters, makes a body of the name behind it: `data firm Kpler`.
    Outlet,
    /// A month behind it is no word: `in March`.
    MonthFront,
    /// A month's name that is a word or a name as well.
    MonthWord,
    /// A year stands behind it: `since 1812`, `back in '14`.
    YearFront,
    /// Belongs to the year before it: `2022 года`.
    YearWord,
    /// A number before it is a time of day: `5 pm`, `14:00 UTC`.
    Clock,
    /// In front of a number, and with a part of the day behind it, so is this one: `at eleven in the morning`.
    ClockFront,
    /// What streets are called, with its capital: `10 Downing Street`.
    Street,
    /// A word of [`Self::Verb`]'s that before a plural modifies it: `12 live rounds`.
    Adjective,
    /// What gives figures: `estimates`, `a poll`.
    Reporting,
    /// The verb of such a noun: `a poll shows`.
    Showing,
    /// Stands between such a noun and `by`: `figures released by Kyiv`.
    Released,
    /// Opens a clause about whoever stands in front of it: `the mission, which`.
    Relative,
    /// A word of grammar that begins a title where it has a capital: `Under Secretary`.
    Rank,
    /// A Russian or Ukrainian verb of estimating: `in` and a number behind it, what stands in front of it is estimated.
    Estimating,
    /// What is counted once: `three times`.
    Countless,
    /// Stands in front of one that is counted on behind others: `ещё один`, `по одному`.
    CountedOn,
    /// One, which may be a pronoun or an article as well.
    One,
    /// An abbreviation whose point ends no sentence: `Gen.`
    Shortened,
    /// As [`Self::Shortened`], where a number follows: `Feb. 3`, `No. 5`.
    ShortenedNumber,
    /// What names end in, whose point ends no sentence where a small letter follows: `Corp. said`.
    ShortenedName,
    /// Asks for somebody behind `in`: `faith in Zorblax`.
    Believing,
    /// What is told `about` something: `news about 300 troops` are not roughly 300.
    Telling,
    /// `of` behind it has a place: `residents of Al-Zelvi`.
    PlaceFront,
    /// What papers and stations are called: `Doni News`.
    Paper,
    /// `of` behind it has the name of one: `the village of Zelvasna`.
    Settlement,
    /// Makes a quarter of the city behind it: `North Mitrovica`.
    Quarter,
    /// Joins the last name of a list to those before it: `Orsk and Tarno`, `Терни та Торське`.
    Conjunction,
    /// A preposition that has a place behind it even where the name may be a person's: `in`, unlike `at`.
    Inside,
    /// Whose something is: `its`.
    Possessive,
    /// Says which of many is meant: `the`, `its`, `these`.
    Determiner,
    /// A duration stands behind it, so that `over` between them is a modifier: `for over five years`.
    DurationFront,
    /// Stands behind a duration that has passed and is no span of time: `over a year ago`.
    DurationEnd,
    /// Who is told and says nothing himself stands behind it and `with` or `to`: `shared with reporters`.
    Shared,
    /// A small word that a name may begin with or hold: `von`, `al`.
    Particle,
    /// What an Arabic name by a child begins with: `Abu`.
    Kunya,
    /// The number of a ruler: `Abdulhamid II`.
    Regnal,
    /// A piece of what is counted, and nothing by itself: `12 units`, `1110 од.`
    Piece,
    /// The singular of a unit that no number above one has: `280 день` is the 280th day.
    NthUnit,
    /// Hours and minutes may stand behind it: `о 18.30`.
    HourFront,
    /// A day stands behind it: `з 24.02 по нині`.
    DayFront,
    /// The noun of several settlements, whose names stand behind it in a list: `в районах Стариці та Вовчанська`.
    Settlements,
    /// Makes a settlement of the noun behind it: `населеного пункту`.
    Populated,
    /// A noun that is declined as an adjective: `військовий`.
    Substantive,
    /// What groups claim to have done: `bombings claimed by ISIS`.
    Attack,
    /// `of` behind it has the size of something: `a population of 1.8 million`.
    Size,
    /// A noun that ends as adverbs do: `family`.
    LyNoun,
    /// A figure of pounds behind it is no money: `weighs 500 pounds`.
    Weighing,
    /// Who lives in the place whose name stands before it: `Zelvi residents`.
    Inhabitant,
    /// Declines a number in digits: `52-ма`.
    NumberEnding,
    /// In small letters it ends the name of a place behind a site-kind: `Zelvi air base`.
    KindedSite,
    /// The noun of a settlement as maps have it: `с. Зельва`.
    ShortSettlement,
    /// Where the name behind it is that of a place in quotation marks too: `аэропорт «Внуково»`.
    QuotedSite,
    /// Says again what the sign before it says: `80% percent`.
    PercentWord,
    /// Ties a noun for those who speak to where or whose they are: `officials at the Kenya Red Cross`.
    Placing,
    /// Begins when or on what occasion something is said: `во время брифинга`.
    Occasion,
    /// Who is named behind it in Cyrillic letters is told: `агентству «Зельва»`.
    Addressee,
    /// Says how often in front of what is counted: `30 daily flights`.
    Periodic,
    /// Makes a unit of the letter behind it: `кв. м.`
    ShortUnit,
    /// The same behind any name: `Zelvi airbase`.
    SmallSite,
    /// What a site is for, in small letters: `air` of `air base`.
    SiteKind,
    /// Begins a clause: `claims it shot them down`.
    Opening,
    /// In front of a number of quarters they are of years, and no fourths: `the first two quarters`.
    PeriodFront,
    /// Of what sort or age all of those are who are counted: `2,800 of all types`.
    Sorts,
    /// Is called by a town or by anybody: `Okhmadyt hospital`.
    House,
    /// Is said among friends rather than in reports.
    Talk,
    /// Stands between a number and its unit: `10 more years`.
    UnitFront,
    /// With a point behind it, a number behind that is a name: `Res. 2803`.
    ShortDesignator,
    /// Who hears stands right behind it: `told Reuters`.
    Addressing,
    /// What a type of weapon stands in front of: `a Zelvol drone`.
    Weapon,
    /// A state or party with its demonym in front of it, where it speaks: `the Serbian side said`.
    Side,
    /// Who is at the head of something, of whatever sector it is: `the hospital's director`.
    Leader,
    /// Who gives the figures of a headline that it opens or ends without a verb: `police: 14 hurt`.
    Informant,
    /// Those who stand to someone so say it, and not who it is: `Navalny's supporters count 300`.
    Follower,
    /// What is written, shown or happens: if it says something, somebody else does.
    Document,
    /// The unit of the bore of guns: `40 155mm shells`.
    Calibre,
    /// Ends the name of what is signed or enacted.
    Treaty,
    /// How surnames end, and nothing else that is called by two words: `Baghdasaryan`.
    SurnameEnding,
    /// An article.
    Article,
    /// An article of nobody and nothing known: `a`.
    Indefinite,
    /// Says what something is: `is`, `were`.
    Copula,
    /// `has` and its forms.
    Having,
    /// Makes a share or sum before it the amount by which something is larger, of what stands behind it: `40% more tonnes`.
    More,
    /// The same, smaller.
    Less,
    /// As [`Self::More`], and no amount of what stands behind it: `на 40% выше`.
    Higher,
    /// The same, smaller.
    Lower,
    /// Makes a multiple of the number before it in Russian and Ukrainian: `в два раза`.
    Times,
    /// Stands before the first of two levels, days or ends of a range: `from`, `с`.
    RangeFront,
    /// Stands between the two: `to`, `по`.
    RangeJoint,
    /// What many are a part of, or come from, stands behind it in Russian and Ukrainian: `12 из 40`.
    OutOf,
    /// What is told of stands behind it in Russian and Ukrainian: `о 12 погибших`.
    Concerning,
    /// Whoever is named behind it takes part, in Russian and Ukrainian: `с Зельвиным говорили`.
    Beside,
    /// `one day` behind it is as long as that, and no day to come: `for one day`.
    DayCount,
    /// Makes a date behind it approximate.
    Around,
    /// Behind a state and a hyphen it says whose a ship is: `Panama-flagged`.
    OfShips,
}
