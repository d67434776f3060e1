import { takeOver } from "../live/take-over.ts";
import { InputsStatus } from "../state/InputsStatus.tsx";
import { FigureCell } from "./FigureCell.tsx";
import { inputs } from "./state.ts";

export const mount = takeOver({
  figure: FigureCell,
  status: () => <InputsStatus inputs={inputs as never} />,
});
