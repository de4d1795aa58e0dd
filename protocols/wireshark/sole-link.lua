-- Generated from protocols/sole-link.yaml by scripts/generate; do not edit.
-- Use: tshark -X lua_script:sole-link.lua -r capture.pcapng

local sole = Proto("sole", "Sole link")
local f = sole.fields
local message_names = {[1]="hello", [2]="configure", [3]="start", [4]="stop", [5]="samples", [6]="time_sync", [7]="status_query", [8]="record_read", [9]="record_erase", [10]="loopback", [11]="reset", [12]="enter_bootloader", [13]="record_query", [14]="record_fetched", [15]="totals_query", [129]="identity", [130]="credit", [131]="stride", [132]="summary", [133]="feedback", [134]="time_sync_reply", [135]="status", [136]="record_chunk", [137]="phone_payload", [138]="log", [139]="panic", [140]="loopback_reply", [141]="acknowledgement", [142]="sample_fault", [143]="record_info", [144]="record_event", [145]="progress", [146]="advice", [147]="totals"}
f.type = ProtoField.uint8("sole.type", "type", base.HEX, message_names)
f.sequence = ProtoField.uint8("sole.sequence", "sequence")
f.payload = ProtoField.bytes("sole.payload", "payload")
f.crc = ProtoField.uint32("sole.crc", "CRC-32", base.HEX)
f.chunk = ProtoField.string("sole.chunk", "chunk")
local board_names = {[1]="microbit_v1", [2]="microbit_v2", [3]="native"}
local flavour_names = {[0]="release", [1]="hardware_like", [2]="known_bad"}
local reset_reason_names = {[0]="power_on", [1]="pin", [2]="watchdog", [3]="software", [4]="lockup", [5]="panic"}
local side_names = {[0]="left", [1]="right"}
local sample_clock_names = {[0]="real_time", [1]="as_fast_as_possible"}
local activity_names = {[0]="still", [1]="walk", [2]="run"}
local strike_names = {[0]="unknown", [1]="rearfoot", [2]="midfoot", [3]="forefoot"}
local result_names = {[0]="done", [1]="wrong_contract", [2]="invalid_value", [3]="wrong_state", [4]="unsupported", [5]="not_found"}
local sample_fault_kind_names = {[0]="skipped", [1]="late", [2]="overflow", [3]="underrun"}
local log_level_names = {[0]="info", [1]="warning", [2]="error"}
local recording_names = {[0]="nothing", [1]="by_session", [2]="by_itself"}
local when_full_names = {[0]="keep_oldest", [1]="overwrite_oldest"}
local units_names = {[0]="metric", [1]="imperial"}
local feedback_kind_names = {[0]="cadence_low", [1]="overstriding", [2]="heavy_impact", [3]="heel_strike", [4]="excess_pronation", [5]="rhythm_uneven", [6]="fatigue_contact", [7]="fatigue_cadence"}
local progress_kind_names = {[0]="split", [1]="best_400_m", [2]="best_1_km", [3]="best_5_km", [4]="milestone_5_km", [5]="milestone_10_km", [6]="milestone_half_marathon", [7]="longest_run", [8]="goal_time", [9]="goal_distance", [10]="goal_calories", [11]="goal_steps", [12]="sprint"}
local record_event_kind_names = {[0]="begun", [1]="ended", [2]="full"}
local totals_scope_names = {[0]="session", [1]="lifetime"}
local phone_service_names = {[0]="running_speed_and_cadence", [1]="running_feature", [2]="sensor_location", [3]="stride_page_1", [4]="stride_page_2"}
f.sample_acceleration_x = ProtoField.int16("sole.sample.acceleration_x", "acceleration_x", base.DEC)
f.sample_acceleration_y = ProtoField.int16("sole.sample.acceleration_y", "acceleration_y", base.DEC)
f.sample_acceleration_z = ProtoField.int16("sole.sample.acceleration_z", "acceleration_z", base.DEC)
f.sample_angular_rate_x = ProtoField.int16("sole.sample.angular_rate_x", "angular_rate_x", base.DEC)
f.sample_angular_rate_y = ProtoField.int16("sole.sample.angular_rate_y", "angular_rate_y", base.DEC)
f.sample_angular_rate_z = ProtoField.int16("sole.sample.angular_rate_z", "angular_rate_z", base.DEC)
f.hello_contract_hash = ProtoField.uint64("sole.hello.contract_hash", "contract_hash", base.HEX)
f.configure_sample_rate = ProtoField.uint16("sole.configure.sample_rate", "sample_rate", base.DEC)
f.configure_side = ProtoField.uint8("sole.configure.side", "side", base.DEC, side_names)
f.configure_leg_length = ProtoField.uint16("sole.configure.leg_length", "leg_length", base.DEC)
f.configure_mounting_w = ProtoField.int16("sole.configure.mounting_w", "mounting_w", base.DEC)
f.configure_mounting_x = ProtoField.int16("sole.configure.mounting_x", "mounting_x", base.DEC)
f.configure_mounting_y = ProtoField.int16("sole.configure.mounting_y", "mounting_y", base.DEC)
f.configure_mounting_z = ProtoField.int16("sole.configure.mounting_z", "mounting_z", base.DEC)
f.configure_calibration = ProtoField.uint16("sole.configure.calibration", "calibration", base.DEC)
f.configure_recording = ProtoField.uint8("sole.configure.recording", "recording", base.DEC, recording_names)
f.configure_record_interval = ProtoField.uint8("sole.configure.record_interval", "record_interval", base.DEC)
f.configure_when_full = ProtoField.uint8("sole.configure.when_full", "when_full", base.DEC, when_full_names)
f.configure_units = ProtoField.uint8("sole.configure.units", "units", base.DEC, units_names)
f.configure_reports = ProtoField.uint8("sole.configure.reports", "reports", base.HEX)
f.configure_reports_totals = ProtoField.bool("sole.configure.reports.totals", "totals", 8, nil, 1)
f.configure_reports_progress = ProtoField.bool("sole.configure.reports.progress", "progress", 8, nil, 2)
f.configure_reports_running_speed_and_cadence = ProtoField.bool("sole.configure.reports.running_speed_and_cadence", "running_speed_and_cadence", 8, nil, 4)
f.configure_reports_stride_based_speed_and_distance = ProtoField.bool("sole.configure.reports.stride_based_speed_and_distance", "stride_based_speed_and_distance", 8, nil, 8)
f.configure_feedback = ProtoField.uint8("sole.configure.feedback", "feedback", base.HEX)
f.configure_feedback_cadence_low = ProtoField.bool("sole.configure.feedback.cadence_low", "cadence_low", 8, nil, 1)
f.configure_feedback_overstriding = ProtoField.bool("sole.configure.feedback.overstriding", "overstriding", 8, nil, 2)
f.configure_feedback_heavy_impact = ProtoField.bool("sole.configure.feedback.heavy_impact", "heavy_impact", 8, nil, 4)
f.configure_feedback_heel_strike = ProtoField.bool("sole.configure.feedback.heel_strike", "heel_strike", 8, nil, 8)
f.configure_feedback_excess_pronation = ProtoField.bool("sole.configure.feedback.excess_pronation", "excess_pronation", 8, nil, 16)
f.configure_feedback_rhythm_uneven = ProtoField.bool("sole.configure.feedback.rhythm_uneven", "rhythm_uneven", 8, nil, 32)
f.configure_feedback_fatigue_contact = ProtoField.bool("sole.configure.feedback.fatigue_contact", "fatigue_contact", 8, nil, 64)
f.configure_feedback_fatigue_cadence = ProtoField.bool("sole.configure.feedback.fatigue_cadence", "fatigue_cadence", 8, nil, 128)
f.configure_feedback_interval = ProtoField.uint8("sole.configure.feedback_interval", "feedback_interval", base.DEC)
f.configure_body_mass = ProtoField.uint16("sole.configure.body_mass", "body_mass", base.DEC)
f.configure_goal_time = ProtoField.uint32("sole.configure.goal_time", "goal_time", base.DEC)
f.configure_goal_distance = ProtoField.uint32("sole.configure.goal_distance", "goal_distance", base.DEC)
f.configure_goal_calories = ProtoField.uint16("sole.configure.goal_calories", "goal_calories", base.DEC)
f.configure_goal_steps = ProtoField.uint32("sole.configure.goal_steps", "goal_steps", base.DEC)
f.configure_cadence_limit = ProtoField.uint16("sole.configure.cadence_limit", "cadence_limit", base.DEC)
f.configure_overstride_limit = ProtoField.uint8("sole.configure.overstride_limit", "overstride_limit", base.DEC)
f.configure_impact_limit = ProtoField.uint16("sole.configure.impact_limit", "impact_limit", base.DEC)
f.configure_heel_strike_speed = ProtoField.uint16("sole.configure.heel_strike_speed", "heel_strike_speed", base.DEC)
f.configure_pronation_limit = ProtoField.uint16("sole.configure.pronation_limit", "pronation_limit", base.DEC)
f.configure_sprint_speed = ProtoField.uint16("sole.configure.sprint_speed", "sprint_speed", base.DEC)
f.start_session = ProtoField.uint32("sole.start.session", "session", base.DEC)
f.start_clock = ProtoField.uint8("sole.start.clock", "clock", base.DEC, sample_clock_names)
f.stop_session = ProtoField.uint32("sole.stop.session", "session", base.DEC)
f.stop_end_index = ProtoField.uint32("sole.stop.end_index", "end_index", base.DEC)
f.samples_first_index = ProtoField.uint32("sole.samples.first_index", "first_index", base.DEC)
f.time_sync_exchange = ProtoField.uint32("sole.time_sync.exchange", "exchange", base.DEC)
f.record_read_record = ProtoField.uint32("sole.record_read.record", "record", base.DEC)
f.record_read_offset = ProtoField.uint32("sole.record_read.offset", "offset", base.DEC)
f.record_read_length = ProtoField.uint16("sole.record_read.length", "length", base.DEC)
f.record_erase_record = ProtoField.uint32("sole.record_erase.record", "record", base.DEC)
f.loopback_data = ProtoField.bytes("sole.loopback.data", "data")
f.record_query_record = ProtoField.uint32("sole.record_query.record", "record", base.DEC)
f.record_fetched_record = ProtoField.uint32("sole.record_fetched.record", "record", base.DEC)
f.identity_contract_hash = ProtoField.uint64("sole.identity.contract_hash", "contract_hash", base.HEX)
f.identity_unique_id = ProtoField.uint64("sole.identity.unique_id", "unique_id", base.HEX)
f.identity_board = ProtoField.uint8("sole.identity.board", "board", base.DEC, board_names)
f.identity_flavour = ProtoField.uint8("sole.identity.flavour", "flavour", base.DEC, flavour_names)
f.identity_reset_reason = ProtoField.uint8("sole.identity.reset_reason", "reset_reason", base.DEC, reset_reason_names)
f.identity_version_major = ProtoField.uint8("sole.identity.version_major", "version_major", base.DEC)
f.identity_version_minor = ProtoField.uint8("sole.identity.version_minor", "version_minor", base.DEC)
f.identity_version_revision = ProtoField.uint16("sole.identity.version_revision", "version_revision", base.DEC)
f.identity_boots = ProtoField.uint32("sole.identity.boots", "boots", base.DEC)
f.identity_buffer_samples = ProtoField.uint16("sole.identity.buffer_samples", "buffer_samples", base.DEC)
f.identity_calibration = ProtoField.uint16("sole.identity.calibration", "calibration", base.DEC)
f.identity_image_hash = ProtoField.bytes("sole.identity.image_hash", "image_hash")
f.credit_next_index = ProtoField.uint32("sole.credit.next_index", "next_index", base.DEC)
f.credit_free_slots = ProtoField.uint16("sole.credit.free_slots", "free_slots", base.DEC)
f.credit_consumed = ProtoField.uint32("sole.credit.consumed", "consumed", base.DEC)
f.credit_underruns = ProtoField.uint32("sole.credit.underruns", "underruns", base.DEC)
f.stride_sent = ProtoField.uint64("sole.stride.sent", "sent", base.DEC)
f.stride_emitted_index = ProtoField.uint32("sole.stride.emitted_index", "emitted_index", base.DEC)
f.stride_number = ProtoField.uint32("sole.stride.number", "number", base.DEC)
f.stride_start_midstance = ProtoField.uint32("sole.stride.start_midstance", "start_midstance", base.DEC)
f.stride_toe_off = ProtoField.uint32("sole.stride.toe_off", "toe_off", base.DEC)
f.stride_initial_contact = ProtoField.uint32("sole.stride.initial_contact", "initial_contact", base.DEC)
f.stride_end_midstance = ProtoField.uint32("sole.stride.end_midstance", "end_midstance", base.DEC)
f.stride_stride_time = ProtoField.uint16("sole.stride.stride_time", "stride_time", base.DEC)
f.stride_stride_length = ProtoField.uint16("sole.stride.stride_length", "stride_length", base.DEC)
f.stride_speed = ProtoField.uint16("sole.stride.speed", "speed", base.DEC)
f.stride_cadence = ProtoField.uint16("sole.stride.cadence", "cadence", base.DEC)
f.stride_contact_time = ProtoField.uint16("sole.stride.contact_time", "contact_time", base.DEC)
f.stride_swing_time = ProtoField.uint16("sole.stride.swing_time", "swing_time", base.DEC)
f.stride_flight_time = ProtoField.int16("sole.stride.flight_time", "flight_time", base.DEC)
f.stride_duty_factor = ProtoField.uint16("sole.stride.duty_factor", "duty_factor", base.DEC)
f.stride_strike_angle = ProtoField.int16("sole.stride.strike_angle", "strike_angle", base.DEC)
f.stride_pronation = ProtoField.int16("sole.stride.pronation", "pronation", base.DEC)
f.stride_impact = ProtoField.uint16("sole.stride.impact", "impact", base.DEC)
f.stride_braking = ProtoField.uint16("sole.stride.braking", "braking", base.DEC)
f.stride_clearance = ProtoField.uint16("sole.stride.clearance", "clearance", base.DEC)
f.stride_strike = ProtoField.uint8("sole.stride.strike", "strike", base.DEC, strike_names)
f.stride_activity = ProtoField.uint8("sole.stride.activity", "activity", base.DEC, activity_names)
f.stride_quality = ProtoField.uint16("sole.stride.quality", "quality", base.HEX)
f.stride_quality_samples_lost = ProtoField.bool("sole.stride.quality.samples_lost", "samples_lost", 16, nil, 1)
f.stride_quality_gyro_clipped = ProtoField.bool("sole.stride.quality.gyro_clipped", "gyro_clipped", 16, nil, 2)
f.stride_quality_accelerometer_clipped = ProtoField.bool("sole.stride.quality.accelerometer_clipped", "accelerometer_clipped", 16, nil, 4)
f.stride_quality_from_standing = ProtoField.bool("sole.stride.quality.from_standing", "from_standing", 16, nil, 8)
f.stride_quality_to_standing = ProtoField.bool("sole.stride.quality.to_standing", "to_standing", 16, nil, 16)
f.stride_quality_changed_height = ProtoField.bool("sole.stride.quality.changed_height", "changed_height", 16, nil, 32)
f.stride_quality_no_contact = ProtoField.bool("sole.stride.quality.no_contact", "no_contact", 16, nil, 64)
f.stride_quality_no_toe_off = ProtoField.bool("sole.stride.quality.no_toe_off", "no_toe_off", 16, nil, 128)
f.stride_quality_turned = ProtoField.bool("sole.stride.quality.turned", "turned", 16, nil, 256)
f.stride_quality_on_the_spot = ProtoField.bool("sole.stride.quality.on_the_spot", "on_the_spot", 16, nil, 512)
f.summary_sent = ProtoField.uint64("sole.summary.sent", "sent", base.DEC)
f.summary_sample_index = ProtoField.uint32("sole.summary.sample_index", "sample_index", base.DEC)
f.summary_activity = ProtoField.uint8("sole.summary.activity", "activity", base.DEC, activity_names)
f.summary_strides = ProtoField.uint32("sole.summary.strides", "strides", base.DEC)
f.summary_distance = ProtoField.uint32("sole.summary.distance", "distance", base.DEC)
f.summary_moving_time = ProtoField.uint32("sole.summary.moving_time", "moving_time", base.DEC)
f.summary_speed = ProtoField.uint16("sole.summary.speed", "speed", base.DEC)
f.summary_cadence = ProtoField.uint16("sole.summary.cadence", "cadence", base.DEC)
f.summary_good_strides = ProtoField.uint32("sole.summary.good_strides", "good_strides", base.DEC)
f.summary_mean_stride_time = ProtoField.uint16("sole.summary.mean_stride_time", "mean_stride_time", base.DEC)
f.summary_spread_stride_time = ProtoField.uint16("sole.summary.spread_stride_time", "spread_stride_time", base.DEC)
f.summary_mean_stride_length = ProtoField.uint16("sole.summary.mean_stride_length", "mean_stride_length", base.DEC)
f.summary_spread_stride_length = ProtoField.uint16("sole.summary.spread_stride_length", "spread_stride_length", base.DEC)
f.summary_mean_contact_time = ProtoField.uint16("sole.summary.mean_contact_time", "mean_contact_time", base.DEC)
f.summary_spread_contact_time = ProtoField.uint16("sole.summary.spread_contact_time", "spread_contact_time", base.DEC)
f.summary_mean_strike_angle = ProtoField.int16("sole.summary.mean_strike_angle", "mean_strike_angle", base.DEC)
f.summary_spread_strike_angle = ProtoField.uint16("sole.summary.spread_strike_angle", "spread_strike_angle", base.DEC)
f.summary_mean_pronation = ProtoField.int16("sole.summary.mean_pronation", "mean_pronation", base.DEC)
f.summary_spread_pronation = ProtoField.uint16("sole.summary.spread_pronation", "spread_pronation", base.DEC)
f.feedback_sent = ProtoField.uint64("sole.feedback.sent", "sent", base.DEC)
f.feedback_sample_index = ProtoField.uint32("sole.feedback.sample_index", "sample_index", base.DEC)
f.feedback_kind = ProtoField.uint8("sole.feedback.kind", "kind", base.DEC, feedback_kind_names)
f.feedback_stride = ProtoField.uint32("sole.feedback.stride", "stride", base.DEC)
f.feedback_value = ProtoField.int32("sole.feedback.value", "value", base.DEC)
f.feedback_limit = ProtoField.int32("sole.feedback.limit", "limit", base.DEC)
f.time_sync_reply_exchange = ProtoField.uint32("sole.time_sync_reply.exchange", "exchange", base.DEC)
f.time_sync_reply_received = ProtoField.uint64("sole.time_sync_reply.received", "received", base.DEC)
f.time_sync_reply_sent = ProtoField.uint64("sole.time_sync_reply.sent", "sent", base.DEC)
f.status_uptime = ProtoField.uint64("sole.status.uptime", "uptime", base.DEC)
f.status_load = ProtoField.uint16("sole.status.load", "load", base.DEC)
f.status_stack_used = ProtoField.uint16("sole.status.stack_used", "stack_used", base.DEC)
f.status_stack_size = ProtoField.uint16("sole.status.stack_size", "stack_size", base.DEC)
f.status_receive_queue_used = ProtoField.uint16("sole.status.receive_queue_used", "receive_queue_used", base.DEC)
f.status_send_queue_used = ProtoField.uint16("sole.status.send_queue_used", "send_queue_used", base.DEC)
f.status_sample_queue_used = ProtoField.uint16("sole.status.sample_queue_used", "sample_queue_used", base.DEC)
f.status_late_ticks = ProtoField.uint32("sole.status.late_ticks", "late_ticks", base.DEC)
f.status_uart_overruns = ProtoField.uint32("sole.status.uart_overruns", "uart_overruns", base.DEC)
f.status_uart_line_errors = ProtoField.uint32("sole.status.uart_line_errors", "uart_line_errors", base.DEC)
f.status_frames_received = ProtoField.uint32("sole.status.frames_received", "frames_received", base.DEC)
f.status_noise_chunks = ProtoField.uint32("sole.status.noise_chunks", "noise_chunks", base.DEC)
f.status_cut_frames = ProtoField.uint32("sole.status.cut_frames", "cut_frames", base.DEC)
f.status_oversize_frames = ProtoField.uint32("sole.status.oversize_frames", "oversize_frames", base.DEC)
f.status_crc_errors = ProtoField.uint32("sole.status.crc_errors", "crc_errors", base.DEC)
f.status_unknown_types = ProtoField.uint32("sole.status.unknown_types", "unknown_types", base.DEC)
f.status_malformed_payloads = ProtoField.uint32("sole.status.malformed_payloads", "malformed_payloads", base.DEC)
f.status_sequence_gaps = ProtoField.uint32("sole.status.sequence_gaps", "sequence_gaps", base.DEC)
f.status_discarded_bytes = ProtoField.uint32("sole.status.discarded_bytes", "discarded_bytes", base.DEC)
f.status_samples_skipped = ProtoField.uint32("sole.status.samples_skipped", "samples_skipped", base.DEC)
f.status_samples_late = ProtoField.uint32("sole.status.samples_late", "samples_late", base.DEC)
f.status_samples_overflowed = ProtoField.uint32("sole.status.samples_overflowed", "samples_overflowed", base.DEC)
f.status_samples_consumed = ProtoField.uint32("sole.status.samples_consumed", "samples_consumed", base.DEC)
f.status_unsent_frames = ProtoField.uint32("sole.status.unsent_frames", "unsent_frames", base.DEC)
f.status_first_tick = ProtoField.uint64("sole.status.first_tick", "first_tick", base.DEC)
f.status_worst_sample = ProtoField.uint16("sole.status.worst_sample", "worst_sample", base.DEC)
f.record_chunk_record = ProtoField.uint32("sole.record_chunk.record", "record", base.DEC)
f.record_chunk_offset = ProtoField.uint32("sole.record_chunk.offset", "offset", base.DEC)
f.record_chunk_data = ProtoField.bytes("sole.record_chunk.data", "data")
f.phone_payload_sent = ProtoField.uint64("sole.phone_payload.sent", "sent", base.DEC)
f.phone_payload_sample_index = ProtoField.uint32("sole.phone_payload.sample_index", "sample_index", base.DEC)
f.phone_payload_service = ProtoField.uint8("sole.phone_payload.service", "service", base.DEC, phone_service_names)
f.phone_payload_data = ProtoField.bytes("sole.phone_payload.data", "data")
f.log_sent = ProtoField.uint64("sole.log.sent", "sent", base.DEC)
f.log_level = ProtoField.uint8("sole.log.level", "level", base.DEC, log_level_names)
f.log_text = ProtoField.string("sole.log.text", "text", base.UNICODE)
f.panic_sent = ProtoField.uint64("sole.panic.sent", "sent", base.DEC)
f.panic_program_counter = ProtoField.uint32("sole.panic.program_counter", "program_counter", base.HEX)
f.panic_link_register = ProtoField.uint32("sole.panic.link_register", "link_register", base.HEX)
f.panic_status_register = ProtoField.uint32("sole.panic.status_register", "status_register", base.HEX)
f.panic_stack_pointer = ProtoField.uint32("sole.panic.stack_pointer", "stack_pointer", base.HEX)
f.panic_r0 = ProtoField.uint32("sole.panic.r0", "r0", base.HEX)
f.panic_r1 = ProtoField.uint32("sole.panic.r1", "r1", base.HEX)
f.panic_r2 = ProtoField.uint32("sole.panic.r2", "r2", base.HEX)
f.panic_r3 = ProtoField.uint32("sole.panic.r3", "r3", base.HEX)
f.panic_r12 = ProtoField.uint32("sole.panic.r12", "r12", base.HEX)
f.loopback_reply_data = ProtoField.bytes("sole.loopback_reply.data", "data")
f.acknowledgement_request = ProtoField.uint8("sole.acknowledgement.request", "request", base.HEX)
f.acknowledgement_sequence = ProtoField.uint8("sole.acknowledgement.sequence", "sequence", base.DEC)
f.acknowledgement_result = ProtoField.uint8("sole.acknowledgement.result", "result", base.DEC, result_names)
f.sample_fault_kind = ProtoField.uint8("sole.sample_fault.kind", "kind", base.DEC, sample_fault_kind_names)
f.sample_fault_first_index = ProtoField.uint32("sole.sample_fault.first_index", "first_index", base.DEC)
f.sample_fault_count = ProtoField.uint32("sole.sample_fault.count", "count", base.DEC)
f.record_info_record = ProtoField.uint32("sole.record_info.record", "record", base.DEC)
f.record_info_state = ProtoField.uint8("sole.record_info.state", "state", base.HEX)
f.record_info_state_open = ProtoField.bool("sole.record_info.state.open", "open", 8, nil, 1)
f.record_info_state_cut = ProtoField.bool("sole.record_info.state.cut", "cut", 8, nil, 2)
f.record_info_state_fetched = ProtoField.bool("sole.record_info.state.fetched", "fetched", 8, nil, 4)
f.record_info_state_damaged = ProtoField.bool("sole.record_info.state.damaged", "damaged", 8, nil, 8)
f.record_info_session = ProtoField.uint32("sole.record_info.session", "session", base.DEC)
f.record_info_sample_rate = ProtoField.uint16("sole.record_info.sample_rate", "sample_rate", base.DEC)
f.record_info_record_interval = ProtoField.uint8("sole.record_info.record_interval", "record_interval", base.DEC)
f.record_info_bytes = ProtoField.uint32("sole.record_info.bytes", "bytes", base.DEC)
f.record_info_strides = ProtoField.uint32("sole.record_info.strides", "strides", base.DEC)
f.record_info_distance = ProtoField.uint32("sole.record_info.distance", "distance", base.DEC)
f.record_info_duration = ProtoField.uint32("sole.record_info.duration", "duration", base.DEC)
f.record_event_sent = ProtoField.uint64("sole.record_event.sent", "sent", base.DEC)
f.record_event_sample_index = ProtoField.uint32("sole.record_event.sample_index", "sample_index", base.DEC)
f.record_event_kind = ProtoField.uint8("sole.record_event.kind", "kind", base.DEC, record_event_kind_names)
f.record_event_record = ProtoField.uint32("sole.record_event.record", "record", base.DEC)
f.progress_sent = ProtoField.uint64("sole.progress.sent", "sent", base.DEC)
f.progress_sample_index = ProtoField.uint32("sole.progress.sample_index", "sample_index", base.DEC)
f.progress_kind = ProtoField.uint8("sole.progress.kind", "kind", base.DEC, progress_kind_names)
f.progress_number = ProtoField.uint32("sole.progress.number", "number", base.DEC)
f.progress_value = ProtoField.uint32("sole.progress.value", "value", base.DEC)
f.progress_distance = ProtoField.uint32("sole.progress.distance", "distance", base.DEC)
f.progress_moving_time = ProtoField.uint32("sole.progress.moving_time", "moving_time", base.DEC)
f.advice_sent = ProtoField.uint64("sole.advice.sent", "sent", base.DEC)
f.advice_sample_index = ProtoField.uint32("sole.advice.sample_index", "sample_index", base.DEC)
f.advice_kind = ProtoField.uint8("sole.advice.kind", "kind", base.DEC, feedback_kind_names)
f.advice_share = ProtoField.uint16("sole.advice.share", "share", base.DEC)
f.advice_value = ProtoField.int32("sole.advice.value", "value", base.DEC)
f.advice_limit = ProtoField.int32("sole.advice.limit", "limit", base.DEC)
f.totals_sent = ProtoField.uint64("sole.totals.sent", "sent", base.DEC)
f.totals_sample_index = ProtoField.uint32("sole.totals.sample_index", "sample_index", base.DEC)
f.totals_scope = ProtoField.uint8("sole.totals.scope", "scope", base.DEC, totals_scope_names)
f.totals_steps = ProtoField.uint32("sole.totals.steps", "steps", base.DEC)
f.totals_distance = ProtoField.uint64("sole.totals.distance", "distance", base.DEC)
f.totals_walk_time = ProtoField.uint32("sole.totals.walk_time", "walk_time", base.DEC)
f.totals_run_time = ProtoField.uint32("sole.totals.run_time", "run_time", base.DEC)
f.totals_calories = ProtoField.uint32("sole.totals.calories", "calories", base.DEC)
f.totals_walk_strides = ProtoField.uint32("sole.totals.walk_strides", "walk_strides", base.DEC)
f.totals_run_strides = ProtoField.uint32("sole.totals.run_strides", "run_strides", base.DEC)
f.totals_rearfoot_strides = ProtoField.uint32("sole.totals.rearfoot_strides", "rearfoot_strides", base.DEC)
f.totals_midfoot_strides = ProtoField.uint32("sole.totals.midfoot_strides", "midfoot_strides", base.DEC)
f.totals_forefoot_strides = ProtoField.uint32("sole.totals.forefoot_strides", "forefoot_strides", base.DEC)
f.totals_sprints = ProtoField.uint32("sole.totals.sprints", "sprints", base.DEC)
f.totals_top_speed = ProtoField.uint16("sole.totals.top_speed", "top_speed", base.DEC)
f.totals_pace = ProtoField.uint16("sole.totals.pace", "pace", base.DEC)
f.totals_mean_pace = ProtoField.uint16("sole.totals.mean_pace", "mean_pace", base.DEC)
f.totals_best_400_m = ProtoField.uint32("sole.totals.best_400_m", "best_400_m", base.DEC)
f.totals_best_1_km = ProtoField.uint32("sole.totals.best_1_km", "best_1_km", base.DEC)
f.totals_best_5_km = ProtoField.uint32("sole.totals.best_5_km", "best_5_km", base.DEC)
f.totals_longest = ProtoField.uint32("sole.totals.longest", "longest", base.DEC)
f.totals_records = ProtoField.uint32("sole.totals.records", "records", base.DEC)
local function dissect_sample(tree, range)
  do local item = tree:add_le(f.sample_acceleration_x, range(0, 2))
  item:append_text(string.format(" = %.10g g", range(0, 2):le_int() * 1 / 2048))
  end
  do local item = tree:add_le(f.sample_acceleration_y, range(2, 2))
  item:append_text(string.format(" = %.10g g", range(2, 2):le_int() * 1 / 2048))
  end
  do local item = tree:add_le(f.sample_acceleration_z, range(4, 2))
  item:append_text(string.format(" = %.10g g", range(4, 2):le_int() * 1 / 2048))
  end
  do local item = tree:add_le(f.sample_angular_rate_x, range(6, 2))
  item:append_text(string.format(" = %.10g °/s", range(6, 2):le_int() * 10 / 164))
  end
  do local item = tree:add_le(f.sample_angular_rate_y, range(8, 2))
  item:append_text(string.format(" = %.10g °/s", range(8, 2):le_int() * 10 / 164))
  end
  do local item = tree:add_le(f.sample_angular_rate_z, range(10, 2))
  item:append_text(string.format(" = %.10g °/s", range(10, 2):le_int() * 10 / 164))
  end
end
local dissectors = {}
dissectors[1] = function(tree, range)
  if range:len() ~= 8 then return false end
  do local item = tree:add_le(f.hello_contract_hash, range(0, 8))
  end
  return true
end
dissectors[2] = function(tree, range)
  if range:len() ~= 49 or side_names[range(2, 1):le_uint()] == nil or recording_names[range(15, 1):le_uint()] == nil or when_full_names[range(17, 1):le_uint()] == nil or units_names[range(18, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.configure_sample_rate, range(0, 2))
  item:append_text(" Hz")
  end
  do local item = tree:add_le(f.configure_side, range(2, 1))
  end
  do local item = tree:add_le(f.configure_leg_length, range(3, 2))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.configure_mounting_w, range(5, 2))
  item:append_text(string.format(" = %.10g 1", range(5, 2):le_int() * 1 / 16384))
  end
  do local item = tree:add_le(f.configure_mounting_x, range(7, 2))
  item:append_text(string.format(" = %.10g 1", range(7, 2):le_int() * 1 / 16384))
  end
  do local item = tree:add_le(f.configure_mounting_y, range(9, 2))
  item:append_text(string.format(" = %.10g 1", range(9, 2):le_int() * 1 / 16384))
  end
  do local item = tree:add_le(f.configure_mounting_z, range(11, 2))
  item:append_text(string.format(" = %.10g 1", range(11, 2):le_int() * 1 / 16384))
  end
  do local item = tree:add_le(f.configure_calibration, range(13, 2))
  item:append_text(string.format(" = %.10g 1", range(13, 2):le_uint() * 1 / 10000))
  end
  do local item = tree:add_le(f.configure_recording, range(15, 1))
  end
  do local item = tree:add_le(f.configure_record_interval, range(16, 1))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.configure_when_full, range(17, 1))
  end
  do local item = tree:add_le(f.configure_units, range(18, 1))
  end
  do local item = tree:add_le(f.configure_reports, range(19, 1))
  item:add_le(f.configure_reports_totals, range(19, 1))
  item:add_le(f.configure_reports_progress, range(19, 1))
  item:add_le(f.configure_reports_running_speed_and_cadence, range(19, 1))
  item:add_le(f.configure_reports_stride_based_speed_and_distance, range(19, 1))
  end
  do local item = tree:add_le(f.configure_feedback, range(20, 1))
  item:add_le(f.configure_feedback_cadence_low, range(20, 1))
  item:add_le(f.configure_feedback_overstriding, range(20, 1))
  item:add_le(f.configure_feedback_heavy_impact, range(20, 1))
  item:add_le(f.configure_feedback_heel_strike, range(20, 1))
  item:add_le(f.configure_feedback_excess_pronation, range(20, 1))
  item:add_le(f.configure_feedback_rhythm_uneven, range(20, 1))
  item:add_le(f.configure_feedback_fatigue_contact, range(20, 1))
  item:add_le(f.configure_feedback_fatigue_cadence, range(20, 1))
  end
  do local item = tree:add_le(f.configure_feedback_interval, range(21, 1))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.configure_body_mass, range(22, 2))
  item:append_text(string.format(" = %.10g kg", range(22, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.configure_goal_time, range(24, 4))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.configure_goal_distance, range(28, 4))
  item:append_text(" m")
  end
  do local item = tree:add_le(f.configure_goal_calories, range(32, 2))
  item:append_text(" kcal")
  end
  do local item = tree:add_le(f.configure_goal_steps, range(34, 4))
  item:append_text(" steps")
  end
  do local item = tree:add_le(f.configure_cadence_limit, range(38, 2))
  item:append_text(string.format(" = %.10g steps/min", range(38, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.configure_overstride_limit, range(40, 1))
  item:append_text(" %")
  end
  do local item = tree:add_le(f.configure_impact_limit, range(41, 2))
  item:append_text(string.format(" = %.10g g", range(41, 2):le_uint() * 1 / 100))
  end
  do local item = tree:add_le(f.configure_heel_strike_speed, range(43, 2))
  item:append_text(" mm/s")
  end
  do local item = tree:add_le(f.configure_pronation_limit, range(45, 2))
  item:append_text(string.format(" = %.10g °", range(45, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.configure_sprint_speed, range(47, 2))
  item:append_text(" mm/s")
  end
  return true
end
dissectors[3] = function(tree, range)
  if range:len() ~= 5 or sample_clock_names[range(4, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.start_session, range(0, 4))
  end
  do local item = tree:add_le(f.start_clock, range(4, 1))
  end
  return true
end
dissectors[4] = function(tree, range)
  if range:len() ~= 8 then return false end
  do local item = tree:add_le(f.stop_session, range(0, 4))
  end
  do local item = tree:add_le(f.stop_end_index, range(4, 4))
  item:append_text(" samples")
  end
  return true
end
dissectors[5] = function(tree, range)
  if range:len() <= 4 or range:len() > 244 or (range:len() - 4) % 12 ~= 0 then return false end
  do local item = tree:add_le(f.samples_first_index, range(0, 4))
  item:append_text(" samples")
  end
  for at = 4, range:len() - 12, 12 do
    local item = tree:add(sole, range(at, 12), "sample" .. " " ..
      math.floor((at - 4) / 12))
    dissect_sample(item, range(at, 12))
  end
  return true
end
dissectors[6] = function(tree, range)
  if range:len() ~= 4 then return false end
  do local item = tree:add_le(f.time_sync_exchange, range(0, 4))
  end
  return true
end
dissectors[7] = function(tree, range)
  if range:len() ~= 0 then return false end
  return true
end
dissectors[8] = function(tree, range)
  if range:len() ~= 10 then return false end
  do local item = tree:add_le(f.record_read_record, range(0, 4))
  end
  do local item = tree:add_le(f.record_read_offset, range(4, 4))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.record_read_length, range(8, 2))
  item:append_text(" bytes")
  end
  return true
end
dissectors[9] = function(tree, range)
  if range:len() ~= 4 then return false end
  do local item = tree:add_le(f.record_erase_record, range(0, 4))
  end
  return true
end
dissectors[10] = function(tree, range)
  if range:len() < 0 then return false end
  if range:len() > 0 then
    tree:add_packet_field(f.loopback_data, range(0, range:len() - 0), ENC_UTF_8)
  else
    tree:add(f.loopback_data, "")
  end
  return true
end
dissectors[11] = function(tree, range)
  if range:len() ~= 0 then return false end
  return true
end
dissectors[12] = function(tree, range)
  if range:len() ~= 0 then return false end
  return true
end
dissectors[13] = function(tree, range)
  if range:len() ~= 4 then return false end
  do local item = tree:add_le(f.record_query_record, range(0, 4))
  end
  return true
end
dissectors[14] = function(tree, range)
  if range:len() ~= 4 then return false end
  do local item = tree:add_le(f.record_fetched_record, range(0, 4))
  end
  return true
end
dissectors[15] = function(tree, range)
  if range:len() ~= 0 then return false end
  return true
end
dissectors[129] = function(tree, range)
  if range:len() ~= 63 or board_names[range(16, 1):le_uint()] == nil or flavour_names[range(17, 1):le_uint()] == nil or reset_reason_names[range(18, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.identity_contract_hash, range(0, 8))
  end
  do local item = tree:add_le(f.identity_unique_id, range(8, 8))
  end
  do local item = tree:add_le(f.identity_board, range(16, 1))
  end
  do local item = tree:add_le(f.identity_flavour, range(17, 1))
  end
  do local item = tree:add_le(f.identity_reset_reason, range(18, 1))
  end
  do local item = tree:add_le(f.identity_version_major, range(19, 1))
  end
  do local item = tree:add_le(f.identity_version_minor, range(20, 1))
  end
  do local item = tree:add_le(f.identity_version_revision, range(21, 2))
  end
  do local item = tree:add_le(f.identity_boots, range(23, 4))
  end
  do local item = tree:add_le(f.identity_buffer_samples, range(27, 2))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.identity_calibration, range(29, 2))
  item:append_text(string.format(" = %.10g 1", range(29, 2):le_uint() * 1 / 10000))
  end
  if range:len() > 31 then
    tree:add_packet_field(f.identity_image_hash, range(31, 32), ENC_UTF_8)
  else
    tree:add(f.identity_image_hash, "")
  end
  return true
end
dissectors[130] = function(tree, range)
  if range:len() ~= 14 then return false end
  do local item = tree:add_le(f.credit_next_index, range(0, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.credit_free_slots, range(4, 2))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.credit_consumed, range(6, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.credit_underruns, range(10, 4))
  end
  return true
end
dissectors[131] = function(tree, range)
  if range:len() ~= 62 or strike_names[range(58, 1):le_uint()] == nil or activity_names[range(59, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.stride_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.stride_emitted_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.stride_number, range(12, 4))
  end
  do local item = tree:add_le(f.stride_start_midstance, range(16, 4))
  item:append_text(string.format(" = %.10g samples", range(16, 4):le_uint() * 1 / 16))
  end
  do local item = tree:add_le(f.stride_toe_off, range(20, 4))
  item:append_text(string.format(" = %.10g samples", range(20, 4):le_uint() * 1 / 16))
  end
  do local item = tree:add_le(f.stride_initial_contact, range(24, 4))
  item:append_text(string.format(" = %.10g samples", range(24, 4):le_uint() * 1 / 16))
  end
  do local item = tree:add_le(f.stride_end_midstance, range(28, 4))
  item:append_text(string.format(" = %.10g samples", range(28, 4):le_uint() * 1 / 16))
  end
  do local item = tree:add_le(f.stride_stride_time, range(32, 2))
  item:append_text(string.format(" = %.10g ms", range(32, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_stride_length, range(34, 2))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.stride_speed, range(36, 2))
  item:append_text(" mm/s")
  end
  do local item = tree:add_le(f.stride_cadence, range(38, 2))
  item:append_text(string.format(" = %.10g steps/min", range(38, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_contact_time, range(40, 2))
  item:append_text(string.format(" = %.10g ms", range(40, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_swing_time, range(42, 2))
  item:append_text(string.format(" = %.10g ms", range(42, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_flight_time, range(44, 2))
  item:append_text(string.format(" = %.10g ms", range(44, 2):le_int() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_duty_factor, range(46, 2))
  item:append_text(string.format(" = %.10g %%", range(46, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_strike_angle, range(48, 2))
  item:append_text(string.format(" = %.10g °", range(48, 2):le_int() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_pronation, range(50, 2))
  item:append_text(string.format(" = %.10g °", range(50, 2):le_int() * 1 / 10))
  end
  do local item = tree:add_le(f.stride_impact, range(52, 2))
  item:append_text(string.format(" = %.10g g", range(52, 2):le_uint() * 1 / 100))
  end
  do local item = tree:add_le(f.stride_braking, range(54, 2))
  item:append_text(string.format(" = %.10g g", range(54, 2):le_uint() * 1 / 100))
  end
  do local item = tree:add_le(f.stride_clearance, range(56, 2))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.stride_strike, range(58, 1))
  end
  do local item = tree:add_le(f.stride_activity, range(59, 1))
  end
  do local item = tree:add_le(f.stride_quality, range(60, 2))
  item:add_le(f.stride_quality_samples_lost, range(60, 2))
  item:add_le(f.stride_quality_gyro_clipped, range(60, 2))
  item:add_le(f.stride_quality_accelerometer_clipped, range(60, 2))
  item:add_le(f.stride_quality_from_standing, range(60, 2))
  item:add_le(f.stride_quality_to_standing, range(60, 2))
  item:add_le(f.stride_quality_changed_height, range(60, 2))
  item:add_le(f.stride_quality_no_contact, range(60, 2))
  item:add_le(f.stride_quality_no_toe_off, range(60, 2))
  item:add_le(f.stride_quality_turned, range(60, 2))
  item:add_le(f.stride_quality_on_the_spot, range(60, 2))
  end
  return true
end
dissectors[132] = function(tree, range)
  if range:len() ~= 53 or activity_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.summary_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.summary_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.summary_activity, range(12, 1))
  end
  do local item = tree:add_le(f.summary_strides, range(13, 4))
  end
  do local item = tree:add_le(f.summary_distance, range(17, 4))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.summary_moving_time, range(21, 4))
  item:append_text(" ms")
  end
  do local item = tree:add_le(f.summary_speed, range(25, 2))
  item:append_text(" mm/s")
  end
  do local item = tree:add_le(f.summary_cadence, range(27, 2))
  item:append_text(string.format(" = %.10g steps/min", range(27, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_good_strides, range(29, 4))
  end
  do local item = tree:add_le(f.summary_mean_stride_time, range(33, 2))
  item:append_text(string.format(" = %.10g ms", range(33, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_spread_stride_time, range(35, 2))
  item:append_text(string.format(" = %.10g ms", range(35, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_mean_stride_length, range(37, 2))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.summary_spread_stride_length, range(39, 2))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.summary_mean_contact_time, range(41, 2))
  item:append_text(string.format(" = %.10g ms", range(41, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_spread_contact_time, range(43, 2))
  item:append_text(string.format(" = %.10g ms", range(43, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_mean_strike_angle, range(45, 2))
  item:append_text(string.format(" = %.10g °", range(45, 2):le_int() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_spread_strike_angle, range(47, 2))
  item:append_text(string.format(" = %.10g °", range(47, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_mean_pronation, range(49, 2))
  item:append_text(string.format(" = %.10g °", range(49, 2):le_int() * 1 / 10))
  end
  do local item = tree:add_le(f.summary_spread_pronation, range(51, 2))
  item:append_text(string.format(" = %.10g °", range(51, 2):le_uint() * 1 / 10))
  end
  return true
end
dissectors[133] = function(tree, range)
  if range:len() ~= 25 or feedback_kind_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.feedback_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.feedback_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.feedback_kind, range(12, 1))
  end
  do local item = tree:add_le(f.feedback_stride, range(13, 4))
  end
  do local item = tree:add_le(f.feedback_value, range(17, 4))
  end
  do local item = tree:add_le(f.feedback_limit, range(21, 4))
  end
  return true
end
dissectors[134] = function(tree, range)
  if range:len() ~= 20 then return false end
  do local item = tree:add_le(f.time_sync_reply_exchange, range(0, 4))
  end
  do local item = tree:add_le(f.time_sync_reply_received, range(4, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.time_sync_reply_sent, range(12, 8))
  item:append_text(" µs")
  end
  return true
end
dissectors[135] = function(tree, range)
  if range:len() ~= 98 then return false end
  do local item = tree:add_le(f.status_uptime, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.status_load, range(8, 2))
  item:append_text(string.format(" = %.10g %%", range(8, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.status_stack_used, range(10, 2))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.status_stack_size, range(12, 2))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.status_receive_queue_used, range(14, 2))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.status_send_queue_used, range(16, 2))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.status_sample_queue_used, range(18, 2))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.status_late_ticks, range(20, 4))
  end
  do local item = tree:add_le(f.status_uart_overruns, range(24, 4))
  end
  do local item = tree:add_le(f.status_uart_line_errors, range(28, 4))
  end
  do local item = tree:add_le(f.status_frames_received, range(32, 4))
  end
  do local item = tree:add_le(f.status_noise_chunks, range(36, 4))
  end
  do local item = tree:add_le(f.status_cut_frames, range(40, 4))
  end
  do local item = tree:add_le(f.status_oversize_frames, range(44, 4))
  end
  do local item = tree:add_le(f.status_crc_errors, range(48, 4))
  end
  do local item = tree:add_le(f.status_unknown_types, range(52, 4))
  end
  do local item = tree:add_le(f.status_malformed_payloads, range(56, 4))
  end
  do local item = tree:add_le(f.status_sequence_gaps, range(60, 4))
  end
  do local item = tree:add_le(f.status_discarded_bytes, range(64, 4))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.status_samples_skipped, range(68, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.status_samples_late, range(72, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.status_samples_overflowed, range(76, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.status_samples_consumed, range(80, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.status_unsent_frames, range(84, 4))
  end
  do local item = tree:add_le(f.status_first_tick, range(88, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.status_worst_sample, range(96, 2))
  item:append_text(" µs")
  end
  return true
end
dissectors[136] = function(tree, range)
  if range:len() < 8 then return false end
  do local item = tree:add_le(f.record_chunk_record, range(0, 4))
  end
  do local item = tree:add_le(f.record_chunk_offset, range(4, 4))
  item:append_text(" bytes")
  end
  if range:len() > 8 then
    tree:add_packet_field(f.record_chunk_data, range(8, range:len() - 8), ENC_UTF_8)
  else
    tree:add(f.record_chunk_data, "")
  end
  return true
end
dissectors[137] = function(tree, range)
  if range:len() < 13 or phone_service_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.phone_payload_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.phone_payload_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.phone_payload_service, range(12, 1))
  end
  if range:len() > 13 then
    tree:add_packet_field(f.phone_payload_data, range(13, range:len() - 13), ENC_UTF_8)
  else
    tree:add(f.phone_payload_data, "")
  end
  return true
end
dissectors[138] = function(tree, range)
  if range:len() < 9 or log_level_names[range(8, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.log_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.log_level, range(8, 1))
  end
  if range:len() > 9 then
    tree:add_packet_field(f.log_text, range(9, range:len() - 9), ENC_UTF_8)
  else
    tree:add(f.log_text, "")
  end
  return true
end
dissectors[139] = function(tree, range)
  if range:len() ~= 44 then return false end
  do local item = tree:add_le(f.panic_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.panic_program_counter, range(8, 4))
  end
  do local item = tree:add_le(f.panic_link_register, range(12, 4))
  end
  do local item = tree:add_le(f.panic_status_register, range(16, 4))
  end
  do local item = tree:add_le(f.panic_stack_pointer, range(20, 4))
  end
  do local item = tree:add_le(f.panic_r0, range(24, 4))
  end
  do local item = tree:add_le(f.panic_r1, range(28, 4))
  end
  do local item = tree:add_le(f.panic_r2, range(32, 4))
  end
  do local item = tree:add_le(f.panic_r3, range(36, 4))
  end
  do local item = tree:add_le(f.panic_r12, range(40, 4))
  end
  return true
end
dissectors[140] = function(tree, range)
  if range:len() < 0 then return false end
  if range:len() > 0 then
    tree:add_packet_field(f.loopback_reply_data, range(0, range:len() - 0), ENC_UTF_8)
  else
    tree:add(f.loopback_reply_data, "")
  end
  return true
end
dissectors[141] = function(tree, range)
  if range:len() ~= 3 or result_names[range(2, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.acknowledgement_request, range(0, 1))
  end
  do local item = tree:add_le(f.acknowledgement_sequence, range(1, 1))
  end
  do local item = tree:add_le(f.acknowledgement_result, range(2, 1))
  end
  return true
end
dissectors[142] = function(tree, range)
  if range:len() ~= 9 or sample_fault_kind_names[range(0, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.sample_fault_kind, range(0, 1))
  end
  do local item = tree:add_le(f.sample_fault_first_index, range(1, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.sample_fault_count, range(5, 4))
  item:append_text(" samples")
  end
  return true
end
dissectors[143] = function(tree, range)
  if range:len() ~= 28 then return false end
  do local item = tree:add_le(f.record_info_record, range(0, 4))
  end
  do local item = tree:add_le(f.record_info_state, range(4, 1))
  item:add_le(f.record_info_state_open, range(4, 1))
  item:add_le(f.record_info_state_cut, range(4, 1))
  item:add_le(f.record_info_state_fetched, range(4, 1))
  item:add_le(f.record_info_state_damaged, range(4, 1))
  end
  do local item = tree:add_le(f.record_info_session, range(5, 4))
  end
  do local item = tree:add_le(f.record_info_sample_rate, range(9, 2))
  item:append_text(" Hz")
  end
  do local item = tree:add_le(f.record_info_record_interval, range(11, 1))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.record_info_bytes, range(12, 4))
  item:append_text(" bytes")
  end
  do local item = tree:add_le(f.record_info_strides, range(16, 4))
  end
  do local item = tree:add_le(f.record_info_distance, range(20, 4))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.record_info_duration, range(24, 4))
  item:append_text(" ms")
  end
  return true
end
dissectors[144] = function(tree, range)
  if range:len() ~= 17 or record_event_kind_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.record_event_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.record_event_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.record_event_kind, range(12, 1))
  end
  do local item = tree:add_le(f.record_event_record, range(13, 4))
  end
  return true
end
dissectors[145] = function(tree, range)
  if range:len() ~= 29 or progress_kind_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.progress_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.progress_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.progress_kind, range(12, 1))
  end
  do local item = tree:add_le(f.progress_number, range(13, 4))
  end
  do local item = tree:add_le(f.progress_value, range(17, 4))
  end
  do local item = tree:add_le(f.progress_distance, range(21, 4))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.progress_moving_time, range(25, 4))
  item:append_text(" ms")
  end
  return true
end
dissectors[146] = function(tree, range)
  if range:len() ~= 23 or feedback_kind_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.advice_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.advice_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.advice_kind, range(12, 1))
  end
  do local item = tree:add_le(f.advice_share, range(13, 2))
  item:append_text(string.format(" = %.10g %%", range(13, 2):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.advice_value, range(15, 4))
  end
  do local item = tree:add_le(f.advice_limit, range(19, 4))
  end
  return true
end
dissectors[147] = function(tree, range)
  if range:len() ~= 87 or totals_scope_names[range(12, 1):le_uint()] == nil then return false end
  do local item = tree:add_le(f.totals_sent, range(0, 8))
  item:append_text(" µs")
  end
  do local item = tree:add_le(f.totals_sample_index, range(8, 4))
  item:append_text(" samples")
  end
  do local item = tree:add_le(f.totals_scope, range(12, 1))
  end
  do local item = tree:add_le(f.totals_steps, range(13, 4))
  item:append_text(" steps")
  end
  do local item = tree:add_le(f.totals_distance, range(17, 8))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.totals_walk_time, range(25, 4))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.totals_run_time, range(29, 4))
  item:append_text(" s")
  end
  do local item = tree:add_le(f.totals_calories, range(33, 4))
  item:append_text(string.format(" = %.10g kcal", range(33, 4):le_uint() * 1 / 10))
  end
  do local item = tree:add_le(f.totals_walk_strides, range(37, 4))
  end
  do local item = tree:add_le(f.totals_run_strides, range(41, 4))
  end
  do local item = tree:add_le(f.totals_rearfoot_strides, range(45, 4))
  end
  do local item = tree:add_le(f.totals_midfoot_strides, range(49, 4))
  end
  do local item = tree:add_le(f.totals_forefoot_strides, range(53, 4))
  end
  do local item = tree:add_le(f.totals_sprints, range(57, 4))
  end
  do local item = tree:add_le(f.totals_top_speed, range(61, 2))
  item:append_text(" mm/s")
  end
  do local item = tree:add_le(f.totals_pace, range(63, 2))
  item:append_text(" s/km")
  end
  do local item = tree:add_le(f.totals_mean_pace, range(65, 2))
  item:append_text(" s/km")
  end
  do local item = tree:add_le(f.totals_best_400_m, range(67, 4))
  item:append_text(" ms")
  end
  do local item = tree:add_le(f.totals_best_1_km, range(71, 4))
  item:append_text(" ms")
  end
  do local item = tree:add_le(f.totals_best_5_km, range(75, 4))
  item:append_text(" ms")
  end
  do local item = tree:add_le(f.totals_longest, range(79, 4))
  item:append_text(" mm")
  end
  do local item = tree:add_le(f.totals_records, range(83, 4))
  end
  return true
end
local longest = 255
local shortest = 7
-- Lua 5.2 has bit32; later ones have Wireshark's bit, whose results are signed.
local bits = bit32 or bit
local crc_table = {}
for byte = 0, 255 do
  local register = byte
  for _ = 1, 8 do
    if bits.band(register, 1) == 1 then
      register = bits.bxor(bits.rshift(register, 1), 0xEDB88320)
    else
      register = bits.rshift(register, 1)
    end
  end
  crc_table[byte] = register
end

local function crc32(bytes, count)
  local register = 0xFFFFFFFF
  for index = 0, count - 1 do
    local slot = bits.band(bits.bxor(register, bytes:get_index(index)), 0xFF)
    register = bits.bxor(bits.rshift(register, 8), crc_table[slot])
  end
  return bits.bnot(register) % 0x100000000
end

-- The decoded bytes, or nil where a code points past the end.
local function cobs_decode(chunk)
  local decoded = ByteArray.new()
  decoded:set_size(chunk:len())
  local read, write, count = 0, 0, chunk:len()
  while read < count do
    local code = chunk:get_index(read)
    if code == 0 or read + code > count then return nil end
    for index = read + 1, read + code - 1 do
      decoded:set_index(write, chunk:get_index(index))
      write = write + 1
    end
    read = read + code
    if code ~= 255 and read < count then
      decoded:set_index(write, 0)
      write = write + 1
    end
  end
  decoded:set_size(write)
  return decoded
end

local function bad_chunk(tree, info, buffer, name)
  tree:add(f.chunk, buffer(), name):add_expert_info(PI_CHECKSUM, PI_WARN, name)
  info.cols.info = name .. ", " .. buffer:reported_len() .. " bytes"
end

function sole.dissector(buffer, info, root)
  info.cols.protocol = "SOLE"
  local tree = root:add(sole, buffer())
  -- Of an oversize chunk a capture keeps the first bytes only.
  if buffer:reported_len() > longest then return bad_chunk(tree, info, buffer, "oversize frame") end
  if buffer:len() < shortest then return bad_chunk(tree, info, buffer, "noise") end
  local decoded = cobs_decode(buffer():bytes())
  if decoded == nil then return bad_chunk(tree, info, buffer, "cut frame") end
  local frame = decoded:tvb("Sole frame")
  local length = frame:len()
  local crc = frame(length - 4, 4)
  if crc:le_uint() ~= crc32(decoded, length - 4) then
    return bad_chunk(tree, info, buffer, "CRC error")
  end
  local kind = frame(0, 1):uint()
  local name = message_names[kind] or string.format("unknown type 0x%02x", kind)
  info.cols.info = name
  tree:append_text(", " .. name)
  tree:add(f.type, frame(0, 1))
  tree:add(f.sequence, frame(1, 1))
  local payload = frame(2, length - 6)
  local dissect = dissectors[kind]
  if dissect == nil and length == 6 then
    tree:add_expert_info(PI_UNDECODED, PI_WARN, "unknown type")
  elseif dissect == nil then
    tree:add(f.payload, payload):add_expert_info(PI_UNDECODED, PI_WARN, "unknown type")
  elseif not dissect(tree, payload) then
    info.cols.info = name .. ", malformed payload"
    if length > 6 then tree:add(f.payload, payload) end
    tree:add_expert_info(PI_MALFORMED, PI_WARN, "malformed payload")
  end
  tree:add_le(f.crc, crc)
end

local rig = Proto("solerig", "Rig event")
function rig.dissector(buffer, info, root)
  info.cols.protocol = "RIG"
  local json = Dissector.get("json")
  json:call(buffer, info, root)
  info.cols.info = buffer():string()
end

local links = DissectorTable.get("wtap_encap")
links:add(wtap.USER0, sole)
links:add(wtap.USER1, rig)
