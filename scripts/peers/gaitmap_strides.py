"""Runs gaitmap over a folder of recordings and writes the strides it tells, for scripts/accuracy.

usage: gaitmap_strides.py FOLDER OUTPUT.json [NAME...]

Each recording goes through gaitmap's own chain with its own defaults: alignment to gravity and to
the walking direction, stride segmentation by its template (BarthDtw), events (RamppEventDetection),
strapdown with linear de-drifting (StrideLevelTrajectory). Only the IMU's columns are read. Times are
seconds from the first row.
"""

import json
import pathlib
import sys
import warnings

import numpy as np
import pandas as pd
from gaitmap.event_detection import RamppEventDetection
from gaitmap.parameters import SpatialParameterCalculation
from gaitmap.preprocessing import sensor_alignment
from gaitmap.stride_segmentation import BarthDtw
from gaitmap.trajectory_reconstruction import StrideLevelTrajectory
from gaitmap.utils.coordinate_conversion import convert_left_foot_to_fbf, convert_right_foot_to_fbf

RATE = 204.8
COLUMNS = ["acc_x", "acc_y", "acc_z", "gyr_x", "gyr_y", "gyr_z"]


def load(path):
    """The IMU's columns at gaitmap's rate, in m/s² and °/s."""
    rows = np.loadtxt(path, delimiter=",", skiprows=1)[:, :7]
    times = np.arange(rows[0, 0], rows[-1, 0], 1 / RATE)
    data = np.column_stack([np.interp(times, rows[:, 0], rows[:, c]) for c in range(1, 7)])
    data[:, 3:] = np.degrees(data[:, 3:])
    return pd.DataFrame(data, columns=COLUMNS)


def aligned(data):
    """The sensor turned so that z is up and x forward."""
    data = sensor_alignment.align_dataset_to_gravity(
        data, RATE, window_length_s=0.3, static_signal_th=15
    )
    data = sensor_alignment.PcaAlignment(
        target_axis="y", pca_plane_axis=["gyr_x", "gyr_y"]
    ).align(data).aligned_data_
    return sensor_alignment.ForwardDirectionSignAlignment().align(
        data, sampling_rate_hz=RATE
    ).aligned_data_


def strides(path, is_left):
    """What gaitmap tells of one recording."""
    data = aligned(load(path))
    body = (convert_left_foot_to_fbf if is_left else convert_right_foot_to_fbf)(data)
    segments = BarthDtw().segment(body, sampling_rate_hz=RATE).stride_list_
    if len(segments) == 0:
        return []
    events = RamppEventDetection().detect(body, segments, sampling_rate_hz=RATE)
    events = events.min_vel_event_list_
    if len(events) == 0:
        return []
    track = StrideLevelTrajectory().estimate(data, events, sampling_rate_hz=RATE)
    lengths = (
        SpatialParameterCalculation()
        .calculate(events, track.position_, track.orientation_, sampling_rate_hz=RATE)
        .parameters_["stride_length"]
    )
    told = []
    for stride, event in events.iterrows():
        told.append(
            {
                "start": event["start"] / RATE,
                "end": event["end"] / RATE,
                "contact": event["ic"] / RATE,
                "toeOff": event["tc"] / RATE,
                "metres": float(lengths[stride]),
            }
        )
    return told


def main():
    folder = pathlib.Path(sys.argv[1])
    names = sys.argv[3:] or sorted(
        path.stem for path in folder.glob("*.csv") if not path.stem.endswith("_mocap")
    )
    told = {}
    for name in names:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                told[name] = strides(folder / f"{name}.csv", "left" in name)
        except Exception as error:  # A peer that fails on a recording has told nothing of it.
            print(f"gaitmap on {name}: {type(error).__name__}: {error}", file=sys.stderr)
            told[name] = []
        print(f"gaitmap: {name}: {len(told[name])} strides", file=sys.stderr)
    pathlib.Path(sys.argv[2]).write_text(json.dumps(told))


if __name__ == "__main__":
    main()
