//! Which written plans come first: those that show most faults with fewest requests, as
//! `cargo test -p conformance --test calibrate -- --order` finds with every third planted fault. No name of one description
//! stands here.

use super::{
    BodyDefect, Credentials, DefectClass, ItemDefect, PathDefect, PathValue, PlanId, Purpose,
    RequestDefect, Tenant,
};

type Is = fn(&Purpose) -> bool;

/// The plans that come first, in their order.
const FIRST: &[Is] = &[
    |p| *p == Purpose::EveryDefect,
    |p| matches!(p, Purpose::Accept(accept) if accept.contains(";q=")),
    |p| matches!(p, Purpose::Refused(RequestDefect::Body(BodyDefect::Followed(text))) if text != "]"),
    |p| *p == Purpose::Mixed,
    |p| {
        matches!(
            p,
            Purpose::Refused(RequestDefect::Credentials(Credentials::Longer(_)))
        )
    },
    |p| refuses_tenant(p, Tenant::Unknown),
    |p| path(p).is_some_and(|value| value.surplus().is_some()),
    |p| matches!(path(p), Some(PathValue::Text(text)) if text == "1.5"),
    |p| matches!(p, Purpose::Alike(_)),
    |p| *p == Purpose::TenItems,
    |p| *p == Purpose::LargeMostlyBad,
    |p| *p == Purpose::LifeCycle,
    |p| *p == Purpose::CrossingBatches,
    |p| *p == Purpose::UnauthorizedMediaType,
    |p| path(p) == Some(&PathValue::LineEnds),
    |p| *p == Purpose::PartlyEqualKeys,
    |p| *p == Purpose::NegativeKeys,
    |p| *p == Purpose::Refused(RequestDefect::ByteOrderMark),
    |p| {
        matches!(
            p,
            Purpose::BadItem(ItemDefect {
                class: DefectClass::Nul,
                ..
            })
        )
    },
    |p| matches!(p, Purpose::Refused(RequestDefect::Body(BodyDefect::Text(text))) if text == "{}"),
    |p| matches!(p, Purpose::Refused(RequestDefect::MediaType(name)) if name == "text/csv"),
    |p| *p == Purpose::Refused(RequestDefect::Coding),
    |p| *p == Purpose::Charset,
    |p| matches!(p, Purpose::Accept(accept) if accept == "image/png"),
    |p| *p == Purpose::RefusedUpdate,
    |p| refuses_tenant(p, Tenant::Missing),
    |p| *p == Purpose::Refused(RequestDefect::Credentials(Credentials::None)),
    |p| *p == Purpose::Expectation,
    |p| *p == Purpose::Heads,
    |p| *p == Purpose::Sizes,
    |p| *p == Purpose::TenantsInTurn,
    |p| *p == Purpose::Duplicates,
    |p| *p == Purpose::OtherMethods,
    |p| *p == Purpose::AbsentMembers,
    |p| *p == Purpose::Forms,
    |p| *p == Purpose::TenantMarks,
    |p| *p == Purpose::Race(8),
    |p| *p == Purpose::ManyUpdates,
    |p| *p == Purpose::Edges,
    |p| *p == Purpose::AfterRefusals,
    |p| *p == Purpose::Company,
    |p| *p == Purpose::ReplayedRace,
    |p| *p == Purpose::BadItemEverywhere,
    |p| *p == Purpose::SpecialTexts,
    |p| *p == Purpose::WritersWithValues,
];

/// The place of a plan; those that are not in the table come behind it.
pub(super) fn place(id: &PlanId) -> usize {
    let PlanId::Written(purpose) = id else {
        return FIRST.len();
    };
    let known = FIRST.iter().position(|is| is(purpose));
    known.unwrap_or(FIRST.len())
}

fn refuses_tenant(purpose: &Purpose, tenant: Tenant) -> bool {
    *purpose == Purpose::Refused(RequestDefect::Tenant(tenant))
}

fn path(purpose: &Purpose) -> Option<&PathValue> {
    match purpose {
        Purpose::Refused(RequestDefect::Path(PathDefect { value, .. })) => Some(value),
        _ => None,
    }
}

/// The first of each list, then the second of each, and so on.
pub(super) fn in_turn<T>(lists: Vec<Vec<T>>) -> Vec<T> {
    let longest = lists.iter().map(Vec::len).max().unwrap_or(0);
    let mut merged = Vec::new();
    let mut lists: Vec<_> = lists.into_iter().map(Vec::into_iter).collect();
    for _ in 0..longest {
        merged.extend(lists.iter_mut().filter_map(Iterator::next));
    }
    merged
}
