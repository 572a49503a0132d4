/**
 * Mean returns of the public write-up whose table Pogo makes again: behavioural cloning on 80 episodes of a MuJoCo Hopper
 * expert, hidden layers 128-64, no normaliser. By preset id; it reports neither seeds nor deviations.
 */
export const PUBLISHED_RETURNS: Readonly<Record<string, number>> = {
  "tanh-sgd": 213,
  "tanh-adam": 771,
  "relu-sgd": 532,
  "relu-adam": 914,
  "tanh-adam-l2": 1170,
  "relu-adam-l2": 1127,
  "relu-l2-lstm": 991,
};
