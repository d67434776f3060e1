import fc from "fast-check";

/** Fewer examples of each property than the test command tries: they run anew for every mutant. */
fc.configureGlobal({ numRuns: 25 });
