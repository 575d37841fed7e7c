//! Plans with two tenants: in turn, at once, with marks in their values, and one whose door is closed.

use super::listed::{Writer, items};
use super::{
    BodyDefect, Call, DefectClass, Item, Plan, Purpose, Request, RequestDefect, Step, Symbol,
    Tenant, catalogue,
};
use crate::contract::Kind;
use serde_json::Value;

/// What only the second tenant ever writes.
pub const MARK_OF_SECOND: &str = "mark-of-tenant-2";

/// What only the first tenant writes beside it.
pub const MARK_OF_FIRST: &str = "mark-of-tenant-1";

impl Writer<'_> {
    pub(super) fn tenants(&self) -> Option<Plan> {
        if !self.two_tenants || self.operation.tenant.is_none() {
            return None;
        }
        let of = |tenant, keys: std::ops::Range<usize>| {
            let mut request = Request::batch(keys.map(|k| self.full(k)).collect());
            request.tenant = tenant;
            request
        };
        let requests = vec![
            of(Tenant::First, 0..2),
            of(Tenant::Second, 0..2),
            of(Tenant::Second, 2..3),
            of(Tenant::First, 0..3),
            of(Tenant::Second, 0..3),
        ];
        let mut requests = requests;
        let lone = |tenant| Request {
            tenant,
            ..Request::batch(vec![self.full(3)])
        };
        requests.push(lone(Tenant::First));
        for mut read in self.reads(&[3]) {
            read.tenant = Tenant::Second;
            requests.push(read);
        }
        Some(self.plan(Purpose::TenantsInTurn, requests))
    }

    /// Requests of both tenants at once, each with entities of its own, which are still there afterwards.
    pub(super) fn tenants_at_once(&self) -> Option<Plan> {
        if !self.two_tenants || self.operation.tenant.is_none() {
            return None;
        }
        let of = |tenant, keys| Request {
            tenant,
            ..Request::batch(items(keys))
        };
        let mut steps = Vec::new();
        for round in 0..4 {
            let (first, second) = (round * 4, 20 + round * 4);
            steps.push(Step::Together(vec![
                of(Tenant::First, first..first + 2),
                of(Tenant::Second, second..second + 2),
                of(Tenant::First, first + 2..first + 4),
                of(Tenant::Second, second + 2..second + 4),
            ]));
        }
        steps.push(Step::One(of(Tenant::First, 0..16)));
        steps.push(Step::One(of(Tenant::Second, 20..36)));
        Some(self.steps(Purpose::TenantsAtOnce, steps))
    }

    /// Each tenant writes what the other never does, in every text that has room for it.
    pub(super) fn marks(&self) -> Option<Plan> {
        if !self.two_tenants || self.operation.tenant.is_none() {
            return None;
        }
        let marked = |key: usize, mark: &str| {
            let mut item = self.full(key);
            for (name, value) in &mut item.values {
                let kind = self.batch.item.get(name).map(|p| &p.kind);
                let room = matches!(kind, Some(Kind::Text { max, .. }) if max.is_none_or(|max| max >= mark.len()));
                if room {
                    *value = Value::from(mark);
                }
            }
            item
        };
        let of = |tenant, item: Item| Request {
            tenant,
            ..Request::batch(vec![item])
        };
        let bad = || {
            let defect = catalogue(self.batch)
                .into_iter()
                .find(|d| d.class == DefectClass::WrongType && self.is_free(&d.property))?;
            Some(Item::bare(Symbol(3)).with(defect))
        };
        // several times: requests of other plans may come between
        let mut requests = Vec::new();
        for _ in 0..4 {
            requests.extend([
                of(Tenant::First, marked(0, MARK_OF_FIRST)),
                of(Tenant::Second, marked(1, MARK_OF_SECOND)),
            ]);
        }
        requests.extend([
            of(Tenant::First, Item::bare(Symbol(0))),
            of(Tenant::Second, Item::bare(Symbol(1))),
            of(Tenant::First, Item::bare(Symbol(2))),
        ]);
        requests.extend(bad().map(|item| of(Tenant::Second, item)));
        requests.extend(self.reads(&[0, 4]));
        requests.push(Request::call(Call::Batch {
            items: items(2..3),
            defect: Some(BodyDefect::Truncated),
        }));
        Some(self.plan(Purpose::TenantMarks, requests))
    }

    /// A tenant that the credentials do not open, written and read; then a probe that nothing went elsewhere.
    pub(super) fn closed_tenant(&self) -> Plan {
        let mut requests = vec![Request::batch(items(0..2))];
        requests.extend(self.reads(&[0]));
        for request in &mut requests {
            request.tenant = Tenant::Closed;
        }
        requests.push(Request::batch(items(0..2)));
        self.plan(
            Purpose::Refused(RequestDefect::Tenant(Tenant::Closed)),
            requests,
        )
    }
}
