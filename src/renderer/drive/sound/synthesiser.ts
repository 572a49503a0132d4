import type { Hum } from "./motor-hum.ts";
import type { Note } from "./notes.ts";

/** Makes sounds in a context of Web Audio, without any file. */
export interface Synthesiser {
  /** of the hopper: `setWorld(false)` stills them */
  playWorld(notes: readonly Note[]): void;
  playCue(notes: readonly Note[]): void;
  hum(hum: Readonly<Hum>): void;
  /** lets the hopper be heard, or stills it at once; may be said again */
  setWorld(open: boolean): void;
}

/** s; steps without it click */
const ATTACK = 0.004;
const SMOOTH = 0.03;
/** below it a change of the hum is not worth an event in the audio thread */
const GAIN_STEP = 0.0005;
const PITCH_STEP = 0.5;
/** exponential ramps never reach 0 */
const NEARLY_NOTHING = 0.0001;
const NOISE_SECONDS = 0.5;

/** The same half second each time, from a linear congruential generator (Numerical Recipes). */
function createNoise(context: BaseAudioContext): AudioBuffer {
  const buffer = context.createBuffer(1, Math.ceil(NOISE_SECONDS * context.sampleRate), context.sampleRate);
  const samples = buffer.getChannelData(0);
  let seed = 1;
  for (let i = 0; i < samples.length; i += 1) {
    seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
    samples[i] = seed / 2 ** 31 - 1;
  }
  return buffer;
}

/** `volume`: 0 to 1, of everything. */
export function createSynthesiser(context: BaseAudioContext, volume: number): Synthesiser {
  const gainTo = (gain: number, target: AudioNode): GainNode => {
    const node = new GainNode(context, { gain });
    node.connect(target);
    return node;
  };
  const master = gainTo(volume, context.destination);
  const world = gainTo(1, master);
  const noise = createNoise(context);
  const humGain = gainTo(0, world);
  const humPass = new BiquadFilterNode(context, { type: "lowpass", frequency: 420 });
  humPass.connect(humGain);
  const humming = new OscillatorNode(context, { type: "sawtooth", frequency: 90 });
  humming.connect(humPass);
  humming.start();
  const heard: Hum = { gain: 0, pitch: 90 };
  let isOpen = true;

  const start = (note: Note, at: number, envelope: GainNode): AudioScheduledSourceNode => {
    const glide = (param: AudioParam): void => {
      param.setValueAtTime(note.from, at);
      param.exponentialRampToValueAtTime(note.to, at + note.seconds);
    };
    if (note.wave !== "noise") {
      const oscillator = new OscillatorNode(context, { type: note.wave });
      glide(oscillator.frequency);
      oscillator.connect(envelope);
      return oscillator;
    }
    const pass = new BiquadFilterNode(context, { type: "lowpass" });
    glide(pass.frequency);
    pass.connect(envelope);
    const source = new AudioBufferSourceNode(context, { buffer: noise, loop: true });
    source.connect(pass);
    return source;
  };
  const play = (notes: readonly Note[], bus: GainNode): void => {
    for (const note of notes) {
      const at = context.currentTime + note.after;
      const envelope = gainTo(0, bus);
      envelope.gain.setValueAtTime(0, at);
      envelope.gain.linearRampToValueAtTime(note.gain, at + ATTACK);
      envelope.gain.exponentialRampToValueAtTime(NEARLY_NOTHING, at + note.seconds);
      const source = start(note, at, envelope);
      source.addEventListener("ended", () => envelope.disconnect());
      source.start(at);
      source.stop(at + note.seconds);
    }
  };
  return {
    playWorld: (notes) => play(notes, world),
    playCue: (notes) => play(notes, master),
    hum({ gain, pitch }): void {
      const quieted = gain === 0 && heard.gain !== 0;
      if (quieted || Math.abs(gain - heard.gain) > GAIN_STEP) {
        heard.gain = gain;
        humGain.gain.setTargetAtTime(gain, context.currentTime, SMOOTH);
      }
      if (Math.abs(pitch - heard.pitch) > PITCH_STEP) {
        heard.pitch = pitch;
        humming.frequency.setTargetAtTime(pitch, context.currentTime, SMOOTH);
      }
    },
    setWorld(open): void {
      if (open === isOpen) return;
      isOpen = open;
      world.gain.cancelScheduledValues(context.currentTime);
      world.gain.setTargetAtTime(open ? 1 : 0, context.currentTime, ATTACK);
    },
  };
}
