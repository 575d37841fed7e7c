//! Objects, maps and choices between schemas. Refuses nothing; what is not enforced is reported.

use std::collections::BTreeSet;

use description::schema::Choice;
use description::{Schema as Written, SchemaId};

use super::Lowering;
use super::found::{Found, Pending};
use crate::ir::{Check, Direction, Kind, Member, Rest, Schema, Type, TypeId, Variant};

/// How long a title may be that names a branch of a choice.
const MAX_TITLE: usize = 60;

impl Lowering<'_> {
    pub(super) fn object(&mut self, found: Found<'_>, name: &str) -> Type {
        let object = &found.schema.object;
        let boolean = object.additional.map(|id| self.schemas[id].boolean);
        let closed = boolean == Some(Some(false));
        let patterns = &object.pattern_properties;
        let nothing = object.properties.as_ref().is_none_or(|all| all.is_empty());
        if nothing && (!closed || !patterns.is_empty()) {
            let only = (closed && patterns.len() == 1).then(|| patterns[0]);
            let additional = object.additional.filter(|_| boolean == Some(None));
            let values = only.or(additional.filter(|_| patterns.is_empty()));
            let values = values.map(|id| self.schema(id, &format!("{name} value")));
            return Type::Map(Box::new(values.unwrap_or_else(Self::any)));
        }
        self.later(found, name, None)
    }

    /// What the only branch of a choice is: the choice itself.
    pub(super) fn only_branch(&mut self, schema: &Written, name: &str) -> Option<Schema> {
        match schema.choice()? {
            (_, [only]) => Some(self.schema(*only, name)),
            _ => None,
        }
    }

    /// A choice: declared only, because one of its branches may refer to it.
    pub(super) fn union(&mut self, found: Found<'_>, name: &str) -> Type {
        let choice = found.schema.choice().map(|(choice, _)| choice);
        self.later(found, name, choice)
    }

    fn later(&mut self, found: Found<'_>, name: &str, choice: Option<Choice>) -> Type {
        let ty = self.declare(found.id, name);
        self.pending.push_back(Pending {
            ty,
            schema: self.schemas.merged(found.id),
            name: name.to_owned(),
            choice,
        });
        Type::Named(ty)
    }

    /// Looks into every type declared so far, and into those that come up meanwhile.
    pub(super) fn settle(&mut self) {
        let schemas = self.schemas;
        while let Some(pending) = self.pending.pop_front() {
            let Pending {
                ty,
                schema,
                name,
                choice,
            } = pending;
            self.types[ty.0].kind = match choice {
                Some(choice) => self.union_kind(&schemas[schema], choice, &name, ty),
                None => self.object_kind(&schemas[schema], &name),
            };
        }
    }

    fn object_kind(&mut self, schema: &Written, name: &str) -> Kind {
        let object = &schema.object;
        let listed = object.required.iter().cloned();
        let (required, demanded): (Vec<String>, Vec<String>) =
            listed.partition(|member| schema.property(member).is_some());
        let required: BTreeSet<String> = required.into_iter().collect();
        let mut members = Vec::new();
        for (wire, id) in schema.properties() {
            let schema = self.schema(id, &format!("{name} {wire}"));
            members.push(Member {
                wire: wire.clone(),
                doc: self.doc(id),
                schema,
                required: required.contains(wire),
                only: self.direction(id),
                indirect: false,
            });
        }
        let any = || Rest::Kept(Box::new(Self::any()));
        let rest = match object.additional.map(|id| (id, self.schemas[id].boolean)) {
            // Which ones are refused their names say.
            _ if !object.pattern_properties.is_empty() => any(),
            Some((_, Some(false))) => Rest::Refused,
            // What has to be there has to be kept, or it could not be written.
            None if !demanded.is_empty() => any(),
            None => Rest::Ignored,
            Some((id, None)) => Rest::Kept(Box::new(self.schema(id, &format!("{name} value")))),
            Some((_, Some(true))) => any(),
        };
        let checks = self.checks(schema, &Type::Map(Box::new(Self::any())));
        let checks = checks
            .into_iter()
            .filter(|check| !matches!(check, Check::Required(_)));
        Kind::Object {
            members,
            rest,
            demanded,
            checks: checks.collect(),
        }
    }

    /// Whether a member is `readOnly` or `writeOnly`, itself or by what it refers to.
    fn direction(&self, id: SchemaId) -> Option<Direction> {
        let reference = self.schemas[id].reference.as_ref();
        let target = reference.and_then(|one| one.target);
        let (mut read, mut write) = (false, false);
        for id in [Some(id), target].into_iter().flatten() {
            for schema in [&self.schemas[id], self.merged(id)] {
                read |= schema.notes.read_only;
                write |= schema.notes.write_only;
            }
        }
        match (read, write) {
            (true, false) => Some(Direction::Answer),
            (false, true) => Some(Direction::Request),
            _ => None,
        }
    }

    fn union_kind(&mut self, schema: &Written, choice: Choice, name: &str, own: TypeId) -> Kind {
        let branches = schema.choice().map_or(&[][..], |(_, branches)| branches);
        let mut variants = Vec::new();
        let mut targets = Vec::new();
        for (index, id) in branches.iter().enumerate() {
            let (title, target) = self.branch(*id);
            let named = title.is_some();
            let label = title.unwrap_or_else(|| format!("variant {}", index + 1));
            let schema = self.schema(*id, &format!("{name} {label}"));
            if schema.ty == Type::Named(own) {
                let at = self.schemas[*id].at.clone();
                let message = "a choice that contains itself";
                self.error("not-a-schema", &at, message, "remove this branch");
                continue;
            }
            let name = match named {
                true => label,
                false => self.label(&schema, &label),
            };
            variants.push(Variant {
                name,
                schema,
                indirect: false,
            });
            targets.push(target);
        }
        let whole = targets.len() == branches.len();
        let discriminator = schema.composition.discriminator.as_ref();
        let discriminator =
            discriminator.and_then(|one| self.discriminator(one, &targets, schema, branches));
        let discriminator = discriminator.or_else(|| whole.then(|| self.tag(branches))?);
        Kind::Union {
            variants,
            discriminator,
            exclusive: choice == Choice::OneOf,
        }
    }

    /// What a branch is called by the description, and what it refers to.
    fn branch(&self, id: SchemaId) -> (Option<String>, Option<SchemaId>) {
        let written = &self.schemas[id];
        let target = written.reference.as_ref().and_then(|one| one.target);
        let named = target.and_then(|target| {
            let name = crate::pointer::last(&self.schemas[target].at)?;
            (name.parse::<u16>().is_err()).then_some(name)
        });
        let title = written.notes.title.clone();
        let title = title.filter(|title| title.len() <= MAX_TITLE);
        (named.or(title), target)
    }

    fn label(&self, schema: &Schema, fallback: &str) -> String {
        let label = match &schema.ty {
            Type::Boolean => "boolean",
            Type::Int32 | Type::Int64 => "integer",
            Type::Number => "number",
            Type::Text => "text",
            Type::DateTime => "instant",
            Type::Date => "day",
            Type::Uuid => "identifier",
            Type::Bytes => "octets",
            Type::Null => "null",
            Type::Any => "anything",
            Type::Array(_) => "list",
            Type::Map(_) => "map",
            Type::Named(_) => fallback,
        };
        label.to_owned()
    }
}
