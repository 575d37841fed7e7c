//! Which operations may be batch operations: by the array that they take and their 207.

use std::sync::Arc;

use description::model::{MediaType, Operation, Response, Status};
use description::{Description, SchemaId, Schemas};

use super::super::media_type::is_json;
use super::super::shape::fold;
use super::envelope::envelope;

/// What may be a batch: an operation that takes an array and answers 207.
pub(in crate::contract) struct Candidate<'a> {
    /// of the request body
    pub(in crate::contract) media_type: &'a str,
    /// the schema of the items
    pub(in crate::contract) items: SchemaId,
    /// the schema of the 207 body
    pub(in crate::contract) answer: SchemaId,
}

/// The array that an operation takes and its 207 body, where it has both.
pub(in crate::contract) fn candidate<'a>(
    description: &'a Description,
    operation: &'a Operation,
) -> Option<Candidate<'a>> {
    let content = &operation.body.as_ref()?.content;
    let json = |content: &&MediaType| is_json(&content.name);
    let content = content.iter().find(json).or(content.first())?;
    let body = fold(&description.schemas, content.schema?);
    let items = body.items().filter(|_| body.is_array())?;
    let (_, response) = multi_status(operation)?;
    Some(Candidate {
        media_type: &content.name,
        items,
        answer: response.content.iter().find_map(|content| content.schema)?,
    })
}

/// The 207 of an operation.
pub(super) fn multi_status(operation: &Operation) -> Option<&(Status, Arc<Response>)> {
    let mut responses = operation.responses.iter();
    responses.find(|(status, _)| *status == Status::Code(207))
}

/// Whether a candidate is a batch operation: its items are objects and its 207 holds results with an integer status.
pub(in crate::contract) fn is_batch(schemas: &Schemas, found: &Candidate<'_>) -> bool {
    fold(schemas, found.items).is_object() && envelope(schemas, found.answer, &[]).is_some()
}
