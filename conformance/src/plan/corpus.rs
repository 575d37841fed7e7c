//! The fixed corpus: batches whose answers are kept as snapshots. Append-only; a shrunk failure may be added to it.

use serde_json::json;

use super::listed::{Writer, items};
use super::{BodyDefect, Credentials, DefectClass, Item, Plan, Request, Symbol, Tenant, catalogue};
use crate::contract::{Batch, BatchRef, Kind, sample};

/// The plans of the corpus for one operation. Their names are file names.
pub fn corpus(of: BatchRef) -> Vec<Plan> {
    let (writer, batch) = (Writer::new(of, true), of.batch);
    let bare =
        |keys: &[usize]| Request::batch(keys.iter().map(|k| Item::bare(Symbol(*k))).collect());
    let mut plans = vec![
        writer.plan("all_new", vec![bare(&[0, 1, 2])]),
        writer.plan("all_existing", vec![bare(&[0, 1]), bare(&[0, 1])]),
        writer.plan("mixed", vec![bare(&[1]), bare(&[0, 1, 2])]),
        writer.plan("duplicates", vec![bare(&[0, 1, 0])]),
        writer.plan(
            "every_member",
            vec![Request::batch(vec![every_member(batch)])],
        ),
        writer.plan(
            "every_member_null",
            vec![Request::batch(vec![every_null(batch)])],
        ),
        writer.plan("empty", vec![bare(&[])]),
        writer.plan("one_thousand_items", vec![Request::batch(items(0..1000))]),
    ];
    plans.extend(bad_items(&writer));
    let named = |name: &str, mut plan: Plan| {
        name.clone_into(&mut plan.name);
        plan
    };
    plans.push(named(
        "body_truncated",
        writer.bad_body("", BodyDefect::Truncated),
    ));
    plans.push(named(
        "body_not_an_array",
        writer.bad_body("", BodyDefect::Wrapped),
    ));
    plans.push(named(
        "body_absent",
        writer.bad_body("", BodyDefect::Absent),
    ));
    plans.push(named(
        "no_credentials",
        writer.rejected("", |r| r.credentials = Credentials::None),
    ));
    if of.operation.tenant.is_some() {
        plans.push(named(
            "no_tenant",
            writer.rejected("", |r| r.tenant = Tenant::Missing),
        ));
        let second = |keys: &[usize]| Request {
            tenant: Tenant::Second,
            ..bare(keys)
        };
        plans.push(writer.plan(
            "two_tenants",
            vec![bare(&[0]), second(&[0]), bare(&[0]), second(&[0])],
        ));
    }
    if of.resource.read.is_some() {
        plans.push(writer.plan(
            "read_back",
            vec![
                Request::get(Symbol(0)),
                Request::batch(vec![every_member(batch)]),
                Request::get(Symbol(0)),
            ],
        ));
    }
    plans
}

/// For each class of defects the first one, between two good items.
fn bad_items(writer: &Writer) -> Vec<Plan> {
    let mut seen: Vec<DefectClass> = Vec::new();
    let mut plans = Vec::new();
    for defect in catalogue(writer.batch) {
        if seen.contains(&defect.class) {
            continue;
        }
        seen.push(defect.class);
        let name = format!(
            "bad_item_{}",
            defect.class.word().replace(['+', ' '], "_").to_lowercase()
        );
        let batch = vec![
            Item::bare(Symbol(0)),
            Item::bare(Symbol(1)).spoilt(defect),
            Item::bare(Symbol(2)),
        ];
        plans.push(writer.plan(name, vec![Request::batch(batch)]));
    }
    plans
}

fn every_member(batch: &Batch) -> Item {
    let value = |kind: &Kind| match kind {
        Kind::Integer { min, max, .. } => json!(50.clamp(*min, *max)),
        Kind::Number => json!(2.5),
        Kind::Boolean => json!(true),
        Kind::Text { max, .. } => json!(
            "Ärzte 𠮷 & Co"
                .chars()
                .take(max.unwrap_or(12))
                .collect::<String>()
                .trim_end()
        ),
        Kind::DateTime => json!("2024-02-29T12:30:00Z"),
        Kind::Date => json!("2024-02-29"),
        Kind::Uuid => json!("5f1c0e6a-9b1d-4c57-8f36-2f0f1f6f8a11"),
        Kind::Pattern { .. } => sample(kind, 0),
        Kind::Enumeration(values) => values.first().cloned().unwrap_or_default(),
        Kind::Other => json!(null),
    };
    let values = batch
        .free_members()
        .filter(|p| p.kind != Kind::Other)
        .map(|p| (p.name.clone(), value(&p.kind)))
        .collect();
    Item {
        key: Symbol(0),
        values,
        defect: None,
    }
}

fn every_null(batch: &Batch) -> Item {
    let values = batch
        .free_members()
        .filter(|p| p.nullable)
        .map(|p| (p.name.clone(), json!(null)))
        .collect();
    Item {
        key: Symbol(0),
        values,
        defect: None,
    }
}
