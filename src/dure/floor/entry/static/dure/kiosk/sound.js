// Heard as well as seen: two rising tones for accepted, one falling for refused. Made, not loaded.

let context;
let isOn = true;

export function setSound(on) {
  isOn = on;
}

function tone(start, frequency, seconds) {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  oscillator.type = "triangle";
  oscillator.frequency.value = frequency;
  gain.gain.setValueAtTime(0.5, start);
  gain.gain.exponentialRampToValueAtTime(0.01, start + seconds);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}

function play(tones) {
  if (!isOn || !window.AudioContext) return;
  context ??= new AudioContext();
  context.resume();
  let start = context.currentTime;
  for (const [frequency, seconds] of tones) {
    tone(start, frequency, seconds);
    start += seconds;
  }
}

export const accepted = () => play([[880, 0.09], [1320, 0.14]]);
export const refused = () => play([[330, 0.18], [220, 0.3]]);
export const alarm = () => play([[660, 0.15], [440, 0.15], [660, 0.15], [440, 0.25]]);
