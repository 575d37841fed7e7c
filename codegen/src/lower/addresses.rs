//! What of a path as described is sent, and where. A fragment is never sent, and a query is none of the path's
//! business, but real descriptions have both, to tell operations apart that share a path.

use super::Lowering;
use crate::ir::{self, Place};

/// A path, taken apart.
pub(super) struct Address {
    /// Without query and fragment.
    pub(super) route: String,
    /// The names of the parameters in `route`.
    pub(super) names: Vec<String>,
    /// The pairs of the query that have a value.
    pub(super) fixed: Vec<(String, String)>,
    /// The pairs of the query whose value is a parameter, with its name.
    taken: Vec<(String, String)>,
}

impl Lowering<'_> {
    /// Takes `path` apart; `None`, with a finding, when no route can be made of it.
    pub(super) fn address(&mut self, path: &str, at: &str) -> Option<Address> {
        let (sent, fragment) = match path.split_once('#') {
            Some((sent, fragment)) => (sent, Some(fragment)),
            None => (path, None),
        };
        if fragment.is_some() && !self.told_of_fragments {
            self.told_of_fragments = true;
            let message = "what follows the `#` of a path is never sent";
            let hint =
                "operations that share what stands before it are told apart by required parameters";
            self.warn("fragment-in-path", at, message, hint);
        }
        let (route, query) = sent.split_once('?').unwrap_or((sent, ""));
        if !query.is_empty() {
            let message = "a path has no query: what follows the `?` is sent as one";
            let hint = "describe it as parameters with `in: query`";
            self.error("query-in-path", at, message, hint);
        }
        let mut address = Address {
            route: route.to_owned(),
            names: self.path(route, at)?,
            fixed: Vec::new(),
            taken: Vec::new(),
        };
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let parameter = value
                .strip_prefix('{')
                .and_then(|value| value.strip_suffix('}'));
            match parameter {
                Some(parameter) => address.taken.push((name.to_owned(), parameter.to_owned())),
                None if pair.contains(['{', '}']) => {
                    let what = format!("the part `{pair}` of the query in a path");
                    self.unsupported(at, what, "write `name={parameter}` or `name=value`");
                    return None;
                }
                None => address.fixed.push((name.to_owned(), value.to_owned())),
            }
        }
        Some(address)
    }
}

impl Address {
    /// Lets the parameters that stand in the query of the path travel there, whatever they are said to be.
    pub(super) fn move_to_query(&self, parameters: &mut Vec<ir::Parameter>) {
        for (name, taken) in &self.taken {
            let known = parameters
                .iter()
                .any(|one| one.place == Place::Query && one.wire == *name);
            let described = parameters
                .iter()
                .position(|one| one.place == Place::Path && one.wire == *taken);
            match described {
                Some(index) if known => {
                    parameters.remove(index);
                }
                Some(index) => {
                    parameters[index].place = Place::Query;
                    parameters[index].wire.clone_from(name);
                }
                None => {}
            }
        }
    }
}
