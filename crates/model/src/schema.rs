//! The one table schema: every table, column, type, key and description that a build writes.
//!
//! Row structs are declared with `table!`, which makes the struct and its [`Table`] from one text:
//! the doc comment of a field is the description of its column in `unspool schema`, in the data
//! package, in the Parquet metadata and in `docs/DATASETS.md`.

use chrono::{DateTime, NaiveDate, Utc};

use crate::Label;

/// The type of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// UTF-8 text; never empty where nullable.
    Str,
    /// True or false.
    Bool,
    /// Unsigned 32-bit integer.
    U32,
    /// Unsigned 64-bit integer.
    U64,
    /// Signed 64-bit integer.
    I64,
    /// Finite IEEE double.
    F64,
    /// Calendar date.
    Date,
    /// Microseconds since 1970 in UTC.
    Timestamp,
    /// List of text.
    StrList,
    /// List of unsigned 32-bit integers.
    U32List,
}

impl Type {
    /// The name used in `CONTRACT.md`, `docs/DATASETS.md` and `unspool schema`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Str => "str",
            Self::Bool => "bool",
            Self::U32 => "u32",
            Self::U64 => "u64",
            Self::I64 => "i64",
            Self::F64 => "f64",
            Self::Date => "date",
            Self::Timestamp => "timestamp[us, UTC]",
            Self::StrList => "list[str]",
            Self::U32List => "list[u32]",
        }
    }
}

/// One column of a table.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// Column name.
    pub name: &'static str,
    /// Column type.
    pub ty: Type,
    /// Whether a cell may be null.
    pub nullable: bool,
    /// The closed vocabulary of a text column; empty when it is open.
    pub values: &'static [&'static str],
    /// What a cell holds.
    pub description: &'static str,
}

/// One table of a build.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    /// Table name; files are `<name>.parquet` and `<name>.csv`.
    pub name: &'static str,
    /// What one row is.
    pub description: &'static str,
    /// Columns whose values together identify a row.
    pub key: &'static [&'static str],
    /// The columns, in the order of the files.
    pub columns: &'static [Column],
}

/// A column whose values are keys of another table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// The referring column.
    pub column: &'static str,
    /// The table referred to.
    pub table: &'static str,
    /// Its key column.
    pub target: &'static str,
}

impl Table {
    /// Whether a text of the column may be empty although it is no null: the surface of what a text does not name.
    #[must_use]
    pub fn may_be_empty(&self, column: &Column) -> bool {
        (self.name, column.name) == ("telegram_sources", "surface")
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// The columns that refer to other tables (or to earlier rows of this one). Nulls refer to nothing.
    #[must_use]
    pub fn foreign_keys(&self) -> Vec<ForeignKey> {
        let target = |column: &str| match column {
            "post_id" | "first_post_id" | "target_post_id" | "duplicate_of" => Some(("posts", "post_id")),
            "dump_id" => Some(("dumps", "dump_id")),
            "thread_id" => Some(("threads", "thread_id")),
            _ => None,
        };
        self.columns
            .iter()
            .filter_map(|column| target(column.name).map(|(table, target)| (column.name, table, target)))
            .filter(|&(column, table, target)| !(table == self.name && column == target))
            .map(|(column, table, target)| ForeignKey { column, table, target })
            .collect()
    }
}

/// A borrowed cell of a row.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum CellRef<'a> {
    /// Text or null.
    Str(Option<&'a str>),
    /// Boolean.
    Bool(bool),
    /// Unsigned 32-bit or null.
    U32(Option<u32>),
    /// Unsigned 64-bit or null.
    U64(Option<u64>),
    /// Signed 64-bit or null.
    I64(Option<i64>),
    /// Double or null.
    F64(Option<f64>),
    /// Date or null.
    Date(Option<NaiveDate>),
    /// Timestamp or null.
    Timestamp(Option<DateTime<Utc>>),
    /// List of text.
    StrList(&'a [String]),
    /// List of integers.
    U32List(&'a [u32]),
}

/// A Rust type that can stand in a column.
pub trait Cell {
    /// The column type.
    const TYPE: Type;
    /// Whether the type has a null.
    const NULLABLE: bool;
    /// The closed vocabulary, if there is one.
    const VALUES: &'static [&'static str] = &[];
    /// The value as a cell.
    fn cell(&self) -> CellRef<'_>;
}

macro_rules! cells {
    ($($ty:ty => $variant:ident, |$value:ident| $inner:expr;)+) => {$(
        impl Cell for $ty {
            const TYPE: Type = Type::$variant;
            const NULLABLE: bool = false;
            fn cell(&self) -> CellRef<'_> { let $value = self; CellRef::$variant(Some($inner)) }
        }
        impl Cell for Option<$ty> {
            const TYPE: Type = Type::$variant;
            const NULLABLE: bool = true;
            fn cell(&self) -> CellRef<'_> { CellRef::$variant(self.as_ref().map(|$value| $inner)) }
        }
    )+};
}

cells! {
    String => Str, |value| value.as_str();
    Label => Str, |value| &**value;
    u32 => U32, |value| *value;
    u64 => U64, |value| *value;
    i64 => I64, |value| *value;
    f64 => F64, |value| *value;
    NaiveDate => Date, |value| *value;
    DateTime<Utc> => Timestamp, |value| *value;
}

impl Cell for bool {
    const TYPE: Type = Type::Bool;
    const NULLABLE: bool = false;
    fn cell(&self) -> CellRef<'_> {
        CellRef::Bool(*self)
    }
}

impl Cell for Vec<String> {
    const TYPE: Type = Type::StrList;
    const NULLABLE: bool = false;
    fn cell(&self) -> CellRef<'_> {
        CellRef::StrList(self)
    }
}

impl Cell for Vec<u32> {
    const TYPE: Type = Type::U32List;
    const NULLABLE: bool = false;
    fn cell(&self) -> CellRef<'_> {
        CellRef::U32List(self)
    }
}

/// A struct that is a row of a table.
///
/// Rows that hang on a post or a dump do not carry its id: the table has it as first column, and
/// whoever writes the row supplies it ([`Row::OWNER`]).
pub trait Row {
    /// The table that the rows form.
    const TABLE: Table;
    /// The id column in front of the row's own cells, if the row hangs on a post or a dump.
    const OWNER: Option<&'static str>;
    /// Hands the row's own cells to `sink`, in column order.
    fn cells<'a>(&'a self, sink: &mut dyn FnMut(CellRef<'a>));
}

/// Declares a row struct together with its table.
macro_rules! table {
    (
        $(#[doc = $tdoc:literal])*
        $Name:ident in $table:literal $(owned by $owner:ident)?, key [$($key:literal),+] {
            $($(#[doc = $doc:literal])* $field:ident: $ty:ty,)+
        }
    ) => {
        $(#[doc = $tdoc])*
        #[derive(Clone, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
        pub struct $Name { $($(#[doc = $doc])* pub $field: $ty,)+ }

        impl $crate::schema::Row for $Name {
            const TABLE: $crate::schema::Table = $crate::schema::Table {
                name: $table,
                description: concat!($($tdoc),*).trim_ascii(),
                key: &[$($key),+],
                columns: &[
                    $($crate::schema::owner_column(stringify!($owner)),)?
                    $($crate::schema::Column {
                        name: stringify!($field),
                        ty: <$ty as $crate::schema::Cell>::TYPE,
                        nullable: <$ty as $crate::schema::Cell>::NULLABLE,
                        values: <$ty as $crate::schema::Cell>::VALUES,
                        description: concat!($($doc),*).trim_ascii(),
                    },)+
                ],
            };
            const OWNER: Option<&'static str> = table!(@owner $($owner)?);
            fn cells<'a>(&'a self, sink: &mut dyn FnMut($crate::schema::CellRef<'a>)) {
                $(sink($crate::schema::Cell::cell(&self.$field));)+
            }
        }
    };
    (@owner $owner:ident) => { Some(stringify!($owner)) };
    (@owner) => { None };
}

pub(crate) const fn owner_column(name: &'static str) -> Column {
    let description = match name.as_bytes()[0] {
        b'p' => "The post.",
        _ => "The dump.",
    };
    Column { name, ty: Type::Str, nullable: false, values: &[], description }
}

/// Every table of a build, in the order in which documentation lists them.
pub const TABLES: &[Table] = &[
    crate::Dump::TABLE,
    crate::Thread::TABLE,
    crate::Post::TABLE,
    crate::Topic::TABLE,
    crate::ActorMention::TABLE,
    crate::PlaceMention::TABLE,
    crate::Quantity::TABLE,
    crate::Claim::TABLE,
    crate::DateMention::TABLE,
    crate::Link::TABLE,
    crate::TelegramSource::TABLE,
    crate::CitedSource::TABLE,
    crate::Citation::TABLE,
    crate::Reject::TABLE,
];

/// The table of that name.
#[must_use]
pub fn table(name: &str) -> Option<&'static Table> {
    TABLES.iter().find(|table| table.name == name)
}
