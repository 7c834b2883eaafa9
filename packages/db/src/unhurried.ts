/** Work that nobody waits for gives way to that which somebody waits for. */
import { setTimeout as rest } from 'node:timers/promises'

/** Rows a step: few enough that whoever needs the processor, the disk or one of the rows does not notice. */
export const mostInOneStep = 200
/** Parts of rest to one of work. */
const rests = 9

/**
 * Takes a step, and another one as long as each finds as much to do as it may, with a rest between two.
 * @param step resolves with how many rows it has seen to
 * @param signal after the step that is under way no other is taken
 * @returns how many rows there were in all
 */
export async function unhurried(step: () => Promise<number>, signal?: AbortSignal): Promise<number> {
  for (let total = 0; ; ) {
    const startedAt = performance.now()
    const done = await step()
    total += done
    if (done < mostInOneStep || signal?.aborted) return total
    await rest(rests * (performance.now() - startedAt), undefined, { signal }).catch(() => {})
    if (signal?.aborted) return total
  }
}
