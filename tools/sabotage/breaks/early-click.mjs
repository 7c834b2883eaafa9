// What a click on "Log out" rests on for as long as the page has no script of its own, and one line that takes it away.

const file = 'apps/web/src/session/early-logout.ts'
const early = 'e2e/early-click.spec.ts'

/** @type {readonly import('../break.mjs').Break[]} */
export const beforeTheScript = [
  {
    guarantee: 'G11',
    says: 'A click before the script has loaded leaves no tombstone',
    file,
    find: 'bury()',
    put: 'void bury',
    build: 'pages',
    caughtBy: [
      {
        file: early,
        title:
          'G11 clicked before the script has loaded, offline, and closed at once: the next request ends the session',
      },
    ],
  },
  {
    guarantee: 'G11',
    says: 'A click before the script has loaded does not call the server',
    file,
    find: "fetch(action, { method: 'POST', keepalive: true })",
    put: 'new Promise<Response>(() => {})',
    build: 'pages',
    caughtBy: [
      {
        file: early,
        title: 'G11 clicked before the script has loaded, and closed at once: the server is still told',
      },
    ],
  },
]
