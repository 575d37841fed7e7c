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
    all_succeeded_is_200,
    always_created,
    always_updated,
    answer_written_twice,
    api_key_not_checked,
    applied_before_auth,
    applied_on_400,
    bad_item_fails_siblings_silently,
    bad_item_is_500,
    bad_item_refuses_batch,
    batch_capped_at_100,
    charset_refused,
    composite_key_incomplete,
    credentials_echoed,
    drops_last_result,
    duplicate_created_under_race,
    duplicate_in_batch_created_twice,
    duplicates_collapsed,
    echoes_wrong_id,
    empty_batch_one_result,
    empty_update_refused,
    envelope_data_missing_status,
    error_status_differs,
    ids_named_id,
    integers_wrapped,
    internals_leaked,
    length_in_bytes,
    length_not_checked,
    malformed_json_accepted,
    malformed_json_is_500,
    media_type_ignored,
    message_contradicts_status,
    missing_credentials_are_403,
    no_auth,
    no_challenge,
    null_accepted_in_required,
    null_refused_in_nullable,
    path_not_checked,
    race_undone,
    refusal_status_zero,
    refused_item_applied,
    refused_update_half_applied,
    replay_conflict,
    results_in_error,
    results_reversed,
    tenant_header_optional,
    tenant_ignored,
    text_plain_not_acceptable,
    third_replay_differs,
    value_truncated,
    wrong_media_type,
    zero_is_500,
}

/// A named, plausible mistake.
#[derive(Clone, Copy)]
pub struct Fault {
    /// Its name for ever, in kebab case.
    pub id: &'static str,
    /// The letter of its family: A shape, B correspondence, C truth of the status, D replay, F partial failure,
    /// G duplicates, H tenants, I path, J credentials, K request syntax, L HTTP, M error envelope, O leaks,
    /// P concurrency, R read-back.
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
