//! Which parts of the bodies a violation is about, as JSON pointers, so that a report can point at them. A guide for the
//! eye, not a judgement: where nothing can be told apart it marks nothing.

use serde_json::Value;

use crate::evidence::{Evidence, Site, View};
use crate::oracles::Violation;
use crate::plan::Call;

/// JSON pointers into the bodies of one exchange.
#[derive(Debug, Default)]
pub(super) struct Marks {
    pub(super) sent: Vec<String>,
    pub(super) received: Vec<String>,
}

/// One for each exchange; none for those that do not show the violation.
pub(super) fn marks(evidence: &Evidence, violation: &Violation) -> Vec<Option<Marks>> {
    let member = violation.member();
    let exchanges = violation.exchanges();
    let telling = |view: &View| exchanges.contains(&view.index);
    let of = |view: &View| match view.request.call {
        Call::Get(_) => read(evidence, view, member),
        Call::List => Marks::default(),
        Call::Other { .. } => Marks {
            sent: Vec::new(),
            received: pointed(evidence, view, violation),
        },
        Call::Batch { .. } => written(evidence, view, violation, member),
    };
    let views = evidence.views.iter();
    views.map(|view| telling(view).then(|| of(view))).collect()
}

fn read(evidence: &Evidence, view: &View, member: Option<&str>) -> Marks {
    let entity = (evidence.resource.read.as_ref()).map_or("", |read| read.at.as_str());
    Marks {
        sent: Vec::new(),
        received: member
            .map(|name| below(entity, name))
            .filter(|pointer| body(view).and_then(|body| body.pointer(pointer)).is_some())
            .into_iter()
            .collect(),
    }
}

fn written(evidence: &Evidence, view: &View, violation: &Violation, member: Option<&str>) -> Marks {
    let here = violation.at.iter().filter_map(|site| match site {
        Site::Item {
            exchange, position, ..
        } if *exchange == view.index => Some(*position),
        _ => None,
    });
    let named: Vec<usize> = here.collect();
    let entries = view
        .answer
        .as_ref()
        .and_then(|answer| answer.results.as_ref());
    let uneven = entries.is_some_and(|entries| entries.len() != view.items.len());
    let is_defective = |position: usize| view.items[position].item.defect.is_some();
    let has_none = |position: usize| view.items[position].entry.is_none();
    let all = 0..view.items.len();
    let items: Vec<usize> = if !named.is_empty() {
        named
    } else if all.clone().any(is_defective) {
        all.filter(|position| is_defective(*position)).collect()
    } else if uneven {
        all.filter(|position| has_none(*position)).collect()
    } else {
        Vec::new()
    };
    let sent = view.exchange.request.body.as_ref();
    let sent: Option<Value> = sent.and_then(|body| serde_json::from_slice(&body.0).ok());
    let mut marks = Marks::default();
    let results = results(evidence);
    for item in items
        .into_iter()
        .filter_map(|position| view.items.get(position))
    {
        let whole = format!("/{}", item.position);
        let part = member.map(|name| below(&whole, name)).filter(|part| {
            let body = sent.as_ref();
            body.and_then(|body| body.pointer(part)).is_some()
        });
        marks.sent.push(part.unwrap_or(whole));
        marks
            .received
            .extend(item.entry.map(|entry| format!("{results}/{entry}")));
    }
    let pointed = pointed(evidence, view, violation);
    if !pointed.is_empty() {
        marks.received = pointed;
    } else if marks.received.is_empty() && uneven {
        let surplus = 0..entries.map_or(0, Vec::len);
        let surplus = surplus.filter(|entry| view.items.iter().all(|i| i.entry != Some(*entry)));
        marks
            .received
            .extend(surplus.map(|entry| format!("{results}/{entry}")));
    }
    marks
}

/// The places in the body of the answer that the violation itself names.
fn pointed(evidence: &Evidence, view: &View, violation: &Violation) -> Vec<String> {
    let here = violation
        .at
        .iter()
        .filter(|site| site.exchange() == view.index);
    let pointers = here.filter_map(|site| match site {
        Site::Body { pointer, .. } => Some(pointer.clone()),
        Site::Result { position, .. } => Some(format!("{}/{position}", results(evidence))),
        Site::Exchange(_) | Site::Item { .. } => None,
    });
    pointers.collect()
}

/// Where the results stand.
fn results<'a>(evidence: &Evidence<'a>) -> &'a str {
    evidence.batch.map_or("", |batch| batch.results.as_str())
}

fn body<'a>(view: &'a View) -> Option<&'a Value> {
    view.answer.as_ref()?.json.as_ref().ok()
}

/// The pointer of a member (RFC 6901, 3).
fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
