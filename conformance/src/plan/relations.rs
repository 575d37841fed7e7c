//! Plans for metamorphic relations: the same items in other company, in another order, written or sent in another way.

use serde_json::{Value, json};

use super::listed::{Writer, items};
use super::{
    BodyDefect, Call, Credentials, Defect, DefectClass, Form, Item, Plan, Purpose, Request,
    RequestDefect, Symbol, Tenant, catalogue,
};
use crate::contract::{Kind, is_audit};

/// Items in the batch of special texts: as many are read back, one by one.
const MOST_TEXTS: usize = 20;

/// Items in a large batch of updates.
const MANY: usize = 60;

impl Writer<'_> {
    /// Known items permuted, split, joined, and beside a new one.
    pub(super) fn company(&self) -> Plan {
        let of = |keys: &[usize]| Request::batch(keys.iter().map(|k| self.full(*k)).collect());
        let requests = vec![
            of(&[0, 1, 2, 3, 4]),
            of(&[0, 1, 2, 3, 4]),
            of(&[3, 0, 4, 1, 2]),
            of(&[4, 3, 2, 1, 0]),
            of(&[0]),
            of(&[1, 2]),
            of(&[1, 2, 3]),
            of(&[5, 0, 1, 2, 3, 4]),
            of(&[0, 1, 2, 3, 4, 5]),
        ];
        self.plan(Purpose::Company, requests)
    }

    /// One batch, first fresh and then known, in each form.
    pub(super) fn forms(&self) -> Plan {
        let of = |form| Request {
            form,
            ..Request::batch(vec![self.full(0), self.full(1)])
        };
        let fresh = |form, key| Request {
            form,
            ..Request::batch(vec![self.full(key)])
        };
        let mut requests = vec![of(Form::Plain), of(Form::Plain)];
        let forms = [
            Form::Spaced,
            Form::Escaped,
            Form::Reordered,
            Form::Chunked,
            Form::TitleCase,
        ];
        requests.extend(forms.map(of));
        requests.extend(
            forms
                .into_iter()
                .enumerate()
                .map(|(n, form)| fresh(form, 2 + n)),
        );
        self.plan(Purpose::Forms, requests)
    }

    /// Plans that reach states which the others do not.
    pub(super) fn states(&self) -> Vec<Plan> {
        let mut plans = vec![
            self.abandoned(),
            self.other_methods(),
            self.replayed_race(),
            self.disjoint_writers(),
            self.read_between_updates(),
            self.reads_around_a_replay(),
            self.renamed(),
        ];
        plans.extend(self.tenants_at_once());
        plans.extend(self.bad_item_everywhere());
        plans.extend(self.two_writers_with_values());
        plans.extend(self.alike());
        plans.push(self.negative_keys());
        plans.push(self.distant_keys());
        plans.push(self.partly_equal_keys());
        plans.push(self.many_updates());
        plans.push(self.absent_after_values());
        plans.push(self.special_texts());
        plans.extend(self.marks());
        plans.push(self.after_refusals());
        if self.operation.tenant.is_some() {
            plans.push(self.rejected(RequestDefect::Tenant(Tenant::Blank)));
            plans.push(self.rejected(RequestDefect::Tenant(Tenant::Unknown)));
            plans.push(self.closed_tenant());
        }
        plans.extend(self.nearly_right_credentials());
        plans.push(self.rejected(RequestDefect::Coding));
        plans.push(self.rejected(RequestDefect::ByteOrderMark));
        plans
    }

    /// Reads between the writes, so that what a read keeps for the next one shows.
    fn read_between_updates(&self) -> Plan {
        let of = |source: usize| {
            Request::batch(vec![Item {
                key: Symbol(0),
                ..self.full(source)
            }])
        };
        let mut requests = self.reads(&[0]);
        for source in 0..4 {
            requests.push(of(source));
            requests.extend(self.reads(&[0]));
        }
        self.plan(Purpose::ReadsBetweenUpdates, requests)
    }

    /// The same batch twice, and what is read after each.
    fn reads_around_a_replay(&self) -> Plan {
        let batch = || Request::batch(vec![self.full(0), Item::bare(Symbol(1)), self.emptied(2)]);
        let mut requests = Vec::new();
        for _ in 0..2 {
            requests.push(batch());
            requests.extend(self.reads(&[0, 1, 2]));
        }
        self.plan(Purpose::ReadsAroundReplay, requests)
    }

    /// The client hangs up, and repeats what it does not know the fate of.
    fn abandoned(&self) -> Plan {
        let mut first = Request::batch(items(0..3));
        first.abandoned = true;
        self.plan(
            Purpose::HangingUp,
            vec![
                first,
                Request::batch(items(0..3)),
                Request::batch(items(0..3)),
            ],
        )
    }

    /// Methods that the description does not declare, with a batch in the body.
    fn other_methods(&self) -> Plan {
        let declared = &self.operation.method;
        let methods = ["POST", "PATCH", "DELETE", "PUT"]
            .into_iter()
            .filter(|m| m != declared)
            .take(3);
        let mut requests: Vec<Request> = methods
            .enumerate()
            .map(|(n, method)| Request {
                method: Some(method.to_owned()),
                ..Request::batch(items(n..n + 1))
            })
            .collect();
        requests.push(Request::batch(items(0..3)));
        for method in ["OPTIONS", "CONFORM"] {
            let mut request = Request::call(Call::Batch {
                items: Vec::new(),
                defect: Some(BodyDefect::Absent),
            });
            request.method = Some(method.to_owned());
            requests.push(request);
        }
        self.plan(Purpose::OtherMethods, requests)
    }

    /// The same bad item first, in the middle and last, each among fresh good ones, and known ones.
    fn bad_item_everywhere(&self) -> Vec<Plan> {
        let of_class = |class| {
            catalogue(self.batch)
                .into_iter()
                .find(|d: &Defect| d.class == class && self.is_free(&d.property))
        };
        let Some(defect) = of_class(DefectClass::WrongType) else {
            return Vec::new();
        };
        let mut requests = Vec::new();
        for (round, bad) in [0, 2, 4, 1].into_iter().enumerate() {
            let item = |n: usize| {
                let item = Item::bare(Symbol(round * 5 + n));
                if n == bad {
                    item.with(defect.clone())
                } else {
                    item
                }
            };
            let batch = Request::batch((0..5).map(item).collect());
            requests.extend([batch.clone(), batch]);
        }
        for (first, size) in [(30, 2), (40, 9), (60, 40)] {
            let item = |n: usize| {
                let item = Item::bare(Symbol(first + n));
                if n == 1 {
                    item.with(defect.clone())
                } else {
                    item
                }
            };
            requests.push(Request::batch((0..size).map(item).collect()));
        }
        vec![self.plan(Purpose::BadItemEverywhere, requests)]
    }

    /// What a server may take or leave, several times: it has to do the same each time.
    fn alike(&self) -> Vec<Plan> {
        let free = |d: &Defect| {
            matches!(
                d.class,
                DefectClass::UnknownMember | DefectClass::Coercible | DefectClass::DuplicateMember
            )
        };
        let one = |defect: Defect| {
            let bad = |key: usize| Item::bare(Symbol(key)).with(defect.clone());
            let requests = vec![
                Request::batch(vec![bad(0)]),
                Request::batch(vec![Item::bare(Symbol(1)), bad(2)]),
                Request::batch(vec![bad(3), Item::bare(Symbol(4)), bad(5)]),
            ];
            self.plan(Purpose::Alike((&defect).into()), requests)
        };
        catalogue(self.batch)
            .into_iter()
            .filter(free)
            .map(one)
            .collect()
    }

    /// A large batch of updates, read at some of its positions.
    fn many_updates(&self) -> Plan {
        let of = |source: usize, key: usize| Item {
            key: Symbol(key),
            ..self.full(source)
        };
        let mut requests = vec![
            Request::batch((0..MANY).map(|key| of(key, key)).collect()),
            Request::batch((0..MANY).map(|key| of(MANY + key, key)).collect()),
        ];
        requests.extend(self.reads(&[0, 1, MANY / 2, MANY - 1]));
        self.plan(Purpose::ManyUpdates, requests)
    }

    /// An update that leaves out what was there.
    fn absent_after_values(&self) -> Plan {
        let mut requests = vec![
            Request::batch((0..4).map(|key| self.full(key)).collect()),
            Request::batch(vec![Item::bare(Symbol(0))]),
            Request::batch(vec![Item::bare(Symbol(1)), Item::bare(Symbol(2))]),
            Request::batch(vec![self.full(4), Item::bare(Symbol(3))]),
            Request::batch(vec![self.emptied(4)]),
        ];
        requests.extend(self.reads(&[0, 1, 2, 3, 4]));
        self.plan(Purpose::AbsentMembers, requests)
    }

    /// The item with null wherever null is allowed.
    fn emptied(&self, key: usize) -> Item {
        let mut item = self.full(key);
        for (name, value) in &mut item.values {
            if self.batch.item.get(name).is_some_and(|p| p.nullable) {
                *value = Value::Null;
            }
        }
        item
    }

    /// Texts that careless code spoils: quotes, SQL, markup, decomposed letters.
    fn special_texts(&self) -> Plan {
        let texts = [
            "O'Brien \"x\"",
            "'); DROP --",
            "<b>&amp;</b>",
            "a\\b\\n%s{0}",
            "e\u{301}e\u{301}",
            "\u{e9}\u{e9}",
            "\u{1f468}\u{200d}\u{1f469}",
            "\u{202e}abc",
            "a+b%20c=d&e",
            "1;2|`3`$4",
            "007",
            "00",
            "1E2",
            "NULL",
        ];
        let mut batch = Vec::new();
        let kept = |name: &str| self.is_free(name) && !is_audit(name);
        for property in self.batch.item.properties.iter().filter(|p| kept(&p.name)) {
            let Kind::Text { max, .. } = property.kind else {
                continue;
            };
            for text in texts
                .iter()
                .filter(|text| max.is_none_or(|max| text.chars().count() <= max))
            {
                let values = vec![(property.name.clone(), json!(text))];
                batch.push(Item {
                    key: Symbol(batch.len()),
                    values,
                    defect: None,
                });
            }
        }
        batch.truncate(MOST_TEXTS);
        let keys: Vec<usize> = (0..batch.len()).collect();
        let mut requests = vec![Request::batch(batch)];
        requests.extend(self.reads(&keys));
        self.plan(Purpose::SpecialTexts, requests)
    }

    /// Sound requests after ones that were refused in several ways: nothing of them may linger.
    fn after_refusals(&self) -> Plan {
        let mut requests = Vec::new();
        let truncated = || RequestDefect::Body(BodyDefect::Truncated);
        let locked_out = || RequestDefect::Credentials(Credentials::None);
        let absent = RequestDefect::Body(BodyDefect::Absent);
        for (n, defect) in [truncated(), absent, locked_out()].into_iter().enumerate() {
            let sound = Request::batch(items(n..n + 1));
            requests.push(sound.clone().with(defect));
            requests.push(sound);
        }
        let both = Request::batch(items(3..4));
        requests.push(both.with(truncated()).with(locked_out()));
        requests.push(Request::batch(items(0..4)));
        self.plan(Purpose::AfterRefusals, requests)
    }
}
