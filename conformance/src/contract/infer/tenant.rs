//! Which header chooses the tenant: one that every request of the operation needs, with a name that says so, and that the
//! other operations need too. Refuses a header that only some operations have, where the name says little.

use super::words::{TENANT_WORDS, normal};
use crate::contract::{Parameter, Place};

/// The header that chooses the tenant, and why; `elsewhere` counts the operations of the description, and how many of
/// them require a header of that name.
pub(super) fn tenant(
    parameters: &[Parameter],
    elsewhere: impl Fn(&str) -> (usize, usize),
) -> Option<(String, String)> {
    let headers = parameters
        .iter()
        .filter(|p| p.place == Place::Header && p.required);
    let mut ranked: Vec<(usize, &Parameter)> = headers
        .filter_map(|p| {
            Some((
                TENANT_WORDS
                    .iter()
                    .position(|word| normal(&p.name).contains(word))?,
                p,
            ))
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().find_map(|(rank, parameter)| {
        let (all, with) = elsewhere(&parameter.name);
        let everywhere = with * 10 >= all * 8;
        (rank < 2 || everywhere).then(|| {
            let reason = format!(
                "tenant {}: a required header whose name says \"{}\", on {with} of {all} operations",
                parameter.name, TENANT_WORDS[rank]
            );
            (parameter.name.clone(), reason)
        })
    })
}
