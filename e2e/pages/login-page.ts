/** The login page, where a logout ends. */
import { expect, type Locator, type Page } from '@playwright/test'
import type { Person } from '../user'

/** Shown after a logout that the server has not confirmed: by the emptied page, then by the login page. */
export const queuedNotice = /^You have been logged out\. The server will be told/

export class LoginPage {
  readonly heading: Locator
  readonly notice: Locator
  readonly email: Locator
  readonly password: Locator
  readonly submit: Locator

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: 'Log in', exact: true })
    this.notice = page.getByRole('status')
    this.email = page.getByLabel('Email', { exact: true })
    this.password = page.getByLabel('Password', { exact: true })
    this.submit = page.getByRole('button', { name: 'Log in', exact: true })
  }

  async open(next?: string): Promise<void> {
    await this.page.goto(next ? `/login?next=${encodeURIComponent(next)}` : '/login')
  }

  /** Ends on a signed-in page. */
  async logIn({ email, password }: Person): Promise<void> {
    await this.email.fill(email)
    await this.password.fill(password)
    await this.submit.click()
    await expect(this.page.getByRole('button', { name: 'Log out', exact: true })).toBeVisible()
  }

  /** This page is shown, to somebody who has just logged out. */
  async expectLoggedOut(says: string | RegExp = 'You have been logged out.'): Promise<void> {
    await expect(this.heading).toBeVisible()
    await expect(this.notice).toHaveText(says)
    await expect(this.page).toHaveURL(/\/login$/)
  }
}
