//! What the steps of lowering a schema hand to one another.

use description::schema::Choice;
use description::{Schema as Written, SchemaId};

use crate::ir::TypeId;

/// A schema after its references.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    /// The schema as it is written.
    pub(super) id: SchemaId,
    /// The same, merged.
    pub(super) schema: &'a Written,
    /// Whether null is allowed.
    pub(super) nullable: bool,
}

/// A type whose inside was not looked at yet.
pub(super) struct Pending {
    pub(super) ty: TypeId,
    /// Its merged schema.
    pub(super) schema: SchemaId,
    pub(super) name: String,
    /// The keyword of a choice; none for an object.
    pub(super) choice: Option<Choice>,
}
