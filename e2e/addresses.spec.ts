// A device with an IPv6 address, written out in full.
import { expect, test } from './fixtures'
import { credentialsOf } from './jar'

test.use({ storage: 'postgresql', viewport: { width: 320, height: 640 } })

test("a device's IP address fits its card", async ({ page, context, signedIn, sql }) => {
  await expect(signedIn.logOutButton).toBeVisible()
  const { sid } = await credentialsOf(context)
  await sql("UPDATE session SET ip_address = '2001:db8:85a3:8d3:1319:8a2e:abcd:7348' WHERE sid = $1", sid)
  await page.goto('/account/devices')
  const device = page.getByRole('listitem').filter({ hasText: 'This device' })
  await expect(device).toContainText(':7348')
  const beyond = await device.evaluate((card) => {
    const words = document.createRange()
    words.selectNodeContents(card)
    return words.getBoundingClientRect().right - card.getBoundingClientRect().right
  })
  expect(beyond).toBeLessThanOrEqual(0)
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320)
})
