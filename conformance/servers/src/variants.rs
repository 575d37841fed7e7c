//! The permitted differences that calibrate the suite: servers that are right in another way, one small file each; adding
//! one is a file and its name in the table below. Refuses to combine them, because then nobody could say which one was
//! mistaken for a mistake.

use crate::variant::Variant;

/// Declares the modules and the table from one list of names.
macro_rules! variants {
    ($($module:ident,)*) => {
        $(mod $module;)*
        static TABLE: &[Variant] = &[$($module::VARIANT,)*];
        #[cfg(test)]
        const MODULES: &[&str] = &[$(stringify!($module),)*];
    };
}

variants! {
    absent_members_kept,
    atomic_424,
    audit_by_server,
    blanks_trimmed,
    chunked,
    closes_after_refusals,
    closes_connections,
    dates_normalised,
    debug_absent,
    debug_is_null,
    debug_with_more_members,
    duplicates_are_409_items,
    duplicates_refuse_batch,
    empty_batch_is_400,
    empty_list_is_null,
    empty_texts_refused,
    error_absent,
    gzip_when_asked,
    http_1_0,
    id_names_in_lower_case,
    id_parts_described,
    ids_as_text,
    ids_without_the_parent,
    item_failures_are_400,
    item_failures_are_409,
    item_failures_are_500,
    json_media_type,
    keys_assigned_for_zero,
    lax_about_dates,
    lax_about_lengths,
    limit_of_100,
    malformed_items_refuse_batch,
    missing_entity_is_204,
    no_challenge_in_401,
    only_batches,
    only_batches_and_reads,
    percentage_up_to_100,
    problem_media_type,
    results_grouped_by_status,
    slow,
    too_many_requests,
    unavailable_now_and_then,
    unknown_members_refused,
    unknown_methods_are_404,
    unknown_parent_is_404,
    wrong_credentials_are_403,
}

/// There is no variant of that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVariant {
    /// What was asked for.
    pub id: String,
}

impl Variant {
    /// All of them, by name.
    pub fn all() -> &'static [Self] {
        TABLE
    }

    /// The one of that name.
    pub fn by_id(id: &str) -> Result<Self, UnknownVariant> {
        TABLE
            .iter()
            .find(|variant| variant.id == id)
            .copied()
            .ok_or_else(|| UnknownVariant { id: id.to_owned() })
    }
}

impl std::str::FromStr for Variant {
    type Err = UnknownVariant;

    fn from_str(id: &str) -> Result<Self, UnknownVariant> {
        Self::by_id(id)
    }
}

impl std::fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "there is no variant `{}`; there are:", self.id)?;
        TABLE
            .iter()
            .try_for_each(|variant| write!(f, " {}", variant.id))
    }
}

impl std::error::Error for UnknownVariant {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_variant_is_named_after_its_file_and_says_what_it_does() {
        assert_eq!(MODULES.len(), TABLE.len());
        for (module, variant) in MODULES.iter().zip(TABLE) {
            assert_eq!(module.replace('_', "-"), variant.id);
            assert!(!variant.what.is_empty() && !variant.what.contains('\n'));
        }
        assert!(
            MODULES.is_sorted(),
            "the table is kept in alphabetical order"
        );
    }
}
