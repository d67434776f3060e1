import { connect } from "node:net";

/** One session of a browser, asked in the words of WebDriver: "POST /url", "GET /title". */
export interface Session {
  /** Throws with what the browser says when it refuses. */
  ask(command: string, body?: object): Promise<unknown>;
  end(): Promise<void>;
}

interface Refusal {
  readonly error: string;
  readonly message: string;
}

const refused = (command: string, { error, message }: Refusal) =>
  new Error(`${command}: ${error}: ${message}`);

/** A session with a driver that listens at an address: WebKitWebDriver, safaridriver. */
export async function overHttp(address: string, capabilities: object): Promise<Session> {
  const send = async (command: string, base: string, body: object = {}) => {
    const [method, path] = command.split(" ") as [string, string];
    const answer = await fetch(base + path, {
      method,
      ...(method === "POST" && { body: JSON.stringify(body) }),
    });
    const { value } = (await answer.json()) as { value: unknown };
    if (!answer.ok) throw refused(command, value as Refusal);
    return value;
  };
  const created = await send("POST /session", address, {
    capabilities: { alwaysMatch: capabilities },
  });
  const session = `${address}/session/${(created as { sessionId: string }).sessionId}`;
  return {
    ask: (command, body) => send(command, session, body),
    end: async () => void (await send("DELETE ", session)),
  };
}

/** Firefox's own names for the commands; it is asked without a driver in between. */
const marionette: readonly (readonly [RegExp, string])[] = [
  [/^POST \/url$/, "WebDriver:Navigate"],
  [/^GET \/url$/, "WebDriver:GetCurrentURL"],
  [/^GET \/source$/, "WebDriver:GetPageSource"],
  [/^POST \/refresh$/, "WebDriver:Refresh"],
  [/^POST \/back$/, "WebDriver:Back"],
  [/^POST \/window\/rect$/, "WebDriver:SetWindowRect"],
  [/^POST \/execute\/sync$/, "WebDriver:ExecuteScript"],
  [/^POST \/execute\/async$/, "WebDriver:ExecuteAsyncScript"],
  [/^POST \/element$/, "WebDriver:FindElement"],
  [/^POST \/element\/(.+)\/click$/, "WebDriver:ElementClick"],
  [/^POST \/element\/(.+)\/clear$/, "WebDriver:ElementClear"],
  [/^POST \/element\/(.+)\/value$/, "WebDriver:ElementSendKeys"],
  [/^GET \/element\/(.+)\/text$/, "WebDriver:GetElementText"],
  [/^POST \/actions$/, "WebDriver:PerformActions"],
  [/^GET \/screenshot$/, "WebDriver:TakeScreenshot"],
  [/^POST \/moz\/context$/, "Marionette:SetContext"],
];

function toMarionette(command: string, body: object): readonly [string, object] {
  for (const [shape, name] of marionette) {
    const found = shape.exec(command);
    if (found) return [name, found[1] ? { id: found[1], ...body } : body];
  }
  throw new Error(`${command} is not said to Firefox yet`);
}

/** What each waiting question does with its answer: an error or a value. */
type Answer = (error: Refusal | null, value: unknown) => void;

/** Reads messages that begin with their length and a colon. */
function readMessages(take: (message: unknown) => void) {
  let rest = Buffer.alloc(0);
  return (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (let colon = rest.indexOf(":"); colon > 0; colon = rest.indexOf(":")) {
      const end = colon + 1 + Number(rest.subarray(0, colon));
      if (rest.length < end) return;
      take(JSON.parse(rest.subarray(colon + 1, end).toString()));
      rest = rest.subarray(end);
    }
  };
}

/** A session with a Firefox that was started with `--marionette` and listens at this port. */
export async function overMarionette(port: number): Promise<Session> {
  const socket = connect({ host: "127.0.0.1", port });
  const waiting = new Map<number, Answer>();
  const greeted = Promise.withResolvers<void>();
  socket.once("error", greeted.reject);
  socket.on(
    "data",
    readMessages((message) => {
      if (!Array.isArray(message)) return greeted.resolve();
      const [, id, error, value] = message as [1, number, Refusal | null, unknown];
      waiting.get(id)?.(error, value);
      waiting.delete(id);
    }),
  );
  await greeted.promise;
  let asked = 0;
  const send = (name: string, body: object) =>
    new Promise<unknown>((resolve, reject) => {
      asked += 1;
      waiting.set(asked, (error, answer) => {
        const whole = answer as { value?: unknown } | null;
        if (error) reject(refused(name, error));
        else resolve(whole && "value" in whole ? whole.value : whole);
      });
      const text = JSON.stringify([0, asked, name, body]);
      socket.write(`${Buffer.byteLength(text)}:${text}`);
    });
  await send("WebDriver:NewSession", { capabilities: { alwaysMatch: {} } });
  return {
    ask: (command, body = {}) => send(...toMarionette(command, body)),
    end: async () => void socket.destroy(),
  };
}
