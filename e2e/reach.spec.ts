// The log-out button is in view on every private page, at every width, by pointer and by keyboard.
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures'
import { LoginPage } from './pages/login-page'
import { SignedInPage } from './pages/signed-in-page'
import { post, registerPerson } from './user'

const privatePages = ['/cart', '/orders', '/account', '/account/devices', '/']

async function tabTo(page: Page, name: string): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '')
  for (let steps = 0; steps < 40 && (await focused()) !== name; steps++) await page.keyboard.press('Tab')
  expect(await focused()).toBe(name)
}

/** Where the last label of the navigation ends, which may differ from its link. */
const endOfLabels = () =>
  Math.max(
    ...[...document.querySelectorAll('nav[aria-label=Main] a')].map((link) => {
      const text = document.createRange()
      text.selectNodeContents(link)
      return text.getBoundingClientRect().right
    }),
  )

/** Whether nothing covers the focused element. */
const seesFocus = () => {
  const { activeElement: at } = document
  const { left, top, width, height } = at?.getBoundingClientRect() ?? new DOMRect()
  const parts = [0.1, 0.5, 0.9]
  return parts.some((x) =>
    parts.some((y) => at?.contains(document.elementFromPoint(left + width * x, top + height * y))),
  )
}

for (const width of [1280, 375, 320]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: width > 1000 ? 800 : 640 } })

    test(`G30 the button is in view on every private page, and nothing covers it (${width} px)`, async ({
      signedIn,
      page,
    }) => {
      for (const path of privatePages) {
        await page.goto(path)
        await expect(signedIn.logOutButton).toHaveCount(1)
        await expect(signedIn.logOutButton).toBeInViewport({ ratio: 1 })
        await signedIn.logOutButton.click({ trial: true })
        await page.evaluate(() => scrollTo(0, document.body.scrollHeight))
        await expect(signedIn.logOutButton).toBeInViewport({ ratio: 1 })
        expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
      }
    })

    for (const style of [':root { font-size: 200% }', '* { letter-spacing: 0.12em; word-spacing: 0.16em }']) {
      // WCAG 2.2, 1.4.4 and 1.4.12.
      test(`G30 the button is in view with larger or wider text, and no page overflows: ${style} (${width} px)`, async ({
        signedIn,
        page,
      }) => {
        for (const path of privatePages) {
          await page.goto(path)
          await page.evaluate((wanted) => {
            const sheet = new CSSStyleSheet()
            sheet.replaceSync(wanted)
            document.adoptedStyleSheets = [sheet]
          }, style)
          await expect(signedIn.logOutButton).toBeInViewport({ ratio: 1 })
          await signedIn.logOutButton.click({ trial: true })
          expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(width)
          expect(await page.evaluate(endOfLabels), path).toBeLessThanOrEqual(width)
        }
      })
    }

    test(`a long name without spaces, of a user or a device, overflows no page (${width} px)`, async ({
      page,
      network,
    }) => {
      const person = await registerPerson(network.url, 'W'.repeat(77))
      await post(network.url, '/api/auth/login', person, { 'User-Agent': 'W'.repeat(64) })
      const login = new LoginPage(page)
      await login.open()
      await login.logIn(person)
      for (const path of privatePages) {
        await page.goto(path)
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        const rightmost = await page.evaluate(() => {
          const texts = [...document.querySelectorAll('main :is(h1, p, dd)')]
          return Math.max(
            document.documentElement.scrollWidth,
            ...texts.map((text) => text.getBoundingClientRect().right),
          )
        })
        expect(rightmost, path).toBeLessThanOrEqual(width)
      }
    })

    // WCAG 2.2, 2.4.11.
    test(`G32 no bar covers the focused element (${width} px)`, async ({ signedIn, page }) => {
      test.slow()
      for (const path of privatePages) {
        await page.goto(path)
        await expect(signedIn.logOutButton).toBeVisible()
        do {
          await page.keyboard.press('Tab')
          const what = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 200))
          await expect.poll(() => page.evaluate(seesFocus), `${path}: ${what}`).toBe(true)
        } while (!(await page.getByRole('link', { name: 'API reference' }).evaluate((last) => last.matches(':focus'))))
      }
    })

    // Chromium does not scroll to an element that is partly in view already.
    test(`G32 the menu's sections scroll into view when focus moves backwards (${width} px)`, async ({ page }) => {
      await page.goto('/')
      const sections = await page.getByRole('navigation', { name: 'Menu sections' }).getByRole('link').all()
      await sections.at(-1)?.focus()
      for (const section of sections.slice(0, -1).reverse()) {
        await page.keyboard.press('Shift+Tab')
        await expect(section).toBeFocused()
        await expect(section).toBeInViewport({ ratio: 0.6 })
      }
    })

    test(`the focus ring around the first menu section is not clipped (${width} px)`, async ({ page }) => {
      await page.goto('/')
      const sections = page.getByRole('navigation', { name: 'Menu sections' })
      const [bar, first] = await Promise.all([sections.boundingBox(), sections.getByRole('link').first().boundingBox()])
      // Its outline is 3 px wide, 2 px away; a scroll container clips whatever is beyond its edge.
      expect((first?.x ?? 0) - (bar?.x ?? 0)).toBeGreaterThanOrEqual(5)
    })

    test(`G30 by keyboard alone (${width} px)`, async ({ signedIn, page }) => {
      await new SignedInPage(page).open('Account')
      await expect(signedIn.logOutButton).toBeVisible()
      await tabTo(page, 'Log out')
      await page.keyboard.press('Enter')
      await new LoginPage(page).expectLoggedOut()
    })
  })
}

for (const width of [640, 768, 820]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 640 } })

    test(`at tablet width the bar is one row, and no drawing overlaps text (${width} px)`, async ({
      page: mine,
      newDevice,
      signedIn,
    }) => {
      await signedIn.addToCart()
      const visitors = await newDevice({ viewport: { width, height: 640 } })
      await visitors.goto('/')
      for (const page of [mine, visitors]) {
        const bar = await page.getByRole('banner').boundingBox()
        expect(bar?.height).toBeLessThan(80)
        const greeting = page.getByRole('main').locator('section').first()
        const [words, drawings] = await Promise.all([
          greeting.locator('h1, p').evaluateAll((texts) => texts.map((text) => text.getBoundingClientRect().right)),
          greeting.locator('svg:visible').evaluateAll((arts) => arts.map((art) => art.getBoundingClientRect().left)),
        ])
        expect(Math.max(...words)).toBeLessThan(Math.min(...drawings))
      }
    })
  })
}

// WCAG 2.2, 1.4.10: like a desktop at 400 % zoom.
test.describe('on a short screen', () => {
  test.use({ viewport: { width: 320, height: 256 } })

  test('the bars leave nearly half of it to the menu, and the log-out button is in view', async ({
    page,
    signedIn,
  }) => {
    const lastDish = page.getByRole('button', { name: 'Add to cart' }).last()
    await lastDish.focus()
    await expect(lastDish).toBeInViewport({ ratio: 1 })
    await expect(signedIn.logOutButton).toBeInViewport({ ratio: 1 })
    const free = await page.evaluate(() => {
      const isBar = (y: number) => document.elementFromPoint(innerWidth / 2, y)?.closest('header, nav')
      return Array.from({ length: innerHeight }, (_, y) => !isBar(y)).filter(Boolean).length
    })
    expect(free).toBeGreaterThan(120)
  })
})
