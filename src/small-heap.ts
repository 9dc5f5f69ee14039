import { setFlagsFromString } from 'node:v8';

/** V8's heap may grow by so many percent before old garbage is looked for; V8 itself would let it double and more. */
const GROWTH_PERCENT = 60;
const V8_DECIDES = 0;

/**
 * Does the work of a night with little memory, for somewhat more processor time. A night reads for hours and waits most
 * of them, on a server that runs Chromium beside it; left to itself V8 keeps as much garbage as the machine has room for.
 */
export async function inSmallHeap<T>(work: () => Promise<T>): Promise<T> {
  setFlagsFromString(`--heap-growing-percent=${GROWTH_PERCENT}`);
  try {
    return await work();
  } finally {
    setFlagsFromString(`--heap-growing-percent=${V8_DECIDES}`);
  }
}
