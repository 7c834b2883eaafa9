/** What an emptied page shows: plain, accessible, and true about the server. */
import type { Notice } from '@campusbite/auth/contract'

export const noticeTexts: Record<Notice, string> = {
  'logged-out': 'You have been logged out.',
  'logged-out-queued': 'You have been logged out. The server will be told as soon as it can be reached.',
  expired: 'Your session has expired. Log in again to continue.',
  'ended-elsewhere': 'This session was ended from another device. Log in again to continue.',
  reused:
    'This session was ended because its credentials were used twice. Log in again, and change your password if it was not you.',
  'account-deleted': 'Your account has been deleted.',
}

/** A fresh body for the document. It uses the app's style sheets and nothing else of the app. */
export function loggedOutBody(notice: Notice, leaveTo: string, className: string): HTMLBodyElement {
  const body = document.createElement('body')
  body.className = className
  const main = append(body, 'main')
  // Set from script, which a strict Content-Security-Policy allows; it would block a style attribute in markup.
  main.style.cssText = 'max-width:32rem;margin:auto;padding:4rem 1.5rem'
  const heading = append(main, 'h1', 'Logged out')
  heading.tabIndex = -1
  heading.style.outline = 'none'
  append(main, 'p', noticeTexts[notice]).setAttribute('role', 'status')
  append(append(main, 'p'), 'a', 'Log in').setAttribute('href', leaveTo)
  return body
}

export function sayNotice(body: HTMLElement, notice: Notice): void {
  const status = body.querySelector('[role=status]')
  if (status && status.textContent !== noticeTexts[notice]) status.textContent = noticeTexts[notice]
}

function append<Name extends keyof HTMLElementTagNameMap>(parent: HTMLElement, name: Name, text = '') {
  const element = document.createElement(name)
  element.textContent = text
  parent.append(element)
  return element
}
