import { expect, test } from './fixtures'

test('smoke', async ({ signedIn, user, page }) => {
  await signedIn.open('Account')
  await expect(page.getByText(user.email)).toBeVisible()
  await signedIn.logOut()
  await expect(page).toHoldNoTrace(user.canary)
})
