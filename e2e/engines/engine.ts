/** What a test may ask of a browser, whichever engine it is and however it is driven. Holds no behaviour. */

export interface Engine {
  /** A browser that nobody has used yet: it shares nothing with another one. */
  newProfile(): Promise<Profile>
  close(): Promise<void>
}

export interface Profile {
  newTab(): Promise<Tab>
  /** All cookies of this address, those that script cannot see included. */
  cookies(url: string): Promise<{ name: string; value: string }[]>
  close(): Promise<void>
}

export interface Tab {
  /** Resolves when the page has loaded. */
  open(url: string): Promise<void>
  /** Runs in the page, as a function that uses nothing from outside itself. Rejects where the page is left meanwhile. */
  ask<Argument, Answer>(work: (argument: Argument) => Answer | Promise<Answer>, argument: Argument): Promise<Answer>
  /** With the pointer, as a person would. */
  click(xpath: string): Promise<void>
  /** Key by key. */
  type(xpath: string, text: string): Promise<void>
  close(): Promise<void>
}
