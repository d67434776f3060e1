import { NumberField } from "../cells/NumberField.tsx";
import { rank, ropeDim } from "./state.ts";

/** The two widths of MLA's latent. */
export function LatentInputs() {
  return (
    <div class="latent-inputs">
      <NumberField input={rank} stops={[64, 128, 256, 512, 1024, 2048, 4096]} term="kv_lora_rank" />
      <NumberField input={ropeDim} stops={[0, 32, 64, 128, 256, 512]} term="qk_rope_head_dim" />
    </div>
  );
}
