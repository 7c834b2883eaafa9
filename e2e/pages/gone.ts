/** When a text disappeared from a page, by the page's own clock: a navigation that follows may keep a test from looking. */
import type { Page } from '@playwright/test'

export interface Gone {
  /** Milliseconds since the epoch, like the times of the proxy between browser and server. */
  at: Promise<number>
}

/** Watches every change of the page from now on. */
export async function watchForGone(page: Page, text: string): Promise<Gone> {
  let tell = (_at: number) => {}
  const at = new Promise<number>((resolve) => (tell = resolve))
  await page.exposeFunction('tellGone', (when: number) => tell(when))
  await page.evaluate((sought) => {
    const look = () => {
      if (document.documentElement.outerHTML.includes(sought)) return
      observer.disconnect()
      Reflect.get(window, 'tellGone')(Date.now())
    }
    const observer = new MutationObserver(look)
    observer.observe(document, { childList: true, subtree: true, characterData: true, attributes: true })
  }, text)
  return { at }
}
