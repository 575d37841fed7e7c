//! Which parts of the bodies a violation is about, as JSON pointers, so that a report can point at them. A guide for the
//! eye, not a judgement: where nothing can be told apart it marks nothing.

use serde_json::Value;

use crate::evidence::{Evidence, View};
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
    let mut members = evidence.batch.iter().flat_map(|b| &b.item.properties);
    let property = members.find(|property| {
        let mut words = violation.about.split(' ');
        words.any(|word| word == property.name)
    });
    let property = property.map(|property| property.name.as_str());
    let telling = |view: &View| violation.exchanges.contains(&view.index);
    let of = |view: &View| match view.request.call {
        Call::Get(_) => read(evidence, view, property),
        Call::List => Marks::default(),
        Call::Other { .. } => Marks {
            sent: Vec::new(),
            received: place(violation).into_iter().collect(),
        },
        Call::Batch { .. } => written(evidence, view, violation, property),
    };
    let views = evidence.views.iter();
    views.map(|view| telling(view).then(|| of(view))).collect()
}

fn read(evidence: &Evidence, view: &View, property: Option<&str>) -> Marks {
    let entity = (evidence.resource.read.as_ref()).map_or("", |read| read.at.as_str());
    Marks {
        sent: Vec::new(),
        received: property
            .map(|name| below(entity, name))
            .filter(|pointer| body(view).and_then(|body| body.pointer(pointer)).is_some())
            .into_iter()
            .collect(),
    }
}

fn written(
    evidence: &Evidence,
    view: &View,
    violation: &Violation,
    property: Option<&str>,
) -> Marks {
    let named: Vec<usize> = Evidence::places(&violation.message)
        .into_iter()
        .filter(|(exchange, _)| *exchange == view.index)
        .map(|(_, position)| position)
        .collect();
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
    let results = evidence.batch.map_or("", |batch| batch.results.as_str());
    for item in items
        .into_iter()
        .filter_map(|position| view.items.get(position))
    {
        let whole = format!("/{}", item.position);
        let part = property.map(|name| below(&whole, name)).filter(|part| {
            let body = sent.as_ref();
            body.and_then(|body| body.pointer(part)).is_some()
        });
        marks.sent.push(part.unwrap_or(whole));
        marks
            .received
            .extend(item.entry.map(|entry| format!("{results}/{entry}")));
    }
    if let Some(pointer) = place(violation) {
        marks.received = vec![pointer];
    } else if marks.received.is_empty() && uneven {
        let surplus = 0..entries.map_or(0, Vec::len);
        let surplus = surplus.filter(|entry| view.items.iter().all(|i| i.entry != Some(*entry)));
        marks
            .received
            .extend(surplus.map(|entry| format!("{results}/{entry}")));
    }
    marks
}

/// The place that the violation itself names, as `answer-matches-schema` does.
fn place(violation: &Violation) -> Option<String> {
    let (pointer, _) = violation.message.strip_prefix("at `")?.split_once('`')?;
    Some(pointer.to_owned())
}

fn body<'a>(view: &'a View) -> Option<&'a Value> {
    view.answer.as_ref()?.json.as_ref().ok()
}

/// The pointer of a member (RFC 6901, 3).
fn below(pointer: &str, name: &str) -> String {
    format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"))
}
