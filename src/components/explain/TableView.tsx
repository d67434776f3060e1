import { useSignal } from "@preact/signals";
import { grouped } from "../../lib/quantity/print.ts";
import type { ExplainedCell } from "../../lib/tables/explain-table.ts";
import type { Role } from "../../lib/tables/read-table.ts";
import { Column } from "../cells/Column.tsx";
import { fromQuery } from "../state/link.ts";
import { inputs, reading, statements } from "./state.ts";
import type { Progress } from "./table-engine.ts";
import { causeOf, figureOf, judgementOf, tableAsMarkdown } from "./table-report.ts";

const perPage = 50;
const roles: Record<Role, string> = {
  figures: "figures of memory",
  model: "models",
  tokens: "tokens",
  batch: "sequences",
  element: "formats",
  nothing: "nothing of these",
};

const filters = {
  all: { label: "every figure", keeps: () => true },
  differs: {
    label: "those that diverge",
    keeps: ({ verdict }: ExplainedCell) => verdict?.startsWith("diverges") ?? false,
  },
  agrees: {
    label: "those that agree",
    keeps: ({ verdict }: ExplainedCell) => verdict?.startsWith("agrees") ?? false,
  },
  refused: {
    label: "those without a verdict",
    keeps: ({ verdict }: ExplainedCell) => verdict === undefined,
  },
} as const;

type Filter = keyof typeof filters;

/** What is decided about the table, changed in one place. */
function decide(key: string, value: string): void {
  const query = new URLSearchParams(reading.value.value);
  query.set(key, value);
  reading.value.value = query.toString();
}

/** The query that asks for one figure of the table above. */
function queryFor({ question }: ExplainedCell, named: string): string {
  const query = new URLSearchParams(location.search);
  if (!question.own) query.delete("config");
  for (const [key, { initial }] of Object.entries(statements)) {
    const value = question[key as keyof typeof question];
    const own = typeof value === "string" ? value : value === true ? "1" : "";
    const text = key === "model" ? named : own;
    query.delete(key);
    if (text !== initial && !(key === "unit" && text === "")) query.set(key, text);
  }
  return query.toString();
}

function Row({ cell, named }: { cell: ExplainedCell; named: string }) {
  const { printed, computed, verdict } = cell;
  const { row, of } = figureOf(cell, named);
  const query = queryFor(cell, named);
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    history.pushState(null, "", `${location.pathname}?${query}`);
    fromQuery(inputs as never, query);
    const field = document.querySelector<HTMLElement>('[data-input="figure"] input');
    field?.focus({ preventScroll: true });
    field?.scrollIntoView({ block: "center" });
  };
  const agrees = verdict?.startsWith("agrees") ?? false;
  return (
    <tr data-verdict={verdict ?? "none"}>
      <th scope="row">
        {row}
        <span class="cause">{of}</span>
      </th>
      <td class="number" data-column="printed">
        <a
          class="ink published"
          href={`?${query}`}
          onClick={follow}
          title="Explain this figure above"
        >
          {printed.slice(0, 60)}
        </a>
      </td>
      <td class="number" data-column="the formula">
        {computed && <span class="ink computed">{computed}</span>}
      </td>
      <td data-column="verdict">
        <span class="judgement">
          <span aria-hidden="true">{verdict ? (agrees ? "= " : "≠ ") : ""}</span>
          {judgementOf(cell)}
        </span>
        <span class="cause">{causeOf(cell)}</span>
      </td>
    </tr>
  );
}

function Reading({ progress }: { progress: Progress }) {
  const { read, models } = progress;
  const open = read.labels.some(({ model }) => model === undefined);
  const noFigures = !read.columns.some(({ role }) => role === "figures");
  return (
    <details class="more" open={open || noFigures || undefined}>
      <summary>
        How the table was read{open ? ": some labels may be several models, or none" : ""}
      </summary>
      <div class="reading">
        {read.columns.slice(0, 20).map(({ heading, role }, index) => (
          <label class="field" key={index}>
            <span>Column “{heading.slice(0, 40) || index + 1}” holds</span>
            <select
              value={role}
              onChange={(event) => decide(`column ${index + 1}`, event.currentTarget.value)}
            >
              {Object.entries(roles).map(([name, label]) => (
                <option key={name} value={name} selected={name === role}>
                  {label}
                </option>
              ))}
            </select>
          </label>
        ))}
        {read.labels.slice(0, 30).map(({ label, model }) => (
          <label class="field" key={`label ${label}`}>
            <span>“{label.slice(0, 40)}” is</span>
            <select
              value={model?.id ?? ""}
              onChange={(event) => decide(label, event.currentTarget.value)}
            >
              <option value="" selected={model === undefined}>
                no model here
              </option>
              {models.map(({ id, name }) => (
                <option key={id} value={id} selected={id === model?.id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        ))}
      </div>
      {read.labels.length > 30 && (
        <p class="note">The first 30 labels are listed; the rest is recognised by name.</p>
      )}
    </details>
  );
}

/** Every figure of a table with its verdict, a page at a time. */
export function TableView({ progress }: { progress: Progress }) {
  const page = useSignal(0);
  const said = useSignal("");
  const filter = useSignal<Filter>("all");
  const { cells, summary, done, models } = progress;
  const kept = filter.value === "all" ? cells : cells.filter(filters[filter.value].keeps);
  const pages = Math.max(1, Math.ceil(kept.length / perPage));
  const at = Math.min(page.value, pages - 1);
  const names = new Map(models.map(({ id, name }) => [id, name]));
  const end = Math.min(kept.length, (at + 1) * perPage);
  const copy = async () => {
    const link = `${location.href.replace(/#.*$/, "")}#table`;
    try {
      await navigator.clipboard.writeText(tableAsMarkdown(kept, names, summary, link));
      said.value = `${grouped(kept.length)} figures copied`;
    } catch {
      said.value = "Copying is blocked here";
    }
  };
  return (
    <div class="table-answer">
      {summary.length > 0 && (
        <div class="table-summary">
          <p class="main">{summary[0]}</p>
          {summary.length > 1 && <p>{summary.slice(1).join(" ")}</p>}
        </div>
      )}
      <Reading progress={progress} />
      {cells.length > 0 && (
        <>
          <table class="explained">
            <caption>
              {kept.length === 0
                ? "None"
                : `${grouped(at * perPage + 1)} to ${grouped(end)} of ${grouped(kept.length)}`}
              {done ? "" : " so far"}
            </caption>
            <thead>
              <tr>
                <Column>Figure</Column>
                <Column number>Printed</Column>
                <Column number>The formula</Column>
                <Column>Verdict and first cause</Column>
              </tr>
            </thead>
            <tbody>
              {kept.slice(at * perPage, end).map((cell) => (
                <Row
                  key={`${cell.row} ${cell.column}`}
                  cell={cell}
                  named={names.get(cell.question.model ?? "") ?? ""}
                />
              ))}
            </tbody>
          </table>
          <p class="pages">
            <label class="field">
              <span>Show</span>
              <select
                value={filter.value}
                onChange={(event) => {
                  filter.value = event.currentTarget.value as Filter;
                  page.value = 0;
                }}
              >
                {Object.entries(filters).map(([name, { label }]) => (
                  <option key={name} value={name} selected={name === filter.value}>
                    {label}
                  </option>
                ))}
              </select>
            </label>
            {pages > 1 && (
              <>
                <button type="button" disabled={at === 0} onClick={() => (page.value = at - 1)}>
                  Previous
                </button>
                <button
                  type="button"
                  disabled={at === pages - 1}
                  onClick={() => (page.value = at + 1)}
                >
                  Next
                </button>
              </>
            )}
            {done && kept.length > 0 && (
              <button type="button" onClick={copy}>
                Copy the table as Markdown
              </button>
            )}
            <span role="status">{said}</span>
          </p>
        </>
      )}
    </div>
  );
}
