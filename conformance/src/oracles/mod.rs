//! The properties that are judged, one small file each, registered by one word in the table below. An oracle is a pure
//! function of the evidence; it never asks the target anything and never sees a credential.

mod applies;
mod case;
mod level;
mod oracle;
pub mod violation;

pub use applies::NotApplicable;
pub use case::{Case, Judgement, Verdict};
pub(crate) use count_grows_by_created::count;
pub use level::{Gate, Level};
pub use oracle::{Need, Oracle};
pub use violation::{Violation, ViolationKind};

/// The oracle of this id.
pub fn find(id: &str) -> Option<&'static Oracle> {
    ORACLES.iter().copied().find(|oracle| oracle.id == id)
}

macro_rules! oracles {
    ($($module:ident)*) => {
        $(mod $module;)*
        /// All oracles, in the order in which they are shown.
        pub static ORACLES: &[&Oracle] = &[$(&$module::ORACLE),*];
    };
}

oracles! {
    answer_is_207
    answer_is_json
    answer_matches_schema
    documented_media_type
    status_is_documented
    content_type_present
    item_status_in_range
    one_result_per_item
    ids_name_the_key
    ids_echo_keys
    distinct_keys_distinct_ids
    created_on_first_write
    updated_after_created
    created_exactly_once
    optional_absent_accepted
    nullable_null_accepted
    length_in_code_points
    range_ends_accepted
    date_time_forms_accepted
    valid_item_no_5xx
    invalid_item_refused
    integers_not_wrapped
    success_was_applied
    refusal_not_applied
    read_back
    members_not_swapped
    refusal_reads_back_unchanged
    rejected_request_not_applied
    replay_succeeds
    replay_is_stable
    replay_keeps_state
    one_created_under_race
    stable_after_race
    tenant_header_required
    required_parameter_refused
    tenants_isolated
    closed_tenant_refused
    credentials_required
    each_credential_required
    authorization_scheme_checked
    unauthorized_not_applied
    credentials_not_echoed
    invalid_path_refused
    malformed_body_refused
    empty_batch_has_no_results
    charset_accepted
    accept_honoured
    no_server_error
    error_status_matches
    error_is_a_problem
    error_is_json
    no_results_in_error
    bad_item_isolated
    constraint_enforced
    message_agrees_with_status
    result_per_occurrence
    no_internals_leaked
    unsupported_media_type_refused
    missing_credentials_are_401
    challenge_in_401
    bad_item_is_client_error
    results_in_order
    permutation_changes_nothing
    split_equals_whole
    unrelated_item_changes_nothing
    renamed_keys_change_nothing
    json_writing_changes_nothing
    chunked_is_accepted
    header_name_case_ignored
    unknown_member_handled_alike
    coercible_types_handled_alike
    duplicate_members_handled_alike
    whole_floats_are_integers
    refused_items_fail_again
    atomicity_is_consistent
    bad_item_position_is_irrelevant
    all_bad_batch_has_results
    unknown_tenant_refused
    blank_tenant_refused
    parent_mismatch_refused
    strings_read_back_exactly
    text_encoding_is_utf8
    error_absent_on_success
    success_status_is_200_or_201
    item_status_says_outcome
    call_id_not_empty
    call_id_no_secret
    problem_type_is_uri
    same_problem_same_title
    method_not_allowed_has_allow
    other_methods_change_nothing
    unknown_encoding_refused
    large_batches_answered_in_full
    size_limit_is_monotone
    disjoint_writers_independent
    race_replay_created_once
    values_of_one_writer
    absent_members_handled_alike
    unauthenticated_before_parsed
    no_5xx_item_under_race
    overlapping_batches_end
    history_is_possible
    other_tenant_data_not_shown
    nul_no_item_5xx
    retry_after_hanging_up
    answer_not_cut_short
    request_gets_an_answer
    path_key_not_wrapped
    count_grows_by_created
    last_occurrence_wins
    options_is_served
    answers_in_time
    head_has_no_body
    connection_stays_in_step
    expectation_is_met
    header_fields_not_injected
}
