//! RFC 3339 date-times. Refuses a missing offset, a space for the `T`, days that do not exist and leap seconds
//! anywhere but at the end of a UTC day; keeps the text as it was sent beside the instant.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Serialize, Serializer};

/// An instant and its text as sent. Two are equal when they are the same instant, however written.
#[derive(Clone, Debug)]
pub struct DateTime {
    text: String,
    /// Seconds since 1970 and nanoseconds; wider than `jiff::Timestamp`, which ends before 9999-12-31T00:00:00Z.
    instant: (i64, u32),
}

impl DateTime {
    /// Reads an RFC 3339 date-time.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let (year, month, day) = (
            digits(bytes, 0, 4)?,
            digits(bytes, 5, 2)?,
            digits(bytes, 8, 2)?,
        );
        let (hour, minute, second) = (
            digits(bytes, 11, 2)?,
            digits(bytes, 14, 2)?,
            digits(bytes, 17, 2)?,
        );
        let marks = [(4, b'-'), (7, b'-'), (13, b':'), (16, b':')];
        let marked = marks.iter().all(|(at, mark)| bytes.get(*at) == Some(mark));
        if !marked || !matches!(bytes.get(10), Some(b'T' | b't')) {
            return None;
        }
        let (nanosecond, rest) = fraction(bytes.get(19..)?)?;
        let offset = offset(rest)?;
        if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) {
            return None;
        }
        if hour > 23 || minute > 59 || second > 60 {
            return None;
        }
        let minutes = days_since_1970(year, month, day) * 1440 + hour * 60 + minute - offset;
        if second == 60 && minutes.rem_euclid(1440) != 1439 {
            return None;
        }
        Some(Self {
            text: text.to_owned(),
            instant: (minutes * 60 + second, nanosecond),
        })
    }

    /// The present instant, in UTC.
    #[must_use]
    pub fn now() -> Self {
        Self::from(jiff::Timestamp::now())
    }

    /// The instant; the nearest one that `jiff` has at the far ends of the calendar.
    #[must_use]
    pub fn timestamp(&self) -> jiff::Timestamp {
        let (second, nanosecond) = self.instant;
        let nanosecond = i32::try_from(nanosecond).unwrap_or(0);
        jiff::Timestamp::new(second, nanosecond).unwrap_or(if second < 0 {
            jiff::Timestamp::MIN
        } else {
            jiff::Timestamp::MAX
        })
    }

    /// The text as it was sent.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl From<jiff::Timestamp> for DateTime {
    fn from(timestamp: jiff::Timestamp) -> Self {
        Self {
            text: timestamp.to_string(),
            instant: (
                timestamp.as_second(),
                u32::try_from(timestamp.subsec_nanosecond()).unwrap_or(0),
            ),
        }
    }
}

fn digits(bytes: &[u8], from: usize, count: usize) -> Option<i64> {
    let mut number = 0;
    for byte in bytes.get(from..from + count)? {
        if !byte.is_ascii_digit() {
            return None;
        }
        number = number * 10 + i64::from(byte - b'0');
    }
    Some(number)
}

/// The fraction of a second in nanoseconds (what is finer is cut off), and what follows it.
fn fraction(bytes: &[u8]) -> Option<(u32, &[u8])> {
    let Some((b'.', bytes)) = bytes.split_first() else {
        return Some((0, bytes));
    };
    let count = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let (fraction, rest) = bytes.split_at(count);
    if count == 0 {
        return None;
    }
    let nanosecond = (0..9).fold(0, |sum, place| {
        let digit = fraction.get(place).map_or(0, |byte| u32::from(byte - b'0'));
        sum * 10 + digit
    });
    Some((nanosecond, rest))
}

/// The offset from UTC in minutes.
fn offset(bytes: &[u8]) -> Option<i64> {
    let sign = match bytes {
        [b'Z' | b'z'] => return Some(0),
        [b'+', _, _, b':', _, _] => 1,
        [b'-', _, _, b':', _, _] => -1,
        _ => return None,
    };
    let (hours, minutes) = (digits(bytes, 1, 2)?, digits(bytes, 4, 2)?);
    (hours <= 23 && minutes <= 59).then_some(sign * (hours * 60 + minutes))
}

fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    // Leap days before a year, by the Gregorian rule carried back to year 0, which is a leap year itself.
    let leaps = |year: i64| {
        let last = year - 1;
        last.div_euclid(4) - last.div_euclid(100) + last.div_euclid(400)
    };
    let days_before = (1..month).map(|month| days_in(year, month)).sum::<i64>();
    (year - 1970) * 365 + leaps(year) - leaps(1970) + days_before + day - 1
}

impl PartialEq for DateTime {
    fn eq(&self, other: &Self) -> bool {
        self.instant == other.instant
    }
}

impl Eq for DateTime {}

impl PartialOrd for DateTime {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for DateTime {
    fn cmp(&self, other: &Self) -> Ordering {
        self.instant.cmp(&other.instant)
    }
}

impl Hash for DateTime {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.instant.hash(state);
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}
