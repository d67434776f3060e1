/** What a guess was against the answer, in words; or why it could not be read. */
export function compare(guess: string, answer: number): { told: string; read: boolean } {
  const text = guess.trim().replace(/[\s,_]/g, "");
  if (!/^\d+(\.\d+)?(e\d{1,3})?$/i.test(text)) {
    return { read: false, told: "A guess is a number, such as 128 or 7.5." };
  }
  const off = Number(text) / answer;
  if (Math.abs(off - 1) < 5e-4) return { read: true, told: "Right." };
  if (Math.abs(off - 1) < 0.1) {
    const percent = Math.abs(off - 1) * 100;
    return {
      read: true,
      told: `Close: ${percent.toPrecision(2)} % too ${off > 1 ? "large" : "small"}.`,
    };
  }
  if (off === 0) return { read: true, told: "It is more than nothing." };
  const times = off > 1 ? off : 1 / off;
  const factor =
    times >= 1e6 ? "more than a million" : Number(times.toPrecision(3)).toLocaleString("en-US");
  return { read: true, told: `${factor} times too ${off > 1 ? "large" : "small"}.` };
}
