"""Gymnasium's Hopper-v5 beside Pogo's: python hopper_v5.py < request.json

The request, and the answer on stdout, are JSON. Requests:
  {"command": "episodes", "expert": FILE, "controller": {...}, "starts": [{"qpos", "qvel", "speed" or null}]}
      one episode from each start, driven by the expert network, or by the controller at a speed
  {"command": "speed", "expert": FILE, "steps": N}
      steps per second of CPU time and of wall time: random actions, and the expert's, which are recorded beforehand
"""

import json
import sys
import time

import gymnasium
import mujoco
import numpy as np

MAX_STEPS = 1000


def read_expert(path):
    flat = np.fromfile(path)
    sizes = [(11,), (11,), (11, 64), (64,), (64, 64), (64,), (64, 3), (3,)]
    parts, at = [], 0
    for size in sizes:
        count = int(np.prod(size))
        parts.append(flat[at : at + count].reshape(size))
        at += count
    mean, deviation, w1, b1, w2, b2, w3, b3 = parts

    def act(observation):
        x = (observation - mean) / (deviation + 1e-6)
        x = np.tanh(np.tanh(x @ w1 + b1) @ w2 + b2) @ w3 + b3
        return np.clip(x, -1, 1)

    return act


def make_controller(constants, speed):
    """A port of src/shared/control/hopper-controller.ts, from its gains and the links' lengths and masses."""
    links, masses = constants["links"], np.array(constants["masses"])
    phases = [constants["gains"][phase] for phase in ("flight", "load", "thrust")]
    targets = np.array([[joint["target"] for joint in phase] for phase in phases])
    kp = np.array([[joint["kp"] for joint in phase] for phase in phases])
    kd = np.array([[joint["kd"] for joint in phase] for phase in phases])

    def act(observation):
        z, pitch = observation[:2]
        joints, rates = observation[2:5], observation[8:11]
        angles = pitch - np.concatenate([[0], np.cumsum(joints)])
        omegas = observation[7] - np.concatenate([[0], np.cumsum(rates)])
        # unit vectors of the links and their derivatives, x and z
        axes = np.stack([np.sin(angles), np.cos(angles)], 1)
        axes[3] = np.cos(angles[3]), -np.sin(angles[3])
        swings = omegas[:, None] * np.stack([axes[:, 1], -axes[:, 0]], 1)
        anchor, anchor_speed = np.array([0.0, z]), np.array(observation[5:7])
        momentum = np.zeros(2)
        for link, mass, axis, swing in zip(links, masses, axes, swings):
            centre, centre_speed = anchor + link["centre"] * axis, anchor_speed + link["centre"] * swing
            momentum += mass * centre_speed
            anchor, anchor_speed = anchor + link["nextJoint"] * axis, anchor_speed + link["nextJoint"] * swing
        foot = links[3]
        clearance = centre[1] - abs(axes[3, 1]) * foot["halfLength"] - foot["radius"]
        vx, vz = momentum / masses.sum()
        stance = np.clip(1 - clearance / 0.03, 0, 1)
        rising = np.clip((vz + 0.3) / 0.6, 0, 1)
        weights = np.array([1 - stance, stance * (1 - rising), stance * rising])
        features = np.array([1, vx, vx - speed, 5 * pitch, observation[7], 0])
        torque = weights @ (kp * (targets @ features - joints) - kd * rates)
        return np.clip(torque, -1, 1)

    return act


def episode(env, act, qpos, qvel):
    env.reset()
    env.unwrapped.set_state(np.array(qpos), np.array(qvel))
    observation = env.unwrapped._get_obs()
    total, actions = 0.0, []
    for step in range(MAX_STEPS):
        action = act(observation)
        actions.append(action)
        observation, reward, terminated, _, _ = env.unwrapped.step(action)
        total += reward
        if terminated:
            break
    return {"steps": step + 1, "return": total, "actions": actions}


def episodes(request):
    env = gymnasium.make("Hopper-v5")
    expert = read_expert(request["expert"])
    outcomes = []
    for start in request["starts"]:
        act = expert if start["speed"] is None else make_controller(request["controller"], start["speed"])
        outcome = episode(env, act, start["qpos"], start["qvel"])
        outcomes.append({"steps": outcome["steps"], "return": outcome["return"]})
    return outcomes


def clock(env, actions, on_end):
    wall, cpu = time.perf_counter(), time.process_time()
    for action in actions:
        terminated = env.step(action)[2]
        if terminated:
            on_end()
    return {"wall": len(actions) / (time.perf_counter() - wall), "cpu": len(actions) / (time.process_time() - cpu)}


def speed(request):
    made = gymnasium.make("Hopper-v5")
    bare = made.unwrapped
    count = request["steps"]
    made.reset(seed=0)
    start = bare.data.qpos.copy(), bare.data.qvel.copy()
    driven = episode(made, read_expert(request["expert"]), *start)["actions"]
    rng = np.random.default_rng(0)
    results = {}
    for name, actions in (
        ("random", list(rng.uniform(-1, 1, (count, 3)))),
        ("expert", (driven * (count // len(driven) + 1))[:count]),
    ):
        restart = (lambda: bare.set_state(*start)) if name == "expert" else (lambda: bare.reset_model())
        restart()
        # an expert's recording is longer than an episode: it starts again with it
        if name == "expert":
            runs = [actions[k : k + len(driven)] for k in range(0, count, len(driven))]
            wall = cpu = 0.0
            for run in runs:
                restart()
                timed = clock(bare, run, restart)
                wall += len(run) / timed["wall"]
                cpu += len(run) / timed["cpu"]
            results[name] = {"wall": count / wall, "cpu": count / cpu}
        else:
            results[name] = clock(bare, actions, restart)
    return results


request = json.load(sys.stdin)
answer = {"episodes": episodes, "speed": speed}[request["command"]](request)
json.dump({"gymnasium": gymnasium.__version__, "mujoco": mujoco.__version__, "answer": answer}, sys.stdout)
