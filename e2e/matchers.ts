/** Expectations in this project's terms. A message says where the fault is, not only that there is one. */
import { expect as base, type Page } from '@playwright/test'
import { tracesIn } from './trace/scan'

export const expect = base.extend({
  /** None of the texts is anywhere a later user of this browser could find it. Checked once: now, or within `timeout`. */
  async toHoldNoTrace(page: Page, needle: string | readonly string[], { timeout = 0 } = {}) {
    const needles = typeof needle === 'string' ? [needle] : needle
    let found: string[] = []
    const look = async () => {
      found = await tracesIn(page, needles)
      return found.length
    }
    if ((await look()) > 0 && timeout > 0) {
      await base
        .poll(look, { timeout })
        .toBe(0)
        .catch(() => undefined)
    }
    return {
      name: 'toHoldNoTrace',
      pass: found.length === 0,
      message: () =>
        found.length === 0
          ? `Expected a trace of ${needles.join(', ')}, and there is none.`
          : `${page.url()} still holds ${needles.join(', ')}:\n${found.map((where) => `  - ${where}`).join('\n')}`,
    }
  },
})
