/** Looks for texts everywhere a browser could keep them for one page: its documents and frames, its storage, its cookies. */
import type { Page } from '@playwright/test'
import { wasLeft } from '../pages/history'
import { scanDocument } from './scan-document'

/** @returns one line for each place where one of the texts stands */
export async function tracesIn(page: Page, needles: readonly string[]): Promise<string[]> {
  try {
    return [...(await inFrames(page, needles)), ...(await inCookies(page, needles))]
  } catch (error) {
    if (!wasLeft(error)) throw error
    // The page was left while it was being looked through: what counts is what came after it.
    await page.waitForLoadState()
    return tracesIn(page, needles)
  }
}

async function inFrames(page: Page, needles: readonly string[]): Promise<string[]> {
  const frames = page.frames().filter((frame) => !frame.isDetached())
  const found = await Promise.all(
    frames.map(async (frame, index) => {
      const name = index === 0 ? '' : `frame ${frame.url()} `
      // An empty frame has no storage of its own to ask.
      const places = frame.url().startsWith('http') ? await frame.evaluate(scanDocument, [...needles]) : []
      return places.map((where) => `${name}${where}`)
    }),
  )
  return found.flat()
}

/** HttpOnly ones too, which no script of the page could see. */
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
