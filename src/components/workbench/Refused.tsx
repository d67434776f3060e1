import { count, pipelineParallel, tensorParallel } from "./state.ts";

/** Why the inputs make no set-up; where GPUs are missing, a way to have them. */
export function Refused({ why }: { readonly why: string }) {
  const each = tensorParallel.value.value * pipelineParallel.value.value;
  const missing = each > count.value.value && each <= count.max;
  return (
    <div class="fit-bar" data-fits="refused">
      <p class="verdict refused" role="alert">
        This cannot be: {why}.
      </p>
      {missing && (
        <button
          type="button"
          onClick={() => {
            count.value.value = each;
          }}
        >
          Take {each} GPUs
        </button>
      )}
    </div>
  );
}
