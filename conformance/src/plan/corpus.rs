//! The fixed corpus: batches whose answers are kept as snapshots. Append-only; a shrunk failure may be added to it.

use serde_json::json;

use super::listed::{Writer, items};
use super::{
    BodyDefect, Credentials, DefectClass, Item, Plan, Request, RequestDefect, Sample, Symbol,
    Tenant, catalogue,
};
use crate::contract::{Batch, BatchRef, Kind, sample};

/// The plans of the corpus for one operation. Their titles are file names.
pub fn corpus(of: BatchRef) -> Vec<Plan> {
    let (writer, batch) = (Writer::new(of, true), of.batch);
    let bare =
        |keys: &[usize]| Request::batch(keys.iter().map(|k| Item::bare(Symbol(*k))).collect());
    let mut plans = vec![
        writer.plan(Sample::AllNew, vec![bare(&[0, 1, 2])]),
        writer.plan(Sample::AllExisting, vec![bare(&[0, 1]), bare(&[0, 1])]),
        writer.plan(Sample::Mixed, vec![bare(&[1]), bare(&[0, 1, 2])]),
        writer.plan(Sample::Duplicates, vec![bare(&[0, 1, 0])]),
        writer.plan(
            Sample::EveryMember,
            vec![Request::batch(vec![every_member(batch)])],
        ),
        writer.plan(
            Sample::EveryMemberNull,
            vec![Request::batch(vec![every_null(batch)])],
        ),
        writer.plan(Sample::Empty, vec![bare(&[])]),
        writer.plan(
            Sample::OneThousandItems,
            vec![Request::batch(items(0..1000))],
        ),
    ];
    plans.extend(bad_items(&writer));
    let refused = [
        (
            Sample::BodyTruncated,
            RequestDefect::Body(BodyDefect::Truncated),
        ),
        (
            Sample::BodyNotAnArray,
            RequestDefect::Body(BodyDefect::Wrapped),
        ),
        (Sample::BodyAbsent, RequestDefect::Body(BodyDefect::Absent)),
        (
            Sample::NoCredentials,
            RequestDefect::Credentials(Credentials::None),
        ),
    ];
    plans.extend(refused.map(|(sample, defect)| writer.rejected_as(sample, [defect])));
    if of.operation.tenant.is_some() {
        let missing = RequestDefect::Tenant(Tenant::Missing);
        plans.push(writer.rejected_as(Sample::NoTenant, [missing]));
        let second = |keys: &[usize]| Request {
            tenant: Tenant::Second,
            ..bare(keys)
        };
        plans.push(writer.plan(
            Sample::TwoTenants,
            vec![bare(&[0]), second(&[0]), bare(&[0]), second(&[0])],
        ));
    }
    if of.resource.read.is_some() {
        plans.push(writer.plan(
            Sample::ReadBack,
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
        let sample = Sample::BadItem(defect.class);
        let batch = vec![
            Item::bare(Symbol(0)),
            Item::bare(Symbol(1)).with(defect),
            Item::bare(Symbol(2)),
        ];
        plans.push(writer.plan(sample, vec![Request::batch(batch)]));
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
