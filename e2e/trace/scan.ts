/** Looks for texts everywhere a browser could keep them for a page: its documents and frames, its storage, its cookies. */
import type { Page } from '@playwright/test'
import { wasLeft } from '../pages/history'
import { scanDocument } from './scan-document'

/** @returns one line per place that contains one of the texts */
export async function tracesIn(page: Page, needles: readonly string[]): Promise<string[]> {
  try {
    return [...(await inFrames(page, needles)), ...(await inCookies(page, needles))]
  } catch (error) {
    if (!wasLeft(error)) throw error
    // The page was left during the scan: what matters is the next one.
    await page.waitForLoadState()
    return tracesIn(page, needles)
  }
}

async function inFrames(page: Page, needles: readonly string[]): Promise<string[]> {
  const frames = page.frames().filter((frame) => !frame.isDetached())
  const found = await Promise.all(
    frames.map(async (frame, index) => {
      const name = index === 0 ? '' : `frame ${frame.url()} `
      // An empty frame has no storage of its own.
      const places = frame.url().startsWith('http') ? await frame.evaluate(scanDocument, [...needles]) : []
      return places.map((where) => `${name}${where}`)
    }),
  )
  return found.flat()
}

/** Including HttpOnly ones, which no script on the page could see. */
async function inCookies(page: Page, needles: readonly string[]): Promise<string[]> {
  const cookies = await page.context().cookies()
  return cookies
    .filter(({ name, value }) =>
      needles.some((needle) => `${name}=${value}`.includes(needle) || decoded(value).includes(needle)),
    )
    .map(({ name, value, domain, path }) => `cookie ${name}=${value} of ${domain}${path}`)
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
