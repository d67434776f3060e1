import { subject } from "./chosen.ts";

/** Which model the workbench is about. */
export function Model() {
  return <p class="chosen-model">{subject.value.name}</p>;
}
