import { useSignal } from "@preact/signals";
import { useId } from "preact/hooks";
import { grouped } from "../../lib/quantity/print.ts";
import type { Settable } from "../state/input.ts";

interface Props {
  readonly input: Settable;
  /** Stops of a slider beside the field; none leaves the field alone. */
  readonly stops?: readonly number[];
  /** The id of the term this input sets, so that pointing at either lights the other. */
  readonly term?: string;
  /** What the number should be a multiple of: keys go from one to the next, and others can be typed. */
  readonly step?: number | undefined;
  /** Inside a sentence: the label is read out but not shown. */
  readonly bare?: boolean;
  /** May be typed in words of its own, as 16k; the field is then one of text. */
  readonly typed?: boolean;
  /** The id of the field, for a page that takes its parts over one by one. */
  readonly id?: string;
}

/** How far a number inside a sentence is dragged for one step. */
const pixelsPerStep = 6;

/** What was typed last, and the number it left in use. */
interface Typed {
  readonly text: string;
  readonly used: number;
  readonly refused: boolean;
}

/** A whole number that can be typed, stepped or, with stops, dragged. */
export function NumberField({
  input,
  stops,
  term,
  step,
  bare = false,
  typed = false,
  id: given,
}: Props) {
  const last = useSignal<Typed | undefined>(undefined);
  const current = input.value.value;
  // It stands as typed, 16k on the way to 16ki, until the number changes elsewhere or the field is left.
  const written = last.value?.used === current ? last.value : undefined;
  const refused = written?.refused ?? false;
  const own = useId();
  const id = given ?? own;

  const type = (event: Event) => {
    const field = event.currentTarget as HTMLInputElement;
    const value = field.validity.badInput ? undefined : input.parse(field.value);
    if (value !== undefined) input.value.value = value;
    const used = input.value.value;
    last.value = { text: field.value, used, refused: value === undefined };
  };

  const leave = () => {
    if (!refused) last.value = undefined;
  };

  const scrub = (event: PointerEvent) => {
    const field = event.currentTarget as HTMLInputElement;
    const from = { x: event.clientX, value: input.value.value };
    const move = ({ clientX }: PointerEvent) => {
      const steps = Math.trunc((clientX - from.x) / pixelsPerStep);
      if (steps === 0 && !field.hasPointerCapture(event.pointerId)) return;
      field.setPointerCapture(event.pointerId);
      last.value = undefined;
      input.value.value = Math.min(input.max, Math.max(input.min, from.value + steps));
    };
    field.addEventListener("pointermove", move);
    field.addEventListener("lostpointercapture", stop);
    field.addEventListener("pointerup", stop);
    function stop() {
      field.removeEventListener("pointermove", move);
    }
  };

  const drag = (event: Event) => {
    last.value = undefined;
    input.value.value = stops![Number((event.currentTarget as HTMLInputElement).value)]!;
  };

  return (
    <span class="field" data-term={term}>
      <label for={id} class={bare ? "visually-hidden" : undefined}>
        {input.label}
      </label>
      {stops && (
        <input
          type="range"
          aria-label={input.label}
          aria-valuetext={grouped(current)}
          min={0}
          max={stops.length - 1}
          value={stops.findLastIndex((stop) => stop <= current)}
          onInput={drag}
        />
      )}
      <input
        id={id}
        {...(typed
          ? { type: "text", autocomplete: "off", spellcheck: false }
          : {
              type: "number",
              inputMode: "numeric",
              min: step ?? input.min,
              max: input.max,
              step,
            })}
        style={{ width: `${Math.max(3, String(input.max).length) + 4}ch` }}
        value={written?.text ?? current}
        aria-invalid={refused}
        aria-describedby={refused ? `${id}-refused` : undefined}
        onInput={type}
        onBlur={leave}
        onPointerDown={bare ? scrub : undefined}
      />
      {refused && (
        <span class="refused" id={`${id}-refused`} role="alert">
          Takes {input.expects}; still using {grouped(current)}.
        </span>
      )}
    </span>
  );
}
