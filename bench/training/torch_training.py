"""PyTorch's side of `pogo bench training`: one line of JSON in, one out, until stdin ends.

Request: {"kind": "mlp" | "lstm", "batch": n, "seconds": s}. Answer: {"stepsPerSecond": x}, input assembly included:
each step draws its row numbers and gathers the rows (for the LSTM the windows) from tensors in memory.
"""

import json
import sys
import time

import torch

ROWS, INPUTS, OUTPUTS, CELLS, WINDOW = 20_000, 11, 3, 64, 16
torch.set_num_threads(1)
torch.manual_seed(1)
observations = torch.randn(ROWS, INPUTS)
actions = torch.rand(ROWS, OUTPUTS) * 2 - 1
offsets = torch.arange(WINDOW)


class Recurrent(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(INPUTS, CELLS, batch_first=True)
        self.head = torch.nn.Linear(CELLS, OUTPUTS)

    def forward(self, x):
        return self.head(self.lstm(x)[0])


def dense():
    layer = torch.nn.Linear
    return torch.nn.Sequential(
        layer(INPUTS, 128), torch.nn.ReLU(), layer(128, 64), torch.nn.ReLU(), layer(64, OUTPUTS)
    )


nets = {"mlp": dense(), "lstm": Recurrent()}
optimisers = {kind: torch.optim.Adam(net.parameters(), lr=1e-3) for kind, net in nets.items()}


def step(kind, batch):
    if kind == "mlp":
        rows = torch.randint(0, ROWS, (batch,))
    else:
        rows = torch.randint(0, ROWS - WINDOW, (batch, 1)) + offsets
    optimisers[kind].zero_grad()
    loss = torch.nn.functional.mse_loss(nets[kind](observations[rows]), actions[rows])
    loss.backward()
    optimisers[kind].step()


for line in sys.stdin:
    request = json.loads(line)
    step(request["kind"], request["batch"])
    started, cpu, count = time.perf_counter(), time.process_time(), 0
    while time.perf_counter() - started < request["seconds"]:
        step(request["kind"], request["batch"])
        count += 1
    rate = count / (time.perf_counter() - started)
    processor = count / (time.process_time() - cpu)
    print(json.dumps({"stepsPerSecond": rate, "stepsPerProcessorSecond": processor, "torch": torch.__version__}), flush=True)
