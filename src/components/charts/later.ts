/** A piece of work that is done in one go. */
export type Part = () => void;

/** How long a part may take, in milliseconds, and be done while the reader goes on. */
const unfelt = 5;

/** How long the reader has to rest, in milliseconds, before longer ones are, and those that are not in sight. */
const rest = { felt: 120, unseen: 1000 };

/**
 * Does work after the frame that answers the reader, each of its parts in a task of its own, so that what
 * the reader does next is answered first. Newer work takes the place of what is not done yet. Work that
 * turned out to be felt waits until the reader rests; so does the first, for what it takes is not known, and
 * longer what is not in sight.
 */
export function later(inSight = () => true): (work: () => Promise<readonly Part[]>) => void {
  let turn = 0;
  let frame = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let took = Number.POSITIVE_INFINITY;

  const run = async (work: () => Promise<readonly Part[]>) => {
    const own = turn;
    const [...parts] = await work();
    const next = () => {
      const part = parts.shift();
      if (part === undefined || own !== turn) return;
      const from = performance.now();
      part();
      took = performance.now() - from;
      timer = setTimeout(next);
    };
    next();
  };

  return (work) => {
    turn++;
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    frame = requestAnimationFrame(() => {
      timer = setTimeout(
        () => {
          if (inSight()) run(work);
          else timer = setTimeout(run, rest.unseen, work);
        },
        took > unfelt ? rest.felt : 0,
      );
    });
  };
}
