//! The request that removes one entity. No plan holds it: it is sent when a campaign cleans up after itself.

use super::render::percent_encode;
use super::{Binding, WireRequest, render};
use crate::contract::{Contract, OperationId, Role, plain};
use crate::plan::{Request, Symbol, Tenant};

/// Removes the entity that batch operation `id` wrote and whose key is the first of `binding`; none when the description
/// has no operation for it.
pub fn removal(
    contract: &Contract,
    id: OperationId,
    binding: &Binding,
    tenant: Tenant,
) -> Option<WireRequest> {
    let resource = contract.resource(id);
    resource.link(Role::Delete)?;
    let entity = resource.entity.as_ref()?;
    let request = Request {
        tenant,
        ..Request::get(Symbol(0))
    };
    let mut wire = render(contract, id, &request, binding);
    wire.method = "DELETE".to_owned();
    wire.target = entity.path.clone();
    // the key first: a parameter of another operation may have the same name
    let key = binding.keys.first()?;
    for (parameter, property) in &entity.keys {
        let value = match (key.get(property), resource.key.bound_to(property)) {
            (Some(value), _) => plain(value),
            (None, bound) => bound
                .and_then(|bound| binding.parameters.get(bound))?
                .clone(),
        };
        let place = format!("{{{parameter}}}");
        wire.target = wire.target.replace(&place, &percent_encode(&value));
    }
    for (name, value) in &binding.parameters {
        let place = format!("{{{name}}}");
        wire.target = wire.target.replace(&place, &percent_encode(value));
    }
    Some(wire)
}
