/** When a text left a page, by the page's own clock: a navigation that follows may keep everybody else from looking. */
import type { Page } from '@playwright/test'

export interface Gone {
  /** Milliseconds since the epoch, as the proxy between browser and server counts them too. */
  at: Promise<number>
}

/** Looks from now on, at every change of the page. */
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
