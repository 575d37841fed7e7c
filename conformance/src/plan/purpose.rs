//! Which plan it is: an identity that programs compare and sort by, and from which the title for people is rendered.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Defect, DefectClass, RequestDefect};

/// Where a plan is from, and for a written one what it is after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum PlanId {
    /// one of those that every campaign of the operation has
    Written(Purpose),
    /// drawn
    Random,
    /// one of the fixed corpus
    Corpus(Sample),
}

/// What a written plan is after.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Purpose {
    /// the first contact: what the target is like
    Preflight,
    /// the size of the list grows by what is created
    Counting,
    /// create, replay, read
    LifeCycle,
    /// new and known items in one batch
    Mixed,
    /// every defect that obliges the server, in one batch
    EveryDefect,
    /// one defect of an item
    BadItem(ItemDefect),
    /// one defect that a server may accept or refuse, several times
    Alike(ItemDefect),
    /// the bad item stands first
    BadItemFirst,
    /// the bad item stands last
    BadItemLast,
    /// two bad items beside each other
    TwoBadItems,
    /// nothing but bad items
    AllItemsBad,
    /// the same bad item in every position
    BadItemEverywhere,
    /// a large batch of bad items mostly
    LargeMostlyBad,
    /// ten items, twice
    TenItems,
    /// one key in several items
    Duplicates,
    /// the ends of every range
    Edges,
    /// growing batches
    Sizes,
    /// an update that has to be refused
    RefusedUpdate,
    /// a large batch of updates
    ManyUpdates,
    /// an update that leaves members out
    AbsentMembers,
    /// texts that careless code changes
    SpecialTexts,
    /// the same items beside others, permuted, split
    Company,
    /// one batch in every form
    Forms,
    /// reads between updates
    ReadsBetweenUpdates,
    /// reads before and after a replay
    ReadsAroundReplay,
    /// the client hangs up
    HangingUp,
    /// methods that the description does not declare
    OtherMethods,
    /// sound requests after refused ones
    AfterRefusals,
    /// keys below zero
    NegativeKeys,
    /// keys with their low bits in common
    DistantKeys,
    /// keys that differ in one part
    PartlyEqualKeys,
    /// one batch under other keys
    RenamedKeys,
    /// so many writers of one fresh key
    Race(usize),
    /// overlapping batches in opposite order
    CrossingBatches,
    /// a batch races its own replay
    ReplayedRace,
    /// writers of different keys
    DisjointWriters,
    /// writers of one key with different values
    WritersWithValues,
    /// two tenants one after the other
    TenantsInTurn,
    /// both tenants at once
    TenantsAtOnce,
    /// what only one tenant writes
    TenantMarks,
    /// HEAD on a connection
    Heads,
    /// sound batches behind refused ones on one connection
    RefusalsOnOneConnection,
    /// `Expect: 100-continue`
    Expectation,
    /// one defect of a request as a whole
    Refused(RequestDefect),
    /// no credentials and another media type at once
    UnauthorizedMediaType,
    /// this `Accept`
    Accept(String),
    /// a charset parameter
    Charset,
    /// an empty batch, then one item
    EmptyThenOne,
    /// a sound call of an operation that is no batch
    SoundCall,
    /// what an operation that is no batch has to refuse
    RefusedCalls,
}

/// A class of defects of one member; the whole item where the member is empty.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ItemDefect {
    /// the kind of mistake
    pub class: DefectClass,
    /// the member
    pub member: String,
}

/// A plan of the fixed corpus; its word is a file name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words say it")]
pub enum Sample {
    AllNew,
    AllExisting,
    Mixed,
    Duplicates,
    EveryMember,
    EveryMemberNull,
    Empty,
    OneThousandItems,
    BadItem(DefectClass),
    BodyTruncated,
    BodyNotAnArray,
    BodyAbsent,
    NoCredentials,
    NoTenant,
    TwoTenants,
    ReadBack,
}

impl From<Purpose> for PlanId {
    fn from(purpose: Purpose) -> Self {
        Self::Written(purpose)
    }
}

impl From<Sample> for PlanId {
    fn from(sample: Sample) -> Self {
        Self::Corpus(sample)
    }
}

impl From<RequestDefect> for Purpose {
    fn from(defect: RequestDefect) -> Self {
        Self::Refused(defect)
    }
}

impl From<&Defect> for ItemDefect {
    fn from(defect: &Defect) -> Self {
        Self {
            class: defect.class,
            member: defect.property.clone(),
        }
    }
}

impl fmt::Display for ItemDefect {
    /// `entry_User too long`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.member.is_empty() {
            write!(f, "{} ", self.member)?;
        }
        f.write_str(self.class.word())
    }
}

impl fmt::Display for PlanId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Written(purpose) => purpose.fmt(f),
            Self::Random => f.write_str("random batches"),
            Self::Corpus(sample) => sample.fmt(f),
        }
    }
}

impl fmt::Display for Purpose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::BadItem(defect) => return write!(f, "bad item: {defect}"),
            Self::Alike(defect) => return write!(f, "several times: {defect}"),
            Self::Race(writers) => return write!(f, "{writers} writers of one fresh key"),
            Self::Refused(defect) => return defect.fmt(f),
            Self::Accept(accept) => return write!(f, "Accept: {accept}"),
            Self::Preflight => "preflight",
            Self::Counting => "the list before and after",
            Self::LifeCycle => "create, replay twice, read",
            Self::Mixed => "new and known items mixed",
            Self::EveryDefect => "every kind of bad item among good ones",
            Self::BadItemFirst => "bad item first",
            Self::BadItemLast => "bad item last",
            Self::TwoBadItems => "two bad items",
            Self::AllItemsBad => "all items bad",
            Self::BadItemEverywhere => "one bad item in every position",
            Self::LargeMostlyBad => "1000 items, three of four bad",
            Self::TenItems => "ten items",
            Self::Duplicates => "the same key more than once in a batch",
            Self::Edges => "the edges of every constraint",
            Self::Sizes => "growing batches",
            Self::RefusedUpdate => "an update that is refused",
            Self::ManyUpdates => "a large batch of updates",
            Self::AbsentMembers => "an update that leaves members out",
            Self::SpecialTexts => "texts that careless code spoils",
            Self::Company => "known items in other company",
            Self::Forms => "one batch in every form",
            Self::ReadsBetweenUpdates => "reads between updates",
            Self::ReadsAroundReplay => "reads around a replay",
            Self::HangingUp => "a client that hangs up and tries again",
            Self::OtherMethods => "methods that are not declared",
            Self::AfterRefusals => "sound requests after refused ones",
            Self::NegativeKeys => "keys below zero",
            Self::DistantKeys => "keys with the same low bits",
            Self::PartlyEqualKeys => "keys that differ in one part",
            Self::RenamedKeys => "one batch under other keys",
            Self::CrossingBatches => "overlapping batches in opposite order",
            Self::ReplayedRace => "a batch that races its own replay",
            Self::DisjointWriters => "writers of different keys at once",
            Self::WritersWithValues => "writers with different values",
            Self::TenantsInTurn => "two tenants in turn",
            Self::TenantsAtOnce => "both tenants at once",
            Self::TenantMarks => "tenants with marks",
            Self::Heads => "HEAD on a connection",
            Self::RefusalsOnOneConnection => "sound batches behind refused ones on one connection",
            Self::Expectation => "Expect: 100-continue",
            Self::UnauthorizedMediaType => "no credentials, another media type",
            Self::Charset => "a charset parameter",
            Self::EmptyThenOne => "empty, then one item",
            Self::SoundCall => "a sound call",
            Self::RefusedCalls => "calls to be refused",
        })
    }
}

impl fmt::Display for Sample {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::AllNew => "all_new",
            Self::AllExisting => "all_existing",
            Self::Mixed => "mixed",
            Self::Duplicates => "duplicates",
            Self::EveryMember => "every_member",
            Self::EveryMemberNull => "every_member_null",
            Self::Empty => "empty",
            Self::OneThousandItems => "one_thousand_items",
            Self::BadItem(class) => {
                let word = class.word().replace(['+', ' '], "_").to_lowercase();
                return write!(f, "bad_item_{word}");
            }
            Self::BodyTruncated => "body_truncated",
            Self::BodyNotAnArray => "body_not_an_array",
            Self::BodyAbsent => "body_absent",
            Self::NoCredentials => "no_credentials",
            Self::NoTenant => "no_tenant",
            Self::TwoTenants => "two_tenants",
            Self::ReadBack => "read_back",
        })
    }
}
