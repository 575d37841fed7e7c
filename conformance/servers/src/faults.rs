//! The mistakes that calibrate the suite, one small file each; adding one is a file and its name in the table below.
//! Refuses to switch on two at once, because then nobody could say which one was found.

mod support;

use crate::seams::Seams;

/// Declares the modules and the table from one list of names.
macro_rules! faults {
    ($($module:ident,)*) => {
        $(mod $module;)*
        static TABLE: &[Fault] = &[$($module::FAULT,)*];
        #[cfg(test)]
        const MODULES: &[&str] = &[$(stringify!($module),)*];
    };
}

faults! {
    always_created,
    always_updated,
    api_key_not_checked,
    applied_on_400,
    bad_item_fails_siblings_silently,
    batch_capped_at_100,
    composite_key_incomplete,
    drops_last_result,
    duplicate_created_under_race,
    echoes_wrong_id,
    envelope_data_missing_status,
    length_not_checked,
    malformed_json_accepted,
    malformed_json_is_500,
    no_auth,
    null_accepted_in_required,
    refused_item_applied,
    replay_conflict,
    tenant_header_optional,
    tenant_ignored,
    value_truncated,
    wrong_media_type,
}

/// A named, plausible mistake.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its name for ever, in kebab case.
    pub id: &'static str,
    /// The letter of its family: A shape, B correspondence, C truth of the status, D replay, F partial failure,
    /// H tenants, J credentials, K request syntax, P concurrency, R read-back.
    pub family: char,
    /// The id of the oracle that should notice it.
    pub found_by: &'static str,
    /// What the server does wrong, in one line.
    pub what: &'static str,
    seams: &'static dyn Seams,
}

/// There is no fault of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFault {
    /// What was asked for.
    pub id: String,
}

impl Fault {
    /// All of them, by name.
    pub fn all() -> &'static [Self] {
        TABLE
    }

    /// The one of that name.
    pub fn by_id(id: &str) -> Result<Self, UnknownFault> {
        TABLE
            .iter()
            .find(|fault| fault.id == id)
            .copied()
            .ok_or_else(|| UnknownFault { id: id.to_owned() })
    }

    pub(crate) fn seams(self) -> &'static dyn Seams {
        self.seams
    }
}

impl std::fmt::Debug for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fault({})", self.id)
    }
}

impl std::str::FromStr for Fault {
    type Err = UnknownFault;

    fn from_str(id: &str) -> Result<Self, UnknownFault> {
        Self::by_id(id)
    }
}

impl std::fmt::Display for UnknownFault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no fault `{}`; there are:", self.id)?;
        TABLE
            .iter()
            .try_for_each(|fault| write!(f, " {}", fault.id))
    }
}

impl std::error::Error for UnknownFault {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fault_is_named_after_its_file_and_says_who_finds_it() {
        assert_eq!(MODULES.len(), TABLE.len());
        for (module, fault) in MODULES.iter().zip(TABLE) {
            assert_eq!(module.replace('_', "-"), fault.id);
            assert!("ABCDEFGHIJKLMNOPQR".contains(fault.family), "{}", fault.id);
            assert!(
                !fault.found_by.is_empty() && !fault.what.is_empty(),
                "{}",
                fault.id
            );
            assert!(!fault.what.contains('\n'), "{}", fault.id);
        }
        assert!(
            MODULES.is_sorted(),
            "the table is kept in alphabetical order"
        );
    }
}
