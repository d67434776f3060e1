import { useSignal } from "@preact/signals";
import { useEffect, useId } from "preact/hooks";
import { hand, paste } from "./choose.ts";

const holdsFiles = ({ dataTransfer }: DragEvent): boolean =>
  dataTransfer?.types.includes("Files") ?? false;

/** A config to paste, and files to choose or to drop anywhere on the page. */
export function Files() {
  const id = useId();
  const over = useSignal(false);

  useEffect(() => {
    const hover = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = true;
    };
    const leave = ({ relatedTarget }: DragEvent) => {
      if (relatedTarget === null) over.value = false;
    };
    const drop = (event: DragEvent) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over.value = false;
      hand([...event.dataTransfer!.files]);
    };
    document.addEventListener("dragover", hover);
    document.addEventListener("dragleave", leave);
    document.addEventListener("drop", drop);
    return () => {
      document.removeEventListener("dragover", hover);
      document.removeEventListener("dragleave", leave);
      document.removeEventListener("drop", drop);
    };
  }, [over]);

  return (
    <div class={over.value ? "model-files over" : "model-files"}>
      <label for={`${id}-text`}>config.json or params.json, pasted or dropped here</label>
      <textarea
        id={`${id}-text`}
        rows={5}
        spellcheck={false}
        autocomplete="off"
        onInput={({ currentTarget: { value } }) => {
          if (value.trim() !== "") paste(value);
        }}
      />
      <label for={`${id}-files`}>
        Files: a config, GGUF or safetensors, several of one model together
      </label>
      <input
        id={`${id}-files`}
        type="file"
        multiple
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          if (files.length > 0) hand(files);
        }}
      />
      <p class="note">Only the header of weights is read, in this tab. Nothing is uploaded.</p>
    </div>
  );
}
