/** What a test may ask of a browser, whatever the engine and its driver. No behavior. */

export interface Engine {
  /** A fresh browser that shares nothing with any other. */
  newProfile(): Promise<Profile>
  close(): Promise<void>
}

export interface Profile {
  newTab(): Promise<Tab>
  /** All cookies for this URL, including HttpOnly ones. */
  cookies(url: string): Promise<{ name: string; value: string }[]>
  close(): Promise<void>
}

export interface Tab {
  /** Resolves when the page has loaded. */
  open(url: string): Promise<void>
  /** Runs in the page, as a self-contained function. Rejects if the page is left meanwhile. */
  ask<Argument, Answer>(work: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer>
  /** With the pointer, as a user would. */
  click(xpath: string): Promise<void>
  /** Key by key. */
  type(xpath: string, text: string): Promise<void>
  close(): Promise<void>
}
