//! What the schema demands of one property, and how a value stands to it: kept, at the very limit, broken.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::contract::{Kind, Property};

/// One demand on one property of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Constraint {
    /// the property
    pub property: String,
    /// the demand: `required`, `integer`, `at most 20 characters`
    pub demand: String,
    /// items that keep to it
    pub kept: usize,
    /// those of them that go to its very limit; none where there is no limit
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<usize>,
    /// items that break it; none where it allows everything
    #[serde(skip_serializing_if = "Option::is_none")]
    pub broken: Option<usize>,
}

/// How a value stands to a demand.
enum Stands {
    Within,
    AtLimit,
    Beyond,
    /// it says nothing about it
    Beside,
}

/// One demand, with what it takes to count it.
#[derive(Clone, Copy)]
pub(super) enum Demand<'a> {
    Required,
    Optional,
    NotNull,
    Nullable,
    Type(&'a Kind),
    Length { min: usize, max: Option<usize> },
    Bounds { min: i64, max: i64 },
    Format(&'a Kind),
    OneOf(&'a [Value]),
}

/// What the schema demands of it, each with its row that counts nothing yet.
pub(super) fn of(property: &Property) -> impl Iterator<Item = (Demand<'_>, Constraint)> {
    let mut all = vec![
        if property.required {
            Demand::Required
        } else {
            Demand::Optional
        },
        if property.nullable {
            Demand::Nullable
        } else {
            Demand::NotNull
        },
    ];
    let typed = !matches!(property.kind, Kind::Enumeration(_) | Kind::Other);
    all.extend(typed.then_some(Demand::Type(&property.kind)));
    match &property.kind {
        Kind::Integer {
            min,
            max,
            bounded: true,
        } => {
            all.push(Demand::Bounds {
                min: *min,
                max: *max,
            });
        }
        Kind::Text { min, max } if *min > 0 || max.is_some() => {
            all.push(Demand::Length {
                min: *min,
                max: *max,
            });
        }
        Kind::DateTime | Kind::Date => all.push(Demand::Format(&property.kind)),
        Kind::Enumeration(values) => all.push(Demand::OneOf(values)),
        _ => {}
    }
    all.into_iter()
        .map(|demand| (demand, demand.row(&property.name)))
}

impl Demand<'_> {
    fn row(self, property: &str) -> Constraint {
        let limited = matches!(self, Self::Length { .. } | Self::Bounds { .. });
        let breakable = !matches!(self, Self::Optional | Self::Nullable);
        Constraint {
            property: property.to_owned(),
            demand: self.words(),
            kept: 0,
            limit: limited.then_some(0),
            broken: breakable.then_some(0),
        }
    }

    fn words(self) -> String {
        match self {
            Self::Required => "required".to_owned(),
            Self::Optional => "may be absent".to_owned(),
            Self::NotNull => "not null".to_owned(),
            Self::Nullable => "may be null".to_owned(),
            Self::Type(kind) => match kind {
                Kind::Integer { .. } => "integer",
                Kind::Number => "number",
                Kind::Boolean => "boolean",
                _ => "string",
            }
            .to_owned(),
            Self::Length { min, max } => match (min, max) {
                (0, Some(max)) => format!("at most {max} characters"),
                (min, Some(max)) if min == max => format!("exactly {max} characters"),
                (min, Some(max)) => format!("{min} to {max} characters"),
                (min, None) => format!("at least {min} characters"),
            },
            Self::Bounds { min, max } => format!("{min} to {max}"),
            Self::Format(Kind::Date) => "date".to_owned(),
            Self::Format(_) => "date-time".to_owned(),
            Self::OneOf(values) => format!("one of {} values", values.len()),
        }
    }

    pub(super) fn count(self, value: Option<&Value>, row: &mut Constraint) {
        match self.stands(value) {
            Stands::Beside => {}
            Stands::Within => row.kept += 1,
            Stands::AtLimit => {
                row.kept += 1;
                row.limit = row.limit.map(|n| n + 1);
            }
            Stands::Beyond => row.broken = row.broken.map(|n| n + 1),
        }
    }

    fn stands(self, value: Option<&Value>) -> Stands {
        let whether = |holds: bool| {
            if holds {
                Stands::Within
            } else {
                Stands::Beyond
            }
        };
        let only_if = |holds: bool| {
            if holds {
                Stands::Within
            } else {
                Stands::Beside
            }
        };
        let value = match (self, value) {
            (Self::Required, value) => return whether(value.is_some()),
            (Self::Optional, value) => return only_if(value.is_none()),
            (Self::NotNull, Some(value)) => return whether(!value.is_null()),
            (Self::Nullable, Some(value)) => return only_if(value.is_null()),
            (_, None | Some(Value::Null)) => return Stands::Beside,
            (_, Some(value)) => value,
        };
        match self {
            Self::Type(Kind::Integer { .. }) => {
                whether(value.is_i64() || value.is_u64() || whole(value).is_some())
            }
            Self::Type(Kind::Number) => whether(value.is_number()),
            Self::Type(Kind::Boolean) => whether(value.is_boolean()),
            Self::Type(_) => whether(value.is_string()),
            Self::Length { min, max } => value.as_str().map_or(Stands::Beside, |text| {
                let length = text.chars().count();
                match max {
                    Some(max) if length > max => Stands::Beyond,
                    _ if length < min => Stands::Beyond,
                    Some(max) if length == max => Stands::AtLimit,
                    _ if min > 0 && length == min => Stands::AtLimit,
                    _ => Stands::Within,
                }
            }),
            Self::Bounds { min, max } => whole(value).map_or(Stands::Beside, |number| {
                let (min, max) = (min as f64, max as f64);
                if number < min || number > max {
                    Stands::Beyond
                } else if number == min || number == max {
                    Stands::AtLimit
                } else {
                    Stands::Within
                }
            }),
            Self::Format(kind) => value.as_str().map_or(Stands::Beside, |text| {
                whether(match kind {
                    Kind::Date => text.parse::<jiff::civil::Date>().is_ok(),
                    _ => text.parse::<jiff::Timestamp>().is_ok(),
                })
            }),
            Self::OneOf(values) => whether(values.contains(value)),
            Self::Required | Self::Optional | Self::NotNull | Self::Nullable => Stands::Beside,
        }
    }
}

/// A number without a fraction, as near as a double comes to it.
fn whole(value: &Value) -> Option<f64> {
    value.as_f64().filter(|number| number.fract() == 0.0)
}
