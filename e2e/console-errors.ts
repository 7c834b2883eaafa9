/** Collects a page's console errors. Any that a test has not announced fails the test: a user would see a broken page. */
import type { BrowserContext } from '@playwright/test'

export class ConsoleErrors {
  readonly #seen: string[] = []
  readonly #allowed: RegExp[] = []

  watch(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() !== 'error') return
      this.#seen.push(`${message.text()} (${message.location().url})`)
    })
    context.on('weberror', (error) => this.#seen.push(String(error.error().stack ?? error.error())))
  }

  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns)
  }

  /** Ignores the browser's own messages about requests that this test lets fail. */
  allowFailedRequests(): void {
    this.allow(/^Failed to load resource/)
  }

  unexpected(): string[] {
    return this.#seen.filter((text) => !this.#allowed.some((pattern) => pattern.test(text)))
  }
}
