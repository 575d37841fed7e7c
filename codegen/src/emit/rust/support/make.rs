//! Makes a JSON value of a shape from a list of numbers: small numbers, and none at all, make small values. Can break one
//! keyword at one place. What it makes is a proposal: limits that depend on one another are for the reader to check.

use serde_json::{Map, Value, json};

use super::base64;
use super::shape::{Bound, Limit, Member, Others, Shape, Tell};

/// How deep values are nested; a type that must contain itself without end becomes null there.
const MAX_DEPTH: usize = 24;

/// Makes one value.
#[derive(Debug)]
pub struct Maker<'a> {
    numbers: std::slice::Iter<'a, u64>,
    /// The keyword to break, at the place with this number.
    target: Option<(&'static str, Option<usize>)>,
    chances: usize,
    depth: usize,
}

impl<'a> Maker<'a> {
    /// Breaks nothing.
    #[must_use]
    pub fn new(numbers: &'a [u64]) -> Self {
        Self {
            numbers: numbers.iter(),
            target: None,
            chances: 0,
            depth: 0,
        }
    }

    /// Counts the places where `keyword` can be broken, and breaks it at one of them.
    #[must_use]
    pub fn breaking(numbers: &'a [u64], keyword: &'static str, place: Option<usize>) -> Self {
        Self {
            target: Some((keyword, place)),
            ..Self::new(numbers)
        }
    }

    /// At how many places the keyword could have been broken.
    #[must_use]
    pub fn chances(&self) -> usize {
        self.chances
    }

    /// The next number, less than `limit`; 0 when there is none left.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        let next = self.numbers.next().copied().unwrap_or_default();
        next.checked_rem(limit).unwrap_or_default()
    }

    pub(super) fn count(&mut self, least: usize, most: usize) -> usize {
        let width = u64::try_from(most.saturating_sub(least)).unwrap_or_default();
        let more = self.below(width.saturating_add(1));
        least + usize::try_from(more).unwrap_or_default()
    }

    /// A value of the shape.
    pub fn make(&mut self, shape: &'static Shape) -> Value {
        if self.depth > MAX_DEPTH {
            return Value::Null;
        }
        self.depth += 1;
        let value = self.value(shape);
        self.depth -= 1;
        let Some((keyword, place)) = self.target else {
            return value;
        };
        let mut value = value;
        for own in shape.keywords() {
            if own == keyword {
                if place == Some(self.chances) {
                    value = self.broken(shape, keyword, value);
                }
                self.chances += 1;
            }
        }
        value
    }

    pub(super) fn value(&mut self, shape: &'static Shape) -> Value {
        match shape {
            Shape::Any(limits) => self.any(limits),
            Shape::Null => Value::Null,
            Shape::Boolean(limits) => {
                one_of(limits, self).unwrap_or_else(|| json!(self.below(2) == 1))
            }
            Shape::Int32(limits) | Shape::Int64(limits) => self.number(limits, true),
            Shape::Number(limits) => self.number(limits, false),
            Shape::Text(limits) => self.text(limits),
            Shape::DateTime => {
                let (date, hour, minute) = (self.date(), self.below(24), self.below(60));
                let second = self.below(60);
                json!(format!("{date}T{hour:02}:{minute:02}:{second:02}Z"))
            }
            Shape::Date => json!(self.date()),
            Shape::Uuid => {
                let digits = format!("{:016x}{:016x}", self.below(u64::MAX), self.below(u64::MAX));
                let (a, b, c) = (&digits[..8], &digits[8..12], &digits[12..16]);
                json!(format!("{a}-{b}-{c}-{}-{}", &digits[16..20], &digits[20..]))
            }
            Shape::Bytes => {
                let count = self.count(0, 12);
                let bytes: Vec<u8> = (0..count)
                    .map(|_| u8::try_from(self.below(256)).unwrap_or_default())
                    .collect();
                json!(base64::encode(&bytes))
            }
            Shape::Texts(texts) => texts[self.count(0, texts.len().saturating_sub(1))].into(),
            Shape::List(items, limits) => self.list(items, limits),
            Shape::Map(values, limits) => {
                let count = self.members(limits);
                let mut members = Map::new();
                for name in required(limits) {
                    members.insert(name.to_owned(), self.make(values));
                }
                for number in members.len()..count {
                    members.insert(format!("k{number}"), self.make(values));
                }
                Value::Object(members)
            }
            Shape::Object(members, others, limits) => self.object(members, others, limits),
            Shape::Choice(branches, tell) => self.choice(branches, tell),
            Shape::Nullable(inner) => match self.below(4) {
                0 => Value::Null,
                _ => self.make(inner),
            },
            Shape::Of(inner) => self.make(inner()),
        }
    }

    fn any(&mut self, limits: &'static [Limit]) -> Value {
        if let Some(value) = one_of(limits, self) {
            return value;
        }
        let shaped: Vec<&'static Shape> = limits
            .iter()
            .filter_map(|limit| match limit {
                Limit::When(shape) => Some(*shape),
                _ => None,
            })
            .collect();
        match shaped.as_slice() {
            [] => match self.below(6) {
                0 => Value::Null,
                1 => json!(true),
                2 => json!(self.below(1000)),
                3 => self.text(&[]),
                4 => json!([self.below(10)]),
                _ => json!({ "a": self.below(10) }),
            },
            several => {
                let index = self.count(0, several.len() - 1);
                self.value(several[index])
            }
        }
    }

    fn number(&mut self, limits: &'static [Limit], whole: bool) -> Value {
        if let Some(value) = one_of(limits, self) {
            return value;
        }
        let (mut least, mut most, mut step) = (None, None, if whole { 1.0 } else { 0.25 });
        for limit in limits {
            match limit {
                Limit::Minimum(limit) | Limit::ExclusiveMinimum(limit) => {
                    least = Some(limit.float());
                }
                Limit::Maximum(limit) | Limit::ExclusiveMaximum(limit) => {
                    most = Some(limit.float());
                }
                Limit::MultipleOf(divisor) => step = divisor.float(),
                _ => {}
            }
        }
        let (least, most) = match (least, most) {
            (Some(least), Some(most)) => (least, most),
            (Some(least), None) => (least, least + 1000.0 * step),
            (None, Some(most)) => (most - 1000.0 * step, most),
            (None, None) => (-500.0 * step, 500.0 * step),
        };
        if most - least < step && !whole {
            return json!(least + (most - least) / 2.0);
        }
        // Steps on both sides of the limits, so that the limits themselves are met.
        let (first, last) = ((least / step).ceil(), (most / step).floor());
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let width = (last - first).clamp(0.0, 1e15) as u64;
        #[expect(clippy::cast_precision_loss)]
        let found = (first + self.below(width + 1) as f64) * step;
        #[expect(clippy::cast_possible_truncation)]
        let integer = found as i64;
        if whole { json!(integer) } else { json!(found) }
    }

    fn text(&mut self, limits: &'static [Limit]) -> Value {
        let (mut least, mut most, mut pattern) = (0, None, None);
        for limit in limits {
            match limit {
                Limit::MinLength(limit) => least = *limit,
                Limit::MaxLength(limit) => most = Some(*limit),
                Limit::Pattern(text, _) => pattern = Some(*text),
                _ => {}
            }
        }
        let most = most.unwrap_or(least + 12).min(least + 40);
        let mut text = match pattern {
            Some(pattern) => super::patterns::text(pattern, &mut |limit| self.below(limit)),
            None => String::new(),
        };
        let wanted = self.count(least, most.max(least));
        while (pattern.is_none() && text.chars().count() < wanted) || text.chars().count() < least {
            text.push(['a', 'b', 'Z', '0', ' ', '-', 'é', '𝄞'][self.count(0, 7)]);
        }
        Value::String(text)
    }

    fn date(&mut self) -> String {
        let (year, month, day) = (
            2000 + self.below(60),
            1 + self.below(12),
            1 + self.below(28),
        );
        format!("{year}-{month:02}-{day:02}")
    }

    fn list(&mut self, items: &'static Shape, limits: &'static [Limit]) -> Value {
        let (mut least, mut most, mut unique) = (0, usize::MAX, false);
        for limit in limits {
            match limit {
                Limit::MinItems(limit) => least = *limit,
                Limit::MaxItems(limit) => most = *limit,
                Limit::UniqueItems => unique = true,
                _ => {}
            }
        }
        let count = self.count(least, most.min(least.saturating_add(3)));
        let mut list: Vec<Value> = Vec::new();
        for _ in 0..count {
            let item = self.make(items);
            if !unique || !list.contains(&item) {
                list.push(item);
            }
        }
        Value::Array(list)
    }

    /// How many members an object has.
    fn members(&mut self, limits: &'static [Limit]) -> usize {
        let (mut least, mut most) = (0, usize::MAX);
        for limit in limits {
            match limit {
                Limit::MinProperties(limit) => least = *limit,
                Limit::MaxProperties(limit) => most = *limit,
                _ => {}
            }
        }
        self.count(least, most.min(least.saturating_add(2)))
    }

    fn object(
        &mut self,
        described: &'static [Member],
        others: &'static Others,
        limits: &'static [Limit],
    ) -> Value {
        let mut members = Map::new();
        let fewest = self.members(limits);
        for member in described {
            if member.is_sent() || self.below(2) == 1 {
                members.insert(member.wire.to_owned(), self.member(member));
            }
        }
        let other = |maker: &mut Self| match others {
            Others::Kept(shape) => maker.make(shape),
            _ => json!(maker.below(10)),
        };
        for name in required(limits) {
            let value = other(self);
            members.entry(name).or_insert(value);
        }
        for member in described {
            if members.len() < fewest && !members.contains_key(member.wire) {
                members.insert(member.wire.to_owned(), self.member(member));
            }
        }
        if !matches!(others, Others::Refused) && (members.len() < fewest || self.below(4) == 1) {
            for number in 0..=fewest.saturating_sub(members.len()) {
                let value = other(self);
                members.insert(format!("k{number}"), value);
            }
        }
        Value::Object(members)
    }

    fn member(&mut self, member: &'static Member) -> Value {
        if member.nullable && self.below(4) == 0 {
            return Value::Null;
        }
        self.make(&member.shape)
    }

    fn choice(&mut self, branches: &'static [Shape], tell: &'static Tell) -> Value {
        let Some(last) = branches.len().checked_sub(1) else {
            return Value::Null;
        };
        // With nothing left to choose by, the flattest one ends what would go on forever.
        let index = match self.numbers.len() {
            0 => (0..=last)
                .min_by_key(|index| height(&branches[*index], 6))
                .unwrap_or_default(),
            _ => self.count(0, last),
        };
        let mut value = self.make(&branches[index]);
        if let (Tell::Member(name, values), Value::Object(members)) = (tell, &mut value)
            && let Some(own) = values.get(index)
            && !tells(&branches[index], name)
        {
            members.insert((*name).to_owned(), (*own).into());
        }
        value
    }
}

/// Whether values of the shape have the member `name` right by themselves.
fn tells(shape: &'static Shape, name: &str) -> bool {
    match shape.resolved() {
        Shape::Object(members, ..) => members.iter().any(|member| {
            member.wire == name
                && member.is_sent()
                && matches!(member.shape.resolved(), Shape::Texts(_))
        }),
        Shape::Choice(..) => true,
        _ => false,
    }
}

/// One of the values that are listed.
fn one_of(limits: &'static [Limit], maker: &mut Maker<'_>) -> Option<Value> {
    for limit in limits {
        match limit {
            Limit::Values(texts) => {
                let text = texts.get(maker.count(0, texts.len().saturating_sub(1)))?;
                return serde_json::from_str(text).ok();
            }
            Limit::OneOf(numbers) => {
                let number = numbers.get(maker.count(0, numbers.len().saturating_sub(1)))?;
                return Some(match number {
                    Bound::Whole(number) => json!(number),
                    Bound::Real(number) => json!(number),
                });
            }
            Limit::Only(only) => return Some(json!(only)),
            _ => {}
        }
    }
    None
}

/// Members that must be there although they are not described.
pub(super) fn required(limits: &'static [Limit]) -> impl Iterator<Item = &'static str> {
    limits.iter().flat_map(|limit| match limit {
        Limit::Required(names) => names.iter().copied(),
        _ => [].iter().copied(),
    })
}

/// How deep the smallest value is nested, up to `most`.
fn height(shape: &'static Shape, most: usize) -> usize {
    if most == 0 {
        return 0;
    }
    match shape {
        Shape::Object(members, ..) => {
            let needed = members.iter().filter(|member| member.is_sent());
            1 + needed
                .map(|member| height(&member.shape, most - 1))
                .max()
                .unwrap_or_default()
        }
        Shape::Choice(branches, _) => {
            let least = branches.iter().map(|inner| height(inner, most - 1)).min();
            1 + least.unwrap_or_default()
        }
        Shape::Of(inner) => height(inner(), most - 1),
        _ => 0,
    }
}
