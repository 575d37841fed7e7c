//! The mistakes that calibrate the suite, one small file each; adding one is a file and its name in the table below.
//! Refuses to switch on two at once, because then nobody could say which one was found.

use crate::fault::Fault;

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
    absent_kept_when_alone,
    accents_composed,
    all_bad_is_500,
    all_bad_is_empty,
    all_succeeded_is_200,
    always_created,
    always_updated,
    angle_brackets_escaped,
    answer_written_twice,
    api_key_begins_right,
    api_key_not_checked,
    applied_before_auth,
    applied_on_400,
    applied_on_415,
    astral_is_500,
    astral_replaced,
    atomic_when_large,
    bad_item_fails_siblings_silently,
    bad_item_is_500,
    bad_item_refuses_batch,
    batch_capped_at_100,
    batch_race_created_twice,
    blank_tenant_is_first,
    body_parsed_before_auth,
    bom_is_500,
    bom_written,
    call_id_empty,
    call_id_is_api_key,
    call_id_missing_on_refusals,
    charset_refused,
    chunk_of_64_loses_last,
    chunked_body_ignored,
    closed_tenant_opens,
    composite_key_incomplete,
    content_type_forgotten,
    create_is_202,
    created_again_after_refusal,
    created_told_late,
    credentials_echoed,
    database_code_as_status,
    deadlock_is_500,
    deep_nesting_hangs,
    deep_nesting_is_500,
    delete_is_open,
    descending_keys_refused,
    drops_last_result,
    duplicate_created_under_race,
    duplicate_in_batch_created_twice,
    duplicate_members_alternate,
    duplicates_are_500,
    duplicates_collapsed,
    duplicates_crash,
    duplicates_joined,
    echo_cut_to_16_bits,
    echoes_wrong_id,
    empty_batch_one_result,
    empty_body_is_empty_batch,
    empty_update_refused,
    envelope_data_missing_status,
    error_is_text,
    error_page_is_html,
    error_set_on_success,
    error_status_differs,
    escapes_kept,
    exactly_hundred_refused,
    expectation_refused,
    first_bad_refuses_all,
    first_request_is_500,
    float_integers_refused,
    four_writers_lost,
    fraction_in_path_cut,
    head_with_body,
    header_case_matters,
    huge_number_is_500,
    ids_named_id,
    ids_shifted_at_64,
    image_accept_is_500,
    index_of_16_bits,
    integers_wrapped,
    internals_leaked,
    invalid_utf8_is_500,
    item_137_dropped,
    item_137_not_applied,
    key_last_refused,
    large_answer_cut_short,
    large_path_is_500,
    large_path_wraps,
    large_replay_conflicts,
    largest_number_refused,
    late_items_accepted,
    later_duplicate_dropped,
    latin_1_read,
    leading_zeros_lost,
    leap_day_refused,
    length_in_bytes,
    length_not_checked,
    length_off_by_one,
    license_ids_empty,
    line_breaks_refused,
    list_is_html,
    list_is_open,
    lock_left_by_hanging_up,
    lone_surrogate_is_500,
    malformed_json_accepted,
    malformed_json_is_500,
    media_type_before_auth,
    media_type_ignored,
    message_contradicts_status,
    missing_credentials_are_403,
    missing_key_is_zero,
    negative_key_echoed_positive,
    negative_key_is_500,
    no_auth,
    no_challenge,
    no_change_is_204,
    not_allowed_without_allow,
    nul_cuts_text,
    nul_is_item_500,
    null_accepted_in_required,
    null_keeps_old_value,
    null_refused_in_nullable,
    null_user_always_created,
    numeric_text_sometimes_read,
    object_is_batch_of_one,
    odd_keys_refused_otherwise,
    offset_dropped,
    open_after_good_request,
    opposite_order_hangs,
    options_allows_get_only,
    options_is_500,
    other_tenant_in_message,
    other_tenant_in_refusal,
    over_thousand_is_500,
    parent_mismatch_applied,
    patch_applied_then_405,
    path_echoed_in_header,
    path_not_checked,
    path_tail_ignored,
    percentages_summed,
    phantom_twin_created,
    post_is_put,
    problem_type_is_prose,
    quote_is_500,
    race_undone,
    read_forgets_member,
    read_needs_no_tenant,
    read_takes_any_token,
    refusal_is_redirection,
    refusal_says_updated,
    refusal_status_zero,
    refusals_listed_last,
    refused_item_applied,
    refused_replay_succeeds,
    refused_update_deletes,
    refused_update_half_applied,
    replay_adds_percentage,
    replay_alternates,
    replay_conflict,
    results_in_error,
    results_reversed,
    scheme_ignored,
    second_half_not_applied,
    second_tenant_always_updated,
    single_put_mended,
    stack_trace_in_400,
    stale_answer_on_connection,
    statement_in_refusal,
    status_as_text_for_licenses,
    stops_at_first_refusal,
    table_locked,
    tenant_header_optional,
    tenant_ignored,
    tenant_sticks_to_connection,
    tenants_cross_under_load,
    tenth_of_ten_refused,
    text_behind_body_ignored,
    text_key_is_500,
    text_key_is_zero,
    text_plain_not_acceptable,
    third_occurrence_created,
    third_replay_differs,
    thousand_and_no_more,
    title_counts,
    true_is_one,
    unknown_encoding_ignored,
    unknown_encoding_is_500,
    unknown_member_is_500,
    unknown_member_refused_in_company,
    unknown_tenant_is_500,
    unknown_tenant_is_first,
    update_fills_absent,
    updates_of_many_not_stored,
    users_swapped,
    value_truncated,
    values_mixed,
    wrong_key_accepted_again,
    wrong_key_is_500,
    wrong_media_type,
    zero_is_500,
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
